import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { isSlip } from '~/features/opportunities/rules';
import type { Columns } from '../rows.server';

const totalOf = (c: Columns) => Number(c.one_off_fen ?? 0) + Number(c.monthly_fen ?? 0) * Number(c.months ?? 0);
const closeOn = (c: Columns) => (c.expected_close_on as string | null | undefined) ?? null;

/** All columns a change may fill, so that changes of any kind go in by one statement. */
const entry = (deal: Columns, at: unknown, by: unknown, more: Columns): Columns => ({
  tenant_id: deal.tenant_id,
  id: newId(),
  unit_id: deal.unit_id,
  owner_id: deal.owner_id,
  created_at: at,
  account_id: deal.account_id,
  opportunity_id: deal.id,
  at,
  by_id: by,
  from_stage_id: null,
  to_stage_id: null,
  from_total_fen: null,
  to_total_fen: null,
  from_close_on: null,
  to_close_on: null,
  to_owner_id: null,
  ...more,
});

/** The way to where a new deal stands: made in one stage, moved to the other when that is known. */
export function beginnings(deal: Columns, first: number, stage: number): Columns[] {
  const now = { to_total_fen: totalOf(deal), to_close_on: closeOn(deal) };
  const created = { ...now, kind: 'created', to_stage_id: first, to_owner_id: deal.owner_id };
  const moved = {
    ...now,
    kind: 'moved',
    from_stage_id: first,
    to_stage_id: stage,
    from_total_fen: now.to_total_fen,
    from_close_on: now.to_close_on,
  };
  return [
    entry(deal, deal.created_at, deal.owner_id, created),
    ...(first === stage ? [] : [entry(deal, deal.stage_entered_at, deal.owner_id, moved)]),
  ];
}

/** What of a change belongs into the history: another amount, another close date. */
export function changesBetween(ctx: Context, before: Columns, after: Columns): Columns[] {
  const add = (more: Columns) => entry(before, ctx.now.toISOString(), ctx.actor.personId, more);
  const amount = { kind: 'amount', from_total_fen: totalOf(before), to_total_fen: totalOf(after) };
  const date = { kind: 'close_date', from_close_on: closeOn(before), to_close_on: closeOn(after) };
  return [
    ...(amount.from_total_fen === amount.to_total_fen ? [] : [add(amount)]),
    ...(date.from_close_on === date.to_close_on ? [] : [add(date)]),
  ];
}

/** A close date put off counts, by an import as by hand. */
export const slipsOf = (before: Columns, after: Columns): Columns =>
  isSlip(closeOn(before), closeOn(after)) ? { slips: Number(before.slips) + 1 } : {};
