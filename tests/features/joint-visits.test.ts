import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { calendarText } from '~/features/calendar/ics.server';
import { listEntries } from '~/features/calendar/queries.server';
import { listNotices } from '~/features/notices/queries.server';
import { writeNotices } from '~/features/notices/write.server';
import { cancelVisit } from '~/features/visits/commands/change.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { deleteVisit, restoreVisit } from '~/features/visits/commands/remove.server';
import { planInput } from '~/features/visits/input';
import { findNextVisit, listJointWeek, listVisitsAround } from '~/features/visits/queries/day.server';
import { listAttendees } from '~/features/visits/queries/detail.server';
import { listColleagueOptions } from '~/features/visits/queries/pickers.server';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

const day = '2026-11-21';
const told = async (ctx: Context) => (await listNotices(ctx, 'all', null)).rows.map(({ kind, title }) => [kind, title]);

/** A visit of the manager to which these come along. */
async function planned(w: World, ...company: Context[]) {
  const account = await w.account();
  const id = newId();
  const input = planInput.parse({
    ...{ mode: 'plan', id, accountId: account.id, purpose: '高层交流', type: 'routine', channel: 'onsite' },
    ...{ plannedAt: `${day}T15:00`, plannedMinutes: '60', personIds: company.map(({ actor }) => actor.personId) },
  });
  expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
  expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
  await writeNotices(w.manager, 'visit.joined', w.manager.now);
  return { id, account };
}

describe('who comes along', () => {
  it('has the visit in the day, the feed and the phone, marked as joint', () =>
    inWorld(async (w) => {
      const { id, account } = await planned(w, w.lead);
      expect((await listJointWeek(w.lead, day)).map((one) => one.id)).toEqual([id]);
      expect(await listVisitsAround(w.lead, 7)).toMatchObject([{ id, isJoint: true }]);
      expect(await findNextVisit(w.lead)).toMatchObject({ id, isJoint: true });
      expect(await findNextVisit(w.manager)).toMatchObject({ id, isJoint: false });
      const entries = await listEntries(w.lead);
      expect(entries.visits).toMatchObject([{ id, isJoint: true }]);
      const text = calendarText(entries, { t: translate('zh-CN'), origin: 'https://x.test', showsDetails: false });
      expect(text).toContain(`陪访 ${account.name}`);
      expect(await listJointWeek(w.manager, day)).toEqual([]);
      expect((await listAttendees(w.manager, id)).map((one) => one.isLead)).toEqual([true]);
    }));

  it('sees it only while it is in sight', () =>
    inWorld(async (w) => {
      await planned(w, w.lead, w.otherTeam);
      for (const who of [w.otherTeam, w.stranger, w.strangerDirector, w.director]) {
        expect(await listJointWeek(who, day)).toEqual([]);
        expect(await listVisitsAround(who, 7)).toEqual([]);
        expect((await listEntries(who)).visits).toEqual([]);
        expect(await findNextVisit(who)).toBeNull();
      }
      expect(await told(w.otherTeam)).toEqual([['visit_joined', null]]);
    }));

  it('is told once, and again when it is called off; the visitor too, the actor never', () =>
    inWorld(async (w) => {
      const { id } = await planned(w, w.lead, w.colleague);
      await writeNotices(w.manager, 'visit.joined', w.manager.now);
      expect(await told(w.lead)).toEqual([['visit_joined', '高层交流']]);
      expect(await told(w.manager)).toEqual([]);
      expect(await cancelVisit(w.lead, id, { version: 1, cancelReason: '客户出差', missed: false })).toMatchObject({
        ok: true,
      });
      for (const _ of [1, 2]) await writeNotices(w.lead, 'visit.cancelled', w.lead.now);
      expect(await told(w.lead)).toEqual([['visit_joined', '高层交流']]);
      expect(await told(w.manager)).toEqual([['visit_cancelled', '高层交流']]);
      expect((await told(w.colleague)).map(([kind]) => kind).sort()).toEqual(['visit_cancelled', 'visit_joined']);
      for (const who of [w.stranger, w.strangerDirector, w.director]) expect(await told(who)).toEqual([]);
    }));

  it('is told of a plan thrown away, and of its return, but not of one that had taken place', () =>
    inWorld(async (w) => {
      const { id } = await planned(w, w.lead);
      await deleteVisit(w.manager, id, { version: 1 });
      await writeNotices(w.manager, 'visit.deleted', w.manager.now);
      expect((await told(w.lead)).map(([kind]) => kind).sort()).toEqual(['visit_cancelled', 'visit_joined']);
      const later = { ...w.manager, now: new Date(w.manager.now.getTime() + 1000) };
      await restoreVisit(later, id);
      await writeNotices(later, 'visit.restored', later.now);
      expect((await told(w.lead)).map(([kind]) => kind)).toContain('visit_moved');

      await w.owner.update(visits).set({ status: 'completed' }).where(eq(visits.id, id));
      const last = { ...w.manager, now: new Date(w.manager.now.getTime() + 2000) };
      await deleteVisit(last, id, { version: 3 });
      await writeNotices(last, 'visit.deleted', last.now);
      expect((await told(w.lead)).filter(([kind]) => kind === 'visit_cancelled')).toHaveLength(1);
    }));

  it('is offered with who leads the customer’s unit marked', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const options = await listColleagueOptions(w.manager, account.id);
      const leads = options.filter((one) => one.isLead).map((one) => one.id);
      expect(leads).toContain(w.lead.actor.personId);
      expect(leads).not.toContain(w.colleague.actor.personId);
      expect(leads).not.toContain(w.otherTeam.actor.personId);
    }));
});
