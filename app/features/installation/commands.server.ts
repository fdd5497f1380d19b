import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { numberedId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { requireWatch } from './queries.server';

/** The journal names subjects by uuid; a job's number is written into the last part. */
const jobSubject = ({ actor }: Context, job: number) => ({
  kind: 'job' as const,
  id: numberedId(job),
  tenantId: actor.tenantId,
  unitId: actor.unitId,
});

/** Mends a job that failed for good. Asked twice, the second is told that it is no such job any more. */
const mend = (ctx: Context, job: number, verb: 'try_again' | 'give_up', event: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'installation.watch');
    await requireWatch(ctx);
    const call = verb === 'try_again' ? sql`jobs.try_again(${job}::bigint)` : sql`jobs.give_up(${job}::bigint)`;
    const [row] = await ctx.db.execute<{ kind: string | null }>(sql`select ${call} as kind`);
    if (!row?.kind) return refused('health.job_gone');
    await record(ctx, event, jobSubject(ctx, job), { after: { task: row.kind } });
    return ok(null);
  });

export const retryJob = (ctx: Context, job: number) => mend(ctx, job, 'try_again', 'job.tried_again');
/** Takes it out of the queue; what it should have done stays undone. */
export const giveUpJob = (ctx: Context, job: number) => mend(ctx, job, 'give_up', 'job.given_up');
