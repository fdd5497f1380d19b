import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { listStages, type PipelineStage, pipelineFor } from '../opportunities/queries.server';
import { requireWriter } from './commands/draft.server';
import { recordProcess } from './commands/record.server';
import { countOpen } from './queries.server';

type Whose = { company: number; code: string };
type Left = Pick<PipelineStage, 'id' | 'code' | 'name' | 'nameEn' | 'type' | 'pipelineVersion'> & {
  isNational: boolean;
  count: number;
  /** The stage of the newest version it goes to; null: gone there, so one has to be chosen. */
  to: number | null;
};

/** Deals still on older versions, by stage, and where each stage goes in the newest. */
export async function getMoveOver(ctx: Context, { company, code }: Whose) {
  const [all, counts] = await Promise.all([listStages(ctx), countOpen(ctx, company)]);
  const newest = pipelineFor(all, company, code);
  const target = newest[0];
  if (!target) throw notFound();
  const left = all
    .filter((stage) => stage.pipelineCode === code && stage.pipelineId !== target.pipelineId && counts.has(stage.id))
    .map(
      ({ id, code, name, nameEn, type, pipelineVersion, pipelineTenantId }): Left => ({
        id,
        code,
        name,
        nameEn,
        type,
        pipelineVersion,
        isNational: pipelineTenantId === null,
        count: counts.get(id) ?? 0,
        to: newest.find((stage) => stage.code === code && stage.type === type)?.id ?? null,
      }),
    );
  const stages = newest.map(({ exitCriteria: _, ...stage }) => stage);
  return { version: target.pipelineVersion, pipelineId: target.pipelineId, stages, left };
}
export type MoveOver = Awaited<ReturnType<typeof getMoveOver>>;

/** Asks for the move of all running deals to the version previewed; a job does it in batches. */
export function startMoveOver(
  ctx: Context,
  whose: Whose,
  input: { pipelineId: number; targets: Record<string, number | undefined> },
): Promise<Result<{ count: number }>> {
  return inTransaction(ctx, async (ctx) => {
    await requireWriter(ctx, whose.company);
    const { left, stages, pipelineId } = await getMoveOver(ctx, whose);
    if (pipelineId !== input.pipelineId) return refused('process.other_version');
    const fields: Record<string, string> = {};
    const pairs = left.map(({ id, to, type }) => {
      const chosen = to ?? stages.find((stage) => stage.id === input.targets[`s${id}`] && stage.type === type)?.id;
      if (!chosen) fields[`targets.s${id}`] = 'error.choose';
      return [id, chosen ?? 0] as const;
    });
    if (Object.keys(fields).length) return refused('invalid', { fields });
    if (!pairs.length) return refused('process.nothing_to_move');
    const { personId, role } = ctx.actor;
    const key = `processes.move_over:${whose.company}:${whose.code}`;
    await enqueue(ctx, 'processes.move_over', { ...whose, personId, role, pipelineId, pairs }, key);
    const count = left.reduce((n, stage) => n + stage.count, 0);
    await recordProcess(ctx, 'process.moved_over', whose.company, whose.code, { after: { deals: count } });
    return ok({ count });
  });
}

const batch = 200;
type Moved = { id: string; unit_id: number; owner_id: string; account_id: string; old_id: number; new_id: number };

/**
 * One batch; the deals moved are no longer among those left, so a job that died goes on where it was. Whoever has a deal
 * open finds its version changed. Answers how many there were.
 */
export const moveBatch = (
  ctx: Context,
  { company, pipelineId, pairs }: { company: number; pipelineId: number; pairs: (readonly [number, number])[] },
) =>
  inTransaction(ctx, async (ctx) => {
    await requireWriter(ctx, company);
    const all = await listStages(ctx);
    const list = (ids: number[]) => `{${ids.join()}}`;
    const rows = [
      ...(await ctx.db.execute<Moved>(sql`
      with m as (select * from unnest(${list(pairs.map(([from]) => from))}::integer[], ${list(pairs.map(([, to]) => to))}::integer[]) as m(old_id, new_id)),
      k as (select o.tenant_id, o.id, m.old_id, m.new_id from m cross join lateral (
          select t.tenant_id, t.id from opportunities t where t.tenant_id = ${company} and t.stage_id = m.old_id
            and t.deleted_at is null and t.stage_type in ('open', 'on_hold') limit ${batch} for update) o limit ${batch})
      update opportunities o set pipeline_id = ${pipelineId}, stage_id = k.new_id, version = o.version + 1,
        updated_at = ${ctx.now.toISOString()}::timestamptz
      from k where o.tenant_id = k.tenant_id and o.id = k.id
      returning o.id, o.unit_id, o.owner_id, o.account_id, k.old_id, k.new_id`)),
    ];
    const stageOf = (id: number) => all.find((stage) => stage.id === id);
    await Promise.all(
      rows.map(async (row) => {
        const [from, to] = [stageOf(row.old_id), stageOf(row.new_id)];
        const subject = {
          kind: 'opportunity' as const,
          id: row.id,
          tenantId: company,
          unitId: row.unit_id,
          ownerId: row.owner_id,
          accountId: row.account_id,
        };
        await record(ctx, 'opportunity.process_changed', subject, {
          before: { stage: from?.code, stageId: row.old_id },
          after: { stage: to?.code, stageId: row.new_id, version: to?.pipelineVersion },
        });
        // the same stage of another version is no move; another stage is one the history has to know
        if (from?.code !== to?.code)
          await ctx.db.execute(sql`
            insert into opportunity_changes (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, kind, at, by_id, from_stage_id, to_stage_id)
            values (${company}, ${newId()}::uuid, ${row.unit_id}, ${row.owner_id}::uuid, ${row.account_id}::uuid, ${row.id}::uuid, 'moved',
              ${ctx.now.toISOString()}::timestamptz, ${ctx.actor.personId}::uuid, ${row.old_id}, ${row.new_id})`);
      }),
    );
    return rows.length;
  });
