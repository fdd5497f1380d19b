import { describe, expect, it } from 'vitest';
import { actOnVisit } from '~/features/visits/commands/act.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { listClashes, saidOfLogged, saidOfNewLog, whenPlanned } from '~/features/visits/queries/clashes.server';
import { logOf, outcome, planOf, rowOf } from '../support/visit-inputs';
import { inWorld, type World } from '../support/world';

/** Logged as having begun on Saturday morning; now is 10:00. */
async function logged(w: World, name: string, at: string, minutes = '60', more = {}) {
  const account = await w.account({ name });
  const input = logOf(account.id, { plannedAt: `2026-11-21T${at}`, plannedMinutes: minutes, ...more });
  expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
  return input;
}
const clashesOf = async (w: World, ctx: World['manager'], id: string) =>
  (await listClashes(ctx, await rowOf(w, id))).map((clash) => clash.accountName);

describe('visits that took place at the same time', () => {
  it('are told when the second is logged, and on the page of either', () =>
    inWorld(async (w) => {
      const water = await logged(w, '钱江水务', '08:00');
      expect(await saidOfNewLog(w.manager, water)).toEqual({ key: 'visit.done.logged' });
      const steel = await logged(w, '之江钢铁', '08:30', '60', { channel: 'phone' });
      const said = { key: 'visit.done.logged_clash', params: { account: '钱江水务' }, tone: 'warn' };
      for (let sent = 0; sent < 2; sent++) expect(await saidOfNewLog(w.manager, steel)).toEqual(said);
      expect(await clashesOf(w, w.manager, water.id)).toEqual(['之江钢铁']);
      expect(await clashesOf(w, w.manager, steel.id)).toEqual(['钱江水务']);
      const after = await logged(w, '之后', '07:00');
      expect(await saidOfNewLog(w.manager, after)).toEqual({ key: 'visit.done.logged' });
    }));

  it('are compared by when they took place, not by when they were planned for', () =>
    inWorld(async (w) => {
      const water = await logged(w, '钱江水务', '08:00');
      const planned = planOf((await w.account({ name: '之江钢铁' })).id, { plannedAt: '2026-11-19T15:00' });
      await createVisit(w.manager, planned);
      expect(await clashesOf(w, w.manager, planned.id)).toEqual([]);
      const form = { intent: 'complete', version: '1', note: '谈到双链路' };
      const times = { startedAt: '2026-11-21T08:45', endedAt: '2026-11-21T09:30' };
      const { done, logged: row } = await actOnVisit(w.manager, planned.id, { ...form, ...times });
      expect(done).toBe('visit.done.logged');
      expect(await saidOfLogged(w.manager, row!)).toMatchObject({ params: { account: '钱江水务' } });
      expect(await clashesOf(w, w.manager, water.id)).toEqual(['之江钢铁']);
      const past = planOf(water.accountId, { plannedAt: '2026-11-21T09:00' });
      expect(await whenPlanned(w.manager, past)).toMatchObject({
        isPast: true,
        clashes: [{ accountName: '之江钢铁' }],
      });
    }));

  it('lower the confidence of the one that is completed later', () =>
    inWorld(async (w) => {
      await logged(w, '钱江水务', '08:00');
      const visit = await w.visit(await w.account(), { plannedAt: w.manager.now });
      const times = { startedAt: '2026-11-21T08:40', endedAt: '2026-11-21T09:30' };
      await completeVisit(w.manager, visit.id, outcome(times));
      expect((await rowOf(w, visit.id)).confidenceReasons).toContainEqual({ key: 'overlap', points: -10, value: 20 });
      const other = await w.visit(await w.account(), { plannedAt: w.manager.now, ownerId: w.colleague.actor.personId });
      await completeVisit(w.colleague, other.id, outcome(times));
      expect((await rowOf(w, other.id)).confidenceReasons?.map(({ key }) => key)).toEqual(['no_position']);
    }));

  it('of others are named to those who see them, and to nobody else', () =>
    inWorld(async (w) => {
      const water = await logged(w, '钱江水务', '08:00');
      await logged(w, '之江钢铁', '08:30');
      expect(await clashesOf(w, w.lead, water.id)).toEqual(['之江钢铁']);
      for (const who of [w.stranger, w.strangerDirector]) expect(await clashesOf(w, who, water.id)).toEqual([]);
    }));
});

describe('a visit of fifteen hours', () => {
  it('is stored and asked about, also by telephone', () =>
    inWorld(async (w) => {
      for (const channel of ['onsite', 'phone']) {
        const account = await w.account();
        const at = channel === 'phone' ? '2026-11-18T07:00' : '2026-11-19T07:00';
        const input = logOf(account.id, { channel, plannedAt: at, plannedMinutes: '900' });
        expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
        expect(await saidOfNewLog(w.manager, input)).toEqual({
          key: 'visit.done.logged_long',
          params: { hours: 15 },
          tone: 'warn',
        });
      }
      const twelve = await logged(w, '半天', '00:00', '540');
      expect(await saidOfNewLog(w.manager, twelve)).toEqual({ key: 'visit.done.logged' });
    }));
});
