import { makeNote } from '../seed/names/notes';
import { purposes } from '../seed/names/visits';
import { mulberry32 } from '../seed/random';
import type { Account } from './accounts';
import { line } from './copy';
import { Dice, dayOf, days, idAt, instantOf, of } from './dice';
import { opportunityAt } from './opportunities';

export const visitColumns = [
  'tenant_id', 'id', 'unit_id', 'owner_id', 'account_id', 'opportunity_id', 'created_at', 'updated_at', 'type', 'channel', 'status',
  'purpose', 'planned_at', 'started_at', 'ended_at', 'note', 'satisfaction',
]; // biome-ignore format: as in the row below

/** Of two years and the two weeks ahead; two in five speak of an opportunity. */
export function* visitLines(accounts: Account[], count: number, opportunities: number, now: number) {
  const random = mulberry32(9);
  const notes = Array.from({ length: 2000 }, () =>
    makeNote(random, 'routine', { 他: '陈主任', 另: '李工' }).split('。').slice(0, 2).join('。'),
  );
  for (let no = 0; no < count; no++) {
    const dice = new Dice(6, no);
    const deal =
      dice.roll() < 0.4 && opportunities > 0
        ? opportunityAt(accounts, Math.floor(dice.roll() * opportunities), now)
        : undefined;
    const account = deal?.account ?? of(dice, accounts);
    const { tenantId, unitId, id: ownerId } = account.manager;
    const plannedAt = Math.floor((now + days(14 - dice.roll() * 740)) / 900_000) * 900_000;
    const isPast = plannedAt < now;
    const done = isPast && dice.roll() < 0.93;
    const created = Math.min(plannedAt, now) - days(1 + dice.roll() * 6);
    const ended = plannedAt + 3_600_000;
    yield line([
      tenantId, idAt(Math.floor(created), dice), unitId, ownerId, account.id, deal?.id ?? null, instantOf(created),
      instantOf(done ? ended : created), 'routine', dice.roll() < 0.8 ? 'onsite' : 'phone', done ? 'completed' : isPast ? 'missed' : 'planned',
      of(dice, purposes.routine), instantOf(plannedAt), done ? instantOf(plannedAt) : null, done ? instantOf(ended) : null,
      done ? of(dice, notes) : null, done && dice.roll() < 0.5 ? 3 + Math.floor(dice.roll() * 3) : null,
    ]); // biome-ignore format: one row
  }
}

export const needColumns = [
  'tenant_id',
  'id',
  'unit_id',
  'owner_id',
  'account_id',
  'opportunity_id',
  'created_at',
  'updated_at',
  'kind',
  'line',
  'text',
];

export function* needLines(accounts: Account[], count: number, opportunities: number, now: number) {
  for (let no = 0; no < count; no++) {
    const { id, account, createdAt, dice } = opportunityAt(accounts, Math.floor((no * opportunities) / count), now);
    const { tenantId, unitId, id: ownerId } = account.manager;
    const at = instantOf(createdAt);
    yield line([
      tenantId,
      idAt(createdAt, dice),
      unitId,
      ownerId,
      account.id,
      id,
      at,
      at,
      'explicit',
      'internet',
      '办公出口带宽不足，需要扩容',
    ]);
  }
}

export const commitmentColumns = [
  'tenant_id',
  'id',
  'unit_id',
  'owner_id',
  'account_id',
  'created_at',
  'updated_at',
  'text',
  'due_on',
  'state',
  'settled_on',
  'answer',
];

export function* commitmentLines(accounts: Account[], count: number, now: number) {
  for (let no = 0; no < count; no++) {
    const dice = new Dice(8, no);
    const account = of(dice, accounts);
    const { tenantId, unitId, id: ownerId } = account.manager;
    const createdAt = Math.floor(now - days(dice.roll() * 700));
    const due = createdAt + days(10);
    const isOpen = due > now || dice.roll() < 0.03;
    const at = instantOf(createdAt);
    yield line([
      tenantId, idAt(createdAt, dice), unitId, ownerId, account.id, at, at, '提供三家同类客户案例', dayOf(due), isOpen ? 'open' : 'kept', isOpen ? null : dayOf(due),
      isOpen ? null : '已按约定提交',
    ]); // biome-ignore format: one row
  }
}
