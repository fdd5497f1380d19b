import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { journal, visitAttendees, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { listNotices } from '~/features/notices/queries.server';
import { writeNotices } from '~/features/notices/write.server';
import { cancelVisit } from '~/features/visits/commands/change.server';
import { moveVisit } from '~/features/visits/commands/move.server';
import { startVisit } from '~/features/visits/commands/start.server';
import { moveInput } from '~/features/visits/input';
import { getMoveChoice } from '~/features/visits/move-choice.server';
import { inWorld, type World } from '../support/world';

const to = (plannedAt: string, version = 1) => ({ version, plannedAt, plannedMinutes: null });
const planned = async (w: World, more = {}) =>
  w.visit(await w.account(), { plannedAt: new Date('2026-11-24T02:00:00Z'), plannedMinutes: 90, ...more });
const rowOf = async (w: World, id: string) => (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!;
const told = async (ctx: Context) => (await listNotices(ctx, 'all', null)).rows;
const statusOf = (status: number) => ({ init: { status } });

describe('moving a visit', () => {
  it('changes the time, keeps the length, says so in the journal, and can be undone', () =>
    inWorld(async (w) => {
      const visit = await planned(w);
      const moved = await moveVisit(w.manager, visit.id, to('2026-11-25T09:30'));
      expect(moved).toMatchObject({
        ok: true,
        value: {
          version: 2,
          isPast: false,
          clashes: [],
          undo: { version: 2, plannedAt: '2026-11-24T10:00', plannedMinutes: 90 },
        },
      });
      expect(await rowOf(w, visit.id)).toMatchObject({
        plannedAt: new Date('2026-11-25T01:30:00Z'),
        plannedMinutes: 90,
        version: 2,
      });
      if (!moved.ok || !moved.value.undo) throw new Error('nothing to undo');
      expect(await moveVisit(w.manager, visit.id, moved.value.undo)).toMatchObject({ ok: true, value: { version: 3 } });
      expect(await rowOf(w, visit.id)).toMatchObject({ plannedAt: visit.plannedAt });
      const events = await w.owner.select().from(journal).where(eq(journal.subjectId, visit.id));
      expect(events.map(({ event }) => event)).toEqual(['visit.rescheduled', 'visit.rescheduled']);
    }));

  it('leaves the check-in of the day it was called off behind', () =>
    inWorld(async (w) => {
      const visit = await planned(w);
      await startVisit(w.manager, visit.id, { version: 1 });
      await cancelVisit(w.manager, visit.id, { version: 2, cancelReason: '客户临时有事', missed: false });
      expect(await rowOf(w, visit.id)).toMatchObject({ startedAt: expect.any(Date), confidence: expect.any(Number) });
      expect(await moveVisit(w.manager, visit.id, to('2026-11-25T09:30', 3))).toMatchObject({ ok: true });
      expect(await rowOf(w, visit.id)).toMatchObject({
        status: 'planned',
        startedAt: null,
        checkedInAt: null,
        confidence: null,
      });
      expect(await startVisit(w.manager, visit.id, { version: 4 })).toMatchObject({ ok: true });
    }));

  it('sent twice moves once', () =>
    inWorld(async (w) => {
      const visit = await planned(w);
      await moveVisit(w.manager, visit.id, to('2026-11-25T09:30'));
      expect(await moveVisit(w.manager, visit.id, to('2026-11-25T09:30'))).toMatchObject({
        ok: true,
        value: { version: 2, undo: null },
      });
      expect(await w.owner.select().from(journal).where(eq(journal.subjectId, visit.id))).toHaveLength(1);
    }));

  it('refuses a stale move and shows both times', () =>
    inWorld(async (w) => {
      const visit = await planned(w);
      await moveVisit(w.lead, visit.id, to('2026-11-26T14:00'));
      expect(await moveVisit(w.manager, visit.id, to('2026-11-25T09:30'))).toMatchObject({
        ok: false,
        reason: 'stale',
        details: {
          who: '刘洋',
          version: 2,
          plannedAt: '2026-11-26T06:00:00.000Z',
          wanted: '2026-11-25T01:30:00.000Z',
        },
      });
      expect(await rowOf(w, visit.id)).toMatchObject({ plannedAt: new Date('2026-11-26T06:00:00Z') });
    }));

  it('allows the past and overlaps, and says so; a called-off visit is no obstacle', () =>
    inWorld(async (w) => {
      const visit = await planned(w);
      expect(await moveVisit(w.manager, visit.id, to('2026-11-20T09:00'))).toMatchObject({ value: { isPast: true } });
      const other = await w.visit(await w.account({ name: '钱江水务' }), {
        plannedAt: new Date('2026-11-25T02:00:00Z'),
        plannedMinutes: 60,
      });
      await planned(w, { plannedAt: new Date('2026-11-25T02:00:00Z'), status: 'cancelled' });
      expect(await moveVisit(w.manager, visit.id, to('2026-11-25T09:00', 2))).toMatchObject({
        value: { isPast: false, clashes: [{ id: other.id, accountName: '钱江水务' }] },
      });
      expect(await moveVisit(w.manager, visit.id, to('2026-11-25T11:00', 3))).toMatchObject({ value: { clashes: [] } });
    }));

  it('is for its owner and those who lead; others do not see it; what is over stays', () =>
    inWorld(async (w) => {
      const visit = await planned(w);
      const move = (who: Context) => moveVisit(who, visit.id, to('2026-11-25T09:30'));
      for (const who of [w.stranger, w.strangerDirector, w.colleague, w.otherTeam])
        await expect(move(who)).rejects.toMatchObject(statusOf(404));
      const service = await w.person({ role: 'service_agent' });
      await expect(move(service)).rejects.toMatchObject(statusOf(403));
      await expect(getMoveChoice(service, visit.id)).rejects.toMatchObject(statusOf(403));
      await expect(getMoveChoice(w.stranger, visit.id)).rejects.toMatchObject(statusOf(404));
      await expect(moveVisit(w.manager, 'nonsense', to('2026-11-25T09:30'))).rejects.toMatchObject(statusOf(404));
      const done = await planned(w, { status: 'completed' });
      expect(await moveVisit(w.manager, done.id, to('2026-11-25T09:30'))).toMatchObject({
        reason: 'visit.cannot_reschedule',
      });
    }));

  it('refuses what is no time', () => {
    for (const plannedAt of ['', 'soon', '2026-02-30T09:00', '2026-11-25T25:00', '<script>'])
      expect(checkInput({ version: '1', plannedAt }, moveInput)).toMatchObject({
        fields: { plannedAt: 'error.moment' },
      });
    expect(
      checkInput({ version: '1', plannedAt: '2026-11-25T09:00', plannedMinutes: '99999' }, moveInput),
    ).toMatchObject({
      fields: { plannedMinutes: 'error.range' },
    });
  });
});

describe('who comes along', () => {
  const withColleague = async (w: World, personId: string) => {
    const visit = await planned(w, { purpose: '年度回访' });
    const { tenantId, unitId, ownerId, accountId } = visit;
    await w.owner
      .insert(visitAttendees)
      .values({ tenantId, id: newId(), unitId, ownerId, accountId, visitId: visit.id, personId });
    return visit;
  };
  const move = async (ctx: Context, id: string, at: string, version: number) => {
    await moveVisit(ctx, id, to(at, version));
    await writeNotices(ctx, 'visit.rescheduled', ctx.now);
  };

  it('is told of the new time once, who moved it is not', () =>
    inWorld(async (w) => {
      const visit = await withColleague(w, w.lead.actor.personId);
      await move(w.manager, visit.id, '2026-11-25T09:30', 1);
      await writeNotices(w.manager, 'visit.rescheduled', w.manager.now);
      expect(await told(w.lead)).toMatchObject([
        { kind: 'visit_moved', title: '年度回访', movedTo: new Date('2026-11-25T01:30:00Z') },
      ]);
      expect(await told(w.manager)).toEqual([]);
    }));

  it('is told when, and nothing of a customer out of sight; the owner is told of a lead’s move', () =>
    inWorld(async (w) => {
      const visit = await withColleague(w, w.otherTeam.actor.personId);
      await move(w.lead, visit.id, '2026-11-25T09:30', 1);
      const [seen] = await told(w.otherTeam);
      expect(seen).toMatchObject({ title: null, account: null, movedTo: new Date('2026-11-25T01:30:00Z') });
      expect(JSON.stringify(seen)).not.toMatch(/年度|刘洋/);
      expect((await told(w.manager)).map(({ kind }) => kind)).toEqual(['visit_moved']);
      expect(await told(w.stranger)).toEqual([]);
    }));
});
