import { and, eq, sql } from 'drizzle-orm';
import { approvalSteps, approvals } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { listStages, type Opportunity } from '../queries.server';
import { writeChanges } from './change.server';
import { save, subjectOf } from './load.server';

/** What moving to another stage changes. */
export const movedColumns: (keyof Opportunity)[] = [
  'stageId', 'stageType', 'stageEnteredAt', 'probability', 'closedOn', 'closeReason', 'closeNote', 'closeDetail', 'priceGapFen', 'priceGapBp',
  'doAgain', 'retryOn', 'competitorId',
]; // biome-ignore format: a list

export const only = (row: Opportunity, columns: (keyof Opportunity)[]): Record<string, unknown> =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));

const instants: readonly string[] = ['stageEnteredAt'];

/** What `movedColumns` held, from how it was kept as JSON. */
export const valuesOf = (kept: Record<string, unknown>): Partial<Opportunity> =>
  Object.fromEntries(
    Object.entries(kept).map(([name, value]) => [name, instants.includes(name) ? new Date(String(value)) : value]),
  );

/** Gives a locked deal back the values it had; the history keeps both ways. Days and amounts that were allowed then need not be now. */
export async function putBack(ctx: Context, row: Opportunity, values: Partial<Opportunity>) {
  const { changed, before, after } = difference<Record<string, unknown>>(row, values);
  if (!changed.length) return;
  const isMove = values.stageId !== undefined && values.stageId !== row.stageId;
  const closeOn = values.expectedCloseOn;
  await save(ctx, row, values);
  await writeChanges(ctx, row, [
    ...(isMove ? [{ kind: 'moved' as const, fromStageId: row.stageId, toStageId: values.stageId }] : []),
    ...(closeOn === undefined || closeOn === row.expectedCloseOn
      ? []
      : [{ kind: 'close_date' as const, fromCloseOn: row.expectedCloseOn, toCloseOn: closeOn }]),
  ]);
  if (!isMove) return record(ctx, 'opportunity.updated', subjectOf(row), { before, after });
  await reviveApprovals(ctx, row);
  const stages = await listStages(ctx);
  const side = (stageId: number | undefined) => ({ stage: stages.find(({ id }) => id === stageId)?.code, stageId });
  await record(ctx, 'opportunity.move_undone', subjectOf(row), {
    before: side(row.stageId),
    after: side(values.stageId),
  });
}

/** Those that lapsed with the move count again, unless they were asked for anew. */
const reviveApprovals = (ctx: Context, row: Opportunity) =>
  ctx.db
    .update(approvals)
    .set({
      state: sql`case when exists (select 1 from ${approvalSteps} s where s.tenant_id = ${approvals.tenantId}
        and s.approval_id = ${approvals.id} and s.state in ('waiting', 'pending')) then 'pending' else 'approved' end`,
      updatedAt: ctx.now,
    })
    .where(
      and(
        eq(approvals.tenantId, row.tenantId),
        eq(approvals.opportunityId, row.id),
        eq(approvals.state, 'lapsed'),
        eq(approvals.updatedAt, row.stageEnteredAt),
        sql`not exists (select 1 from approvals a where a.tenant_id = ${approvals.tenantId} and a.opportunity_id = ${approvals.opportunityId}
          and a.stage_code = ${approvals.stageCode} and a.criterion = ${approvals.criterion} and a.state in ('pending', 'approved'))`,
      ),
    );
