import type { JobHelpers } from 'graphile-worker';
import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { type Context, contextFor } from '~/core/context.server';
import { door } from '~/core/db.server';
import { type Care, takingCare } from './care.server';
import { type Late, lateRecords } from './judge.server';
import { ruleEvents, subjectOf, timedEvents } from './rules';
import { findRule, recordOf } from './run.server';

/** One asked for by an earlier version names a single event. */
const payloadSchema = z.preprocess(
  (sent: { event?: string }) => ({ events: [sent.event], ...sent }),
  z.object({
    tenantId: z.number().int(),
    events: z.array(z.enum(ruleEvents)),
    entryId: z.string(),
    path: z.array(z.string()).max(10),
  }),
);

type Waiting = { tenant_id: number; rule_id: string; author_id: string };
const rulesFor = (tenantId: number | null, events: readonly string[]) =>
  door<Waiting>('select * from app.rules_for($1::integer, $2::text[])', [
    tenantId === null ? null : String(tenantId),
    `{${events}}`,
  ]);

/** In the name of who saved the rule, with the rights that person has now; none, when they administer no more. */
async function asAuthor({ author_id }: Waiting, now: Date, work: (ctx: Context) => Promise<unknown>) {
  const actor = await findActorById(author_id, 'admin');
  if (actor) await work(contextFor(actor, now));
}

/** One entry of the journal, for every rule of its company that waits for such. */
export async function runRules(payload: unknown, now: Date) {
  const { tenantId, events, entryId, path } = payloadSchema.parse(payload);
  const care = takingCare(now);
  for (const rule of await rulesFor(tenantId, events))
    await care.of(rule.rule_id, () =>
      asAuthor(rule, now, async (ctx) => {
        const row = await findRule(ctx, rule.rule_id);
        if (!row || !events.includes(row.event)) return; // it waits for something else by now
        const id = await recordOf(ctx, tenantId, row.event, entryId);
        const key = { tenantId, ruleId: rule.rule_id };
        if (id) await care.fire(ctx, key, subjectOf(row.event), id, `entry:${entryId}`, path);
      }),
    );
  await finish(care);
}

const atATime = 200;

/** What has become late or has gone quiet, one after the other. */
export async function runTimed(now: Date, isStopping = () => false) {
  const care = takingCare(now);
  for (const rule of await rulesFor(null, timedEvents))
    await care.of(rule.rule_id, () =>
      asAuthor(rule, now, async (ctx) => {
        const key = { tenantId: rule.tenant_id, ruleId: rule.rule_id };
        for (let after: string | null = null; !isStopping(); ) {
          const row = await findRule(ctx, key.ruleId);
          const late: Late[] = row
            ? await lateRecords(ctx, { ...row, tenantId: key.tenantId }, { most: atATime, after })
            : [];
          for (const { id, occasion } of late)
            if (!isStopping()) await care.fire(ctx, key, subjectOf(row!.event), id, occasion);
          after = late.at(-1)?.id ?? null;
          if (after === null) break;
        }
      }),
    );
  await finish(care);
}

/** Tells of what was done; what passes or could not be noted is met again when the job is. */
async function finish({ left }: Care) {
  await door('select jobs.enqueue(task, payload, key) from app.pass_on_notices()');
  if (left.length) throw new AggregateError(left, `${left.length} of the rules' work is left`);
}

type Helpers = Pick<JobHelpers, 'abortSignal' | 'job'>;
export const tasks = {
  'automation.run': (payload: unknown, { job }: Helpers) => runRules(payload, new Date(job.run_at)),
  'automation.daily': (_payload: unknown, { job, abortSignal }: Helpers) =>
    runTimed(new Date(job.run_at), () => abortSignal?.aborted ?? false),
};
/** 06:40 in Shanghai, also when the worker was away then. */
export const schedule = [
  { task: 'automation.daily', match: '40 22 * * *', options: { backfillPeriod: 8 * 3_600_000 } },
];
