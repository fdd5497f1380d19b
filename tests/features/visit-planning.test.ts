import { describe, expect, it } from 'vitest';
import { checkInput } from '~/core/input.server';
import { suggestAccounts, suggestType } from '~/features/coverage/queries/suggest.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { newVisitInput } from '~/features/visits/input';
import { listBusy } from '~/features/visits/queries/busy.server';
import { inWorld } from '../support/world';

const at = (text: string) => new Date(`${text}+08:00`);
const names = (list: { name: string }[]) => list.map(({ name }) => name);

describe('whom to visit', () => {
  it('is who is overdue, who lies near the day’s visits, who was seen lately; each once, and nobody of others', () =>
    inWorld(async (w) => {
      const late = await w.account({ name: '该去了', grade: 'A', lastVisitedAt: at('2026-08-03T10:00') });
      const stop = await w.account({ name: '今天的', latitude: 30.25, longitude: 120.16 });
      await w.visit(stop, { plannedAt: at('2026-11-23T10:00') });
      await w.account({ name: '隔壁', latitude: 30.26, longitude: 120.16 });
      await w.account({ name: '城那头', latitude: 30.9, longitude: 120.16 });
      const seen = await w.account({ name: '上周去过', lastVisitedAt: at('2026-11-18T10:00') });
      await w.visit(seen, { plannedAt: at('2026-11-18T10:00'), status: 'completed' });
      await w.visit(late, { plannedAt: at('2026-08-03T10:00'), status: 'completed' });
      await w.account({ owner: w.colleague, name: '同事的', latitude: 30.26, longitude: 120.16 });
      const { due, near, seen: lately } = await suggestAccounts(w.manager, '2026-11-23');
      expect([names(due), names(near), names(lately)]).toEqual([['该去了'], ['隔壁'], ['上周去过']]);
      expect(near[0]?.metres).toBeGreaterThan(1000);
      const nothing = { due: [], near: [], seen: [] };
      expect(await suggestAccounts(w.stranger, '2026-11-23')).toEqual(nothing);
    }));

  it('and as what: a leader’s where that is overdue, the first where there was none', () =>
    inWorld(async (w) => {
      const old = { createdAt: at('2026-01-05T10:00') };
      const never = await w.account({ ...old, grade: 'A' });
      const known = await w.account({ ...old, grade: 'A', lastVisitedAt: at('2026-11-18T10:00') });
      expect(await suggestType(w.manager, never, null)).toBe('first');
      expect(await suggestType(w.manager, known, null)).toBe('routine');
      expect(await suggestType(w.lead, known, null)).toBe('executive');
      expect(await suggestType(w.manager, known, 'renewal')).toBe('renewal');
      expect(await suggestType(w.manager, known, 'nonsense')).toBe('routine');
    }));
});

describe('when somebody is busy', () => {
  it('is seen of oneself and of whom one leads, not of others', () =>
    inWorld(async (w) => {
      await w.visit(await w.account(), { plannedAt: at('2026-11-24T10:00') });
      await w.visit(await w.account(), { plannedAt: at('2026-11-24T14:00'), status: 'cancelled' });
      const me = w.manager.actor.personId;
      const seenBy = async (who: typeof w.manager) => (await listBusy(who, me, '2026-11-23', '2026-11-28')).length;
      expect([
        await seenBy(w.manager),
        await seenBy(w.lead),
        await seenBy(w.stranger),
        await seenBy(w.otherTeam),
      ]).toEqual([1, 1, 0, 0]);
    }));
});

it('a press on a time plans the visit once, however often it is sent', () =>
  inWorld(async (w) => {
    const account = await w.account();
    const pressed = checkInput(
      {
        id: '019ab000-0000-7000-8000-0000000000aa',
        mode: 'plan',
        accountId: account.id,
        type: 'routine',
        channel: 'onsite',
        plannedMinutes: '60',
        purpose: '日常走访，了解使用情况',
        plannedAt: '2026-11-24T09:30',
        about: account.name,
        back: '/today',
      },
      newVisitInput,
    );
    if (!pressed.ok) throw new Error(JSON.stringify(pressed));
    for (let i = 0; i < 2; i++) expect(await createVisit(w.manager, pressed.value)).toMatchObject({ ok: true });
    expect(await listBusy(w.manager, w.manager.actor.personId, '2026-11-23', '2026-11-28')).toHaveLength(1);
  }));
