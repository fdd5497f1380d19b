import { and, asc, inArray, isNull } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { can, type Permission } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { readFacts } from '../facts.server';
import type { BulkInput } from '../input';
import type { Missing } from '../missing';
import type { Opportunity } from '../queries.server';
import { listStages } from '../queries.server';
import { assignLocked } from './assign.server';
import { moveLocked } from './move.server';
import { movedColumns, only } from './put-back.server';
import { updateLocked } from './update.server';

export type BulkRefusal = { id: string; title: string; reason: string; missing: Missing[] };
/** `changed`: what a row was before, in the columns that were changed, and its version now. */
export type BulkChanged = { row: Opportunity; before: Record<string, unknown> };
export type BulkReport = { done: number; refused: BulkRefusal[]; changed: BulkChanged[] };

const touched: Record<BulkInput['change'], (keyof Opportunity)[]> = {
  owner: ['ownerId'],
  close_date: ['expectedCloseOn', 'slips'],
  next_step: ['nextStep', 'nextStepOn'],
  stage: movedColumns,
};

const needed: Record<BulkInput['change'], Permission> = {
  owner: 'opportunity.assign',
  close_date: 'opportunity.update',
  next_step: 'opportunity.update',
  stage: 'opportunity.advance',
};

/** One change to up to 200 opportunities. Those that may not take it are left as they are and reported. */
export function bulkUpdate(ctx: Context, input: BulkInput): Promise<Result<BulkReport>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, needed[input.change]);
    const [rows, related, stages] = await Promise.all([
      lockRows(ctx, input.ids),
      input.change === 'stage' ? readFacts(ctx, input.ids) : new Map(),
      listStages(ctx),
    ]);
    const report: BulkReport = { done: 0, refused: [], changed: [] };
    for (const row of rows) {
      const result: Result<unknown> = refusalOf(row) ?? (await changeOne(row));
      if (result.ok) {
        report.done += 1;
        report.changed.push({ row, before: only(row, touched[input.change]) });
      } else
        report.refused.push({ id: row.id, title: row.title, reason: reasonOf(result), missing: missingOf(result) });
    }
    const found = new Set(rows.map(({ id }) => id));
    for (const id of input.ids)
      if (!found.has(id)) report.refused.push({ id, title: '', reason: 'bulk.left_gone', missing: [] });
    return ok(report);

    function refusalOf(row: Opportunity) {
      if (!can(ctx.actor, needed[input.change], row)) return refused('opportunity.not_permitted');
      const seen = input.seen?.[row.id];
      return seen === undefined || seen === row.version ? null : refused('bulk.left_changed');
    }

    function changeOne(row: Opportunity): Promise<Result<unknown>> {
      if (input.change === 'owner') return assignLocked(ctx, row, input.ownerId);
      if (input.change === 'stage') return moveLocked(ctx, row, input, stages, related);
      const { nextStep, nextStepOn } = 'nextStep' in input ? input : {};
      const patch =
        input.change === 'close_date' ? { expectedCloseOn: input.expectedCloseOn } : { nextStep, nextStepOn };
      return updateLocked(ctx, row, patch, false);
    }
  });
}

/** Of many there is no field to say it at. */
const reasonOf = ({ reason, fields = {} }: Refused) =>
  reason === 'invalid' ? (Object.values(fields)[0] ?? reason) : reason;

const missingOf = ({ reason, details }: Refused) =>
  reason === 'opportunity.criteria_missing' ? (details as Missing[]) : [];

/** Locked in the order of their keys, so that two bulk changes never wait in a circle. */
const lockRows = (ctx: Context, ids: string[]): Promise<Opportunity[]> =>
  ctx.db
    .select()
    .from(opportunities)
    .where(
      and(
        inArray(opportunities.id, ids),
        inReach(ctx, opportunities.tenantId),
        inScope(ctx, opportunities, opportunities.accountId),
        isNull(opportunities.deletedAt),
      ),
    )
    .orderBy(asc(opportunities.tenantId), asc(opportunities.id))
    .for('update');
