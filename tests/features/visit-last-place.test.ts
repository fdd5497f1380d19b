import { describe, expect, it } from 'vitest';
import { findLastPlace } from '~/features/visits/queries/stops.server';
import { inWorld, type World } from '../support/world';

const here = { latitude: 30.2743, longitude: 120.1554, accuracy: 12, deviceAt: '2026-11-21T01:59:58.000Z' };
const there = { ...here, latitude: 31.3, longitude: 120.6 };
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`);
const today = '2026-11-21';

async function checked(w: World, started: string, more: Record<string, unknown> = {}) {
  const startedAt = at(started);
  const given = {
    status: 'completed' as const,
    plannedAt: startedAt,
    startedAt,
    checkedInAt: startedAt,
    checkIn: here,
  };
  return w.visit(await w.account(), { ...given, ...more });
}

describe('the last known place', () => {
  it('is that of an earlier day before one has checked in, with its time', () =>
    inWorld(async (w) => {
      expect(await findLastPlace(w.manager, today)).toBeNull();
      await checked(w, '18T15:20');
      await checked(w, '19T10:00', { checkOut: there, endedAt: at('19T11:00') });
      const place = { latitude: there.latitude, longitude: there.longitude, at: at('19T11:00') };
      expect(await findLastPlace(w.manager, today)).toEqual(place);
      await checked(w, '21T09:00');
      expect(await findLastPlace(w.manager, today)).toMatchObject({ latitude: here.latitude, at: at('21T09:00') });
      expect(await findLastPlace(w.manager, '2026-11-20')).toEqual(place);
    }));

  it('goes by when one was there, not by what was planned or typed', () =>
    inWorld(async (w) => {
      await checked(w, '21T09:00');
      await checked(w, '20T09:00', { plannedAt: at('28T09:00'), checkedInAt: at('21T09:30'), checkIn: there });
      expect(await findLastPlace(w.manager, today)).toMatchObject({ latitude: there.latitude, at: at('21T09:30') });
    }));

  it('is not older than a week, not kept to the district only, and nobody else’s', () =>
    inWorld(async (w) => {
      await checked(w, '13T10:00');
      await checked(w, '20T10:00', { checkIn: { ...here, isCoarse: true } });
      await checked(w, '20T11:00', { ownerId: w.colleague.actor.personId });
      expect(await findLastPlace(w.manager, today)).toBeNull();
      expect(await findLastPlace(w.lead, today)).toBeNull();
      expect(await findLastPlace(w.stranger, today)).toBeNull();
      expect(await findLastPlace(w.colleague, today)).toMatchObject({ at: at('20T11:00') });
    }));
});
