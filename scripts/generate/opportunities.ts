import type { Account } from './accounts';
import { line } from './copy';
import { bell, Dice, dayOf, days, idAt, instantOf, of } from './dice';
import { brands, deals, joined } from './words';

const probabilities = [0, 10, 20, 40, 60, 80, 90, 100, 0, 10];
const openStages = [1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6];
const lossReasons = ['price', 'relationship', 'budget_cut', 'no_decision', 'product_fit'];
const sources = ['manager', 'manager', 'manager', 'referral', 'tender', 'renewal', 'campaign'];
const nextSteps = ['约信息中心现场勘察', '提交两套方案对比', '与财务核对付款方式', '拜访分管领导确认预算'];

export type Core = ReturnType<typeof opportunityAt>;

/** The parts of an opportunity that its changes and visits need too, made from its number alone. */
export function opportunityAt(accounts: Account[], no: number, now: number) {
  const dice = new Dice(5, no);
  // The most popular account has some hundreds; a stride spreads the popular ones over all managers.
  const rank = Math.floor(accounts.length * dice.roll() ** 1.6);
  const account = accounts[(rank * 7919) % accounts.length]!;
  const draw = dice.roll();
  const stageId = draw < 0.44 ? 7 : draw < 0.68 ? 8 : draw < 0.71 ? 9 : of(dice, openStages);
  const isOpen = stageId < 7;
  const movedAgo = isOpen ? days(dice.roll() ** 2 * 120) : days(2 + dice.roll() * 1000);
  const movedAt = Math.floor(now - movedAgo - days(0.1));
  const createdAt = Math.floor(movedAt - days(stageId === 1 ? 0 : 10 + dice.roll() * 120));
  const months = of(dice, [0, 12, 24, 36]);
  const yuan = Math.exp(12.4 + bell(dice) * 1.5);
  const oneOff = Math.round(yuan * (months ? 0.3 : 1)) * 100;
  const monthly = months ? Math.round((yuan * 0.7) / months) * 100 : 0;
  const amounts = { oneOff, monthly, months, total: oneOff + monthly * months };
  return { id: idAt(createdAt, dice), account, stageId, movedAt, createdAt, amounts, dice };
}

export const opportunityColumns = [
  'tenant_id', 'id', 'unit_id', 'owner_id', 'account_id', 'created_at', 'updated_at', 'title', 'search', 'pipeline_id', 'stage_id',
  'stage_type', 'stage_entered_at', 'offering_id', 'source', 'one_off_fen', 'monthly_fen', 'months', 'probability',
  'expected_close_on', 'closed_on', 'close_reason', 'next_step', 'next_step_on', 'last_activity_at', 'slips',
]; // biome-ignore format: as in the row below

export function* opportunityLines(accounts: Account[], count: number, now: number, offerings: string[]) {
  for (let no = 0; no < count; no++) {
    const { id, account, stageId, movedAt, createdAt, amounts, dice } = opportunityAt(accounts, no, now);
    const { tenantId, unitId, id: ownerId } = account.manager;
    const type = stageId === 7 ? 'won' : stageId === 8 ? 'lost' : stageId === 9 ? 'on_hold' : 'open';
    const isClosed = type === 'won' || type === 'lost';
    const title = joined([of(dice, brands), of(dice, deals)]);
    const updatedAt = Math.floor(isClosed ? movedAt : movedAt + (now - movedAt) * dice.roll());
    const closeAt = isClosed ? movedAt : now + days(-30 + dice.roll() * 210);
    yield line([
      tenantId, id, unitId, ownerId, account.id, instantOf(createdAt), instantOf(updatedAt), title.text, title.search, 1, stageId,
      type, instantOf(movedAt), offerings.length ? of(dice, offerings) : null, of(dice, sources), amounts.oneOff,
      amounts.monthly, amounts.months, probabilities[stageId]!, dayOf(closeAt), isClosed ? dayOf(movedAt) : null,
      type === 'won' ? 'service' : type === 'lost' ? of(dice, lossReasons) : null, isClosed ? null : of(dice, nextSteps),
      type === 'open' ? dayOf(now + days(dice.roll() * 20 - 4)) : null, instantOf(updatedAt), Math.floor(dice.roll() * dice.roll() * 4),
    ]); // biome-ignore format: one row
  }
}

export const changeColumns = [
  'tenant_id', 'id', 'unit_id', 'owner_id', 'created_at', 'account_id', 'opportunity_id', 'kind', 'at', 'by_id',
  'from_stage_id', 'to_stage_id', 'to_total_fen', 'effect',
]; // biome-ignore format: as in the row below

/** That it was created, and how it came to its stage. */
export function* changeLines(accounts: Account[], count: number, now: number) {
  for (let no = 0; no < count; no++) {
    const { id, account, stageId, movedAt, createdAt, amounts, dice } = opportunityAt(accounts, no, now);
    const { tenantId, unitId, id: ownerId } = account.manager;
    const born = instantOf(createdAt);
    yield line([
      tenantId,
      idAt(createdAt, dice),
      unitId,
      ownerId,
      born,
      account.id,
      id,
      'created',
      born,
      ownerId,
      null,
      1,
      amounts.total,
      'new',
    ]);
    if (stageId === 1) continue;
    const at = instantOf(movedAt);
    const from = stageId > 7 ? 2 : stageId - 1;
    yield line([
      tenantId,
      idAt(movedAt, dice),
      unitId,
      ownerId,
      at,
      account.id,
      id,
      'moved',
      at,
      ownerId,
      from,
      stageId,
      amounts.total,
      ['won', 'lost', 'held'][stageId - 7] ?? 'forward',
    ]);
  }
}

export const journalColumns = [
  'tenant_id',
  'id',
  'at',
  'actor_id',
  'event',
  'subject_id',
  'subject',
  'account_id',
  'unit_id',
  'owner_id',
  'before',
  'after',
];

export function* journalLines(accounts: Account[], count: number, now: number) {
  for (let no = 0; no < count; no++) {
    const { id, account, stageId, movedAt, dice } = opportunityAt(accounts, no, now);
    const { tenantId, unitId, id: ownerId } = account.manager;
    const before = stageId === 1 ? null : '{"stageId": 1}';
    const event = stageId === 1 ? 'opportunity.created' : 'opportunity.moved';
    yield line([
      tenantId, idAt(movedAt, dice), instantOf(movedAt), ownerId, event, id, 'opportunity', account.id, unitId, ownerId, before,
      `{"stageId": ${stageId}}`,
    ]); // biome-ignore format: one row
  }
}
