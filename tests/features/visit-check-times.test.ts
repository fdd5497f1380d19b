import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { visits } from '#drizzle/schema';
import { localInput } from '~/core/dates';
import { reassess } from '~/features/visits/commands/checks.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { startVisit } from '~/features/visits/commands/start.server';
import { outcome, rowOf } from '../support/visit-inputs';
import { inWorld, type World } from '../support/world';

const site = { latitude: 30.2741, longitude: 120.1551 };
const here = { latitude: 30.2743, longitude: 120.1554, accuracy: 12, deviceAt: '2026-11-21T01:59:58.000Z' };
const shenzhen = { ...here, latitude: 22.54, longitude: 114.06 };
const reasonsOf = async (w: World, id: string) => (await rowOf(w, id)).confidenceReasons ?? [];
const keysOf = async (w: World, id: string) => (await reasonsOf(w, id)).map(({ key }) => key);
const earlier = (at: Date, minutes: number) => new Date(at.getTime() - minutes * 60_000);

/** Checked in at 09:20 in Shanghai, of which nobody has typed anything yet; now is 10:00. */
async function startedAt920(w: World) {
  const visit = await w.visit(await w.account(site), { plannedAt: w.manager.now });
  const at = earlier(w.manager.now, 40).toISOString();
  const clock = { at, sentAt: w.manager.now.toISOString() };
  await startVisit(w.manager, visit.id, { version: 1, position: here, clock });
  return visit;
}

describe('times typed over those of the checks', () => {
  it('are kept as typed, and the check is judged by its own', () =>
    inWorld(async (w) => {
      const visit = await startedAt920(w);
      const typed = { startedAt: '2026-11-21T07:00', endedAt: '2026-11-21T08:30', position: here };
      await completeVisit(w.manager, visit.id, outcome({ version: '2', ...typed }));
      expect(await rowOf(w, visit.id)).toMatchObject({
        startedAt: new Date('2026-11-20T23:00:00Z'),
        endedAt: new Date('2026-11-21T00:30:00Z'),
        checkedInAt: new Date('2026-11-21T01:20:00Z'),
        checkedOutAt: w.manager.now,
        confidence: 75,
      });
      expect(await reasonsOf(w, visit.id)).toEqual([
        { key: 'near', points: 35, value: 36 },
        { key: 'time_changed', points: -10, value: 140 },
      ]);
    }));

  it('are no reason where they say the same to the minute, or nothing', () =>
    inWorld(async (w) => {
      for (const typed of [{ startedAt: '2026-11-21T09:20', endedAt: '2026-11-21T10:00' }, {}]) {
        const visit = await startedAt920(w);
        await completeVisit(w.manager, visit.id, outcome({ version: '2', ...typed }));
        expect(await keysOf(w, visit.id)).not.toContain('time_changed');
        expect((await rowOf(w, visit.id)).checkedInAt).toEqual(earlier(w.manager.now, 40));
      }
    }));

  it('hide neither how short a visit was nor a journey nobody can make', () =>
    inWorld(async (w) => {
      const first = await w.visit(await w.account(site), { plannedAt: w.manager.now });
      await startVisit(w.manager, first.id, { version: 1, position: shenzhen });
      await completeVisit(
        w.manager,
        first.id,
        outcome({ version: '2', startedAt: '2026-11-20T08:00', endedAt: '2026-11-20T09:00' }),
      );
      expect(await keysOf(w, first.id)).toEqual(expect.arrayContaining(['time_changed', 'short']));
      const second = await w.visit(await w.account(site), { plannedAt: w.manager.now });
      await startVisit(w.manager, second.id, { version: 1, position: here });
      expect(await keysOf(w, second.id)).toContain('travel');
    }));

  it('are not what the next check-in is compared with: that is when one really left', () =>
    inWorld(async (w) => {
      const visit = await startedAt920(w);
      const suzhou = { ...here, latitude: 31.3, longitude: 120.6 };
      await completeVisit(
        w.manager,
        visit.id,
        outcome({ version: '2', endedAt: '2026-11-21T09:25', position: suzhou }),
      );
      const next = await w.visit(await w.account(site), { plannedAt: w.manager.now });
      await startVisit(w.manager, next.id, { version: 1, position: here });
      expect(await keysOf(w, next.id)).toContain('travel');
    }));

  it('are seen again whenever the check is reckoned anew', () =>
    inWorld(async (w) => {
      const visit = await startedAt920(w);
      await completeVisit(w.manager, visit.id, outcome({ version: '2', startedAt: '2026-11-21T07:00' }));
      await reassess(w.manager, await rowOf(w, visit.id));
      expect(await reasonsOf(w, visit.id)).toContainEqual({ key: 'time_changed', points: -10, value: 140 });
    }));

  it('are all that is known of a check from before its instants were kept, and of a visit nobody checked in to', () =>
    inWorld(async (w) => {
      const old = await startedAt920(w);
      await w.owner.update(visits).set({ checkedInAt: null }).where(eq(visits.id, old.id));
      await completeVisit(
        w.manager,
        old.id,
        outcome({ version: '2', startedAt: localInput(earlier(w.manager.now, 90)) }),
      );
      expect(await rowOf(w, old.id)).toMatchObject({ checkedInAt: earlier(w.manager.now, 40) });
      expect(await keysOf(w, old.id)).toContain('time_changed');
      const late = await w.visit(await w.account(site), { plannedAt: earlier(w.manager.now, 600) });
      await completeVisit(w.manager, late.id, outcome());
      expect(await rowOf(w, late.id)).toMatchObject({ checkedInAt: null, checkedOutAt: null });
      expect(await keysOf(w, late.id)).toEqual(['no_position']);
    }));
});
