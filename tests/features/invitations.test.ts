import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { journal, mails, notices, visitAttendees, visitInvitations, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { followVisit } from '~/features/invitations/commands/follow.server';
import { inviteGuests } from '~/features/invitations/commands/invite.server';
import { inviteInput } from '~/features/invitations/input';
import { listInvitations } from '~/features/invitations/queries.server';
import { answerOf } from '~/features/invitations/rules';
import { listNotices } from '~/features/notices/queries.server';
import { cancelVisit } from '~/features/visits/commands/change.server';
import { moveVisit } from '~/features/visits/commands/move.server';
import { deleteVisit } from '~/features/visits/commands/remove.server';
import { inWorld, type World } from '../support/world';

const plannedAt = new Date('2026-11-25T01:30:00Z');
const later = '2026-11-26T14:00';

async function meeting(w: World) {
  const account = await w.account({ name: '钱江水务' });
  const guest = await w.contact(account, { name: '沈国强', email: 'shen@example.com' });
  const mute = await w.contact(account, { name: '没邮箱' });
  const visit = await w.visit(account, { purpose: '内部：防止转网', plannedAt });
  const at = {
    tenantId: visit.tenantId,
    unitId: visit.unitId,
    ownerId: visit.ownerId,
    accountId: account.id,
    visitId: visit.id,
  };
  await w.owner.insert(visitAttendees).values([
    { ...at, id: newId(), contactId: guest.id },
    { ...at, id: newId(), contactId: mute.id },
    { ...at, id: newId(), personId: w.colleague.actor.personId },
  ]);
  return { account, guest, mute, visit };
}

const invite = (ctx: Context, visitId: string, guests: string[], more = {}) =>
  inviteGuests(
    ctx,
    visitId,
    inviteInput.parse({ title: '年度交流', place: '文三路 1 号', locale: 'zh-CN', guests, ...more }),
  );
const written = (w: World, visitId: string) =>
  w.owner
    .select({ address: mails.address, sequence: sql<number>`(${mails.params}->>'sequence')::int` })
    .from(mails)
    .innerJoin(visitInvitations, eq(visitInvitations.id, mails.invitationId))
    .where(eq(visitInvitations.visitId, visitId))
    .orderBy(mails.createdAt, mails.id);
const status = (code: number) => ({ init: { status: code } });
const versionOf = async (w: World, id: string) =>
  (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!.version;

describe('invitations to a visit', () => {
  it('go once to whom is ticked, however often the form is sent', () =>
    inWorld(async (w) => {
      const { visit, guest } = await meeting(w);
      const everybody = [guest.id, w.colleague.actor.personId];
      expect(await invite(w.manager, visit.id, everybody)).toMatchObject({ value: { invited: 2, withdrawn: 0 } });
      expect(await invite(w.manager, visit.id, everybody)).toMatchObject({ value: { invited: 0, withdrawn: 0 } });
      const sent = await written(w, visit.id);
      expect(sent).toEqual([
        { address: 'shen@example.com', sequence: 0 },
        { address: w.colleague.actor.email, sequence: 0 },
      ]);
      // another place: again, with a higher number; one unticked: called off
      expect(await invite(w.manager, visit.id, [guest.id], { place: '' })).toMatchObject({
        value: { invited: 1, withdrawn: 1 },
      });
      expect((await written(w, visit.id)).map((one) => one.sequence)).toEqual([0, 0, 1, 1]);
      const events = await w.owner
        .select()
        .from(journal)
        .where(and(eq(journal.subjectId, visit.id), eq(journal.event, 'visit.invited')));
      expect(events).toHaveLength(2);
    }));

  it('refuse who is not there, who has no address, and nobody', () =>
    inWorld(async (w) => {
      const { visit, mute, account } = await meeting(w);
      const other = await w.contact(account, { email: 'x@example.com' });
      for (const guests of [[mute.id], [other.id], [newId()], []])
        expect(await invite(w.manager, visit.id, guests)).toMatchObject({
          ok: false,
          fields: { guests: expect.any(String) },
        });
      expect(await written(w, visit.id)).toEqual([]);
    }));

  it('never go to an address with a line break', () =>
    inWorld(async (w) => {
      const { visit, account } = await meeting(w);
      const bad = await w.contact(account, { email: 'a@example.com\r\nBcc: all@example.com' });
      const { tenantId, unitId, ownerId, id: visitId } = visit;
      await w.owner
        .insert(visitAttendees)
        .values({ tenantId, unitId, ownerId, accountId: account.id, visitId, id: newId(), contactId: bad.id });
      expect(await invite(w.manager, visitId, [bad.id])).toMatchObject({ ok: false });
      expect(() => inviteInput.parse({ title: 'x\r\nBcc: y', locale: 'en', guests: [] })).not.toThrow();
      expect(() => inviteInput.parse({ title: 'x\u0007', locale: 'en', guests: [] })).toThrow();
    }));

  it('are the owner’s and the lead’s to send; a stranger finds nothing', () =>
    inWorld(async (w) => {
      const { visit, guest } = await meeting(w);
      for (const who of [w.stranger, w.otherTeam, w.strangerDirector])
        await expect(invite(who, visit.id, [guest.id])).rejects.toMatchObject(status(404));
      expect(await invite(w.lead, visit.id, [guest.id])).toMatchObject({ ok: true });
      expect(await listInvitations(w.stranger, visit.id)).toEqual([]);
      expect(await w.stranger.db.select().from(mails)).toEqual([]);
      expect(await w.stranger.db.select({ id: visitInvitations.id }).from(visitInvitations)).toEqual([]);
      expect((await listInvitations(w.manager, visit.id)).map((one) => one.name)).toEqual(['沈国强']);
      const forged = w.manager.db.execute(sql`update visit_invitations set answer = 'accepted'`);
      await expect(forged).rejects.toMatchObject({ cause: { code: '42501' } });
    }));

  it('are of no use once the visit has begun, is over or was called off', () =>
    inWorld(async (w) => {
      const { visit, guest, account } = await meeting(w);
      await w.owner.update(visits).set({ status: 'completed' }).where(eq(visits.id, visit.id));
      expect(await invite(w.manager, visit.id, [guest.id])).toMatchObject({ reason: 'invitation.too_late' });
      const past = await w.visit(account, { plannedAt: new Date('2026-11-20T01:00:00Z') });
      expect(await invite(w.manager, past.id, [guest.id])).toMatchObject({ reason: 'invitation.too_late' });
    }));
});

describe('a change of the visit', () => {
  it('is told to who was invited: moved with a higher number, called off, and each once', () =>
    inWorld(async (w) => {
      const { visit, guest } = await meeting(w);
      await invite(w.manager, visit.id, [guest.id]);
      expect(await followVisit(w.manager, visit.id)).toBe(0);
      await moveVisit(w.manager, visit.id, { plannedAt: later, plannedMinutes: 45, version: 1 });
      const [job] = await w.owner.execute(
        sql`select 1 as n from graphile_worker.jobs where key = ${`invitations:${visit.id}`}`,
      );
      expect(job).toBeTruthy();
      expect([await followVisit(w.manager, visit.id), await followVisit(w.manager, visit.id)]).toEqual([1, 0]);
      const [moved] = await w.owner.select().from(visitInvitations).where(eq(visitInvitations.visitId, visit.id));
      expect(moved).toMatchObject({ minutes: 45, sequence: 1, startsAt: new Date('2026-11-26T06:00:00Z') });
      await cancelVisit(w.manager, visit.id, { cancelReason: '客户出差', missed: false, version: 2 });
      expect([await followVisit(w.manager, visit.id), await followVisit(w.manager, visit.id)]).toEqual([1, 0]);
      expect((await written(w, visit.id)).map((one) => one.sequence)).toEqual([0, 1, 2]);
      // planned anew, they are asked again by hand only
      await moveVisit(w.manager, visit.id, { plannedAt: later, plannedMinutes: 45, version: 3 });
      expect(await followVisit(w.manager, visit.id)).toBe(0);
      expect(await invite(w.manager, visit.id, [guest.id])).toMatchObject({ value: { invited: 1 } });
    }));

  it('tells who was taken off the visit, and everybody when it is deleted', () =>
    inWorld(async (w) => {
      const { visit, guest } = await meeting(w);
      await invite(w.manager, visit.id, [guest.id, w.colleague.actor.personId]);
      await w.owner.delete(visitAttendees).where(eq(visitAttendees.personId, w.colleague.actor.personId));
      expect(await followVisit(w.manager, visit.id)).toBe(1);
      await deleteVisit(w.manager, visit.id, { version: await versionOf(w, visit.id) });
      expect(await followVisit(w.manager, visit.id)).toBe(1);
      const rows = await w.owner.select().from(visitInvitations).where(eq(visitInvitations.visitId, visit.id));
      expect(rows.map((row) => row.withdrawnAt !== null)).toEqual([true, true]);
    }));
});

describe('an answer', () => {
  const hash = 'a'.repeat(64);
  const answer = async (w: World, reply: string, seen: number, by = hash) => {
    const [row] = await w.manager.db.execute<{ said: string }>(
      sql`select app.answer_invitation(${by}, ${reply}, ${seen}::int) as said`,
    );
    return row?.said;
  };
  async function asked(w: World) {
    const made = await meeting(w);
    await invite(w.manager, made.visit.id, [made.guest.id]);
    await w.owner
      .update(visitInvitations)
      .set({ tokenHash: hash, startsAt: sql`now() + interval '1 day'` })
      .where(eq(visitInvitations.visitId, made.visit.id));
    return made;
  }

  it('is shown to the visitor and told once of each, with the guest’s name', () =>
    inWorld(async (w) => {
      const { visit } = await asked(w);
      expect(await answer(w, 'accepted', 0)).toBe('done');
      expect(await answer(w, 'accepted', 0)).toBe('done');
      expect(await answer(w, 'declined', 0)).toBe('done');
      expect(await answer(w, 'accepted', 0)).toBe('done');
      const told = (await listNotices(w.manager, 'all', null)).rows;
      expect(told.map((one) => `${one.actor} ${one.kind}`).sort()).toEqual([
        '沈国强 invitation_accepted',
        '沈国强 invitation_declined',
      ]);
      const [row] = await listInvitations(w.manager, visit.id);
      expect(answerOf(row!)).toBe('accepted');
      expect(await w.owner.select().from(notices).where(eq(notices.personId, w.colleague.actor.personId))).toEqual([]);
    }));

  it('counts for what was seen only: not for another time, not after the end, not by a wrong secret', () =>
    inWorld(async (w) => {
      const { visit } = await asked(w);
      expect(await answer(w, 'accepted', 7)).toBe('changed');
      expect(await answer(w, 'maybe', 0)).toBe('closed');
      expect(await answer(w, 'accepted', 0, 'b'.repeat(64))).toBe('closed');
      await answer(w, 'accepted', 0);
      await w.owner.update(visitInvitations).set({ sequence: 1 }).where(eq(visitInvitations.visitId, visit.id));
      expect(answerOf((await listInvitations(w.manager, visit.id))[0]!)).toBeNull();
      await w.owner.update(visits).set({ status: 'cancelled' }).where(eq(visits.id, visit.id));
      expect(await answer(w, 'accepted', 1)).toBe('closed');
      const read = async () => [
        ...(await w.manager.db.execute<{ is_off: boolean }>(sql`select * from app.invitation(${hash})`)),
      ];
      expect(await read()).toMatchObject([{ is_off: true, title: '年度交流', organiser: '王芳', guest: '沈国强' }]);
      expect(JSON.stringify(await read())).not.toMatch(/内部|转网|没邮箱|李晓梅/);
      await w.owner.execute(sql`update visit_invitations set starts_at = now() - interval '2 hours'`);
      expect(await read()).toEqual([]);
      expect(await answer(w, 'accepted', 1)).toBe('closed');
    }));
});
