import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { searchText } from '~/core/pinyin.server';
import { ok, type Result, refused } from '~/core/result';
import { readCustom } from '../../custom-fields/check.server';
import { areChoosable } from '../../offerings/queries.server';
import type { OpportunityPatch } from '../input';
import type { Opportunity } from '../queries.server';
import { dealProblems, isSlip, totalOf } from '../rules';
import { writeChanges } from './change.server';
import { lockOpportunity, save, staleness, subjectOf } from './load.server';

/** Changes the fields given; amounts and close dates also go into the history, later dates count as slips. */
export function updateOpportunity(
  ctx: Context,
  id: string,
  { version, ...patch }: OpportunityPatch & { version: number },
): Promise<Result<{ version: number }>> {
  return inTransaction(ctx, async (ctx) => {
    const row = await lockOpportunity(ctx, id);
    requirePermission(ctx.actor, 'opportunity.update', row);
    return (await staleness(ctx, row, version)) ?? updateLocked(ctx, row, patch, true);
  });
}

/** The change itself, for a row already locked and allowed. `isActivity`: somebody worked on this very deal. */
export async function updateLocked(
  ctx: Context,
  row: Opportunity,
  { custom: sent, ...patch }: OpportunityPatch,
  isActivity: boolean,
): Promise<Result<{ version: number }>> {
  const { changed, before, after } = difference<Record<string, unknown>>(row, patch);
  const own = await readCustom(ctx, 'opportunities', row, sent);
  if (!own.ok) return own;
  if (!changed.length && !own.value.isChanged) return ok({ version: row.version });
  const choosable = await areChoosable(ctx, patch);
  if (!choosable.offering) return refused('invalid', { fields: { offeringId: 'error.choose' } });
  if (!choosable.competitor) return refused('invalid', { fields: { competitorId: 'error.choose' } });
  const totalFen = totalOf({ ...row, ...patch });
  const closeOn = patch.expectedCloseOn === undefined ? row.expectedCloseOn : patch.expectedCloseOn;
  const isDateNew = closeOn !== row.expectedCloseOn && (row.stageType === 'open' || row.stageType === 'on_hold');
  const problems = dealProblems({ ...row, ...patch }, { day: today(ctx.now), isDateNew });
  if (Object.keys(problems).length) return refused('invalid', { fields: problems });
  await Promise.all([
    save(ctx, row, {
      ...patch,
      ...(own.value.isChanged && { custom: own.value.custom }),
      ...(patch.title && { search: searchText({ name: patch.title }).search }),
      ...(isSlip(row.expectedCloseOn, closeOn) && { slips: row.slips + 1 }),
      ...(isActivity && { lastActivityAt: ctx.now }),
    }),
    writeChanges(ctx, row, [
      ...(totalFen === row.totalFen
        ? []
        : [{ kind: 'amount' as const, fromTotalFen: row.totalFen, toTotalFen: totalFen }]),
      ...(closeOn === row.expectedCloseOn
        ? []
        : [{ kind: 'close_date' as const, fromCloseOn: row.expectedCloseOn, toCloseOn: closeOn }]),
    ]),
    record(ctx, 'opportunity.updated', subjectOf(row), {
      before: { ...before, ...own.value.before },
      after: { ...after, ...own.value.after },
    }),
  ]);
  return ok({ version: row.version + 1 });
}
