import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { credentials, journal, mails, people, recoveryLinks, sessions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { env } from '~/core/env.server';
import { newId } from '~/core/ids';
import { mailServerOf } from '~/core/mail.server';
import { endSessions } from '~/features/access/commands/end-sessions.server';
import { sendRecovery } from '~/features/access/commands/send-recovery.server';
import { listSessionsOf } from '~/features/people/queries/sessions.server';
import { inWorld, type World } from '../support/world';

const notFound = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const server = mailServerOf({ ...env, SMTP_HOST: 'localhost', MAIL_FROM: 'a@example.com' });

const ask = async (w: World, email: string) => [
  ...(await w.owner.execute<{ mail_id: string }>(sql`select mail_id from app.ask_recovery(${email})`)),
];
const finish = async (w: World, key: string, hash: string) =>
  (await w.owner.execute<{ done: boolean }>(sql`select app.finish_recovery(${key}, ${hash}) as done`))[0]?.done;
const opens = async (w: World, key: string) =>
  [...(await w.owner.execute(sql`select * from app.recovery(${key})`))].length;

/** A link as it stands once its mail has gone out. */
async function link(w: World, who: Context) {
  await ask(w, who.actor.email.toUpperCase());
  const [row] = await w.owner
    .select()
    .from(recoveryLinks)
    .where(sql`${recoveryLinks.personId} = ${who.actor.personId} and ${recoveryLinks.tokenHash} is null`);
  const key = newId();
  await w.owner.execute(sql`select * from app.recovery_to_mail(${row!.id}, ${key})`);
  return { id: row!.id, key };
}
async function session(w: World, who: Context, given = {}) {
  const id = newId();
  const { personId, role } = who.actor;
  await w.owner
    .insert(sessions)
    .values({ id, tokenHash: id, personId, role, expiresAt: new Date('2030-01-01'), address: '203.0.113.7', ...given });
  return id;
}

describe('account recovery', () => {
  it('sets a password once within half an hour, and ends every session', () =>
    inWorld(async (w) => {
      const { personId } = w.manager.actor;
      const open = await session(w, w.manager);
      const [first, second] = [await link(w, w.manager), await link(w, w.manager)];
      expect([await opens(w, first.key), await opens(w, second.key), await opens(w, 'other')]).toEqual([1, 1, 0]);
      expect(await finish(w, first.key, 'hash')).toBe(true);
      expect([await finish(w, first.key, 'again'), await finish(w, second.key, 'other')]).toEqual([false, false]);
      const [kept] = await w.owner.select().from(credentials).where(eq(credentials.personId, personId));
      expect(kept?.passwordHash).toBe('hash');
      const [ended] = await w.owner.select().from(sessions).where(eq(sessions.id, open));
      expect(ended?.revokedAt).not.toBeNull();
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, personId));
      expect(told.map((entry) => entry.event).sort()).toEqual([
        'person.password_recovered',
        'person.recovery_asked',
        'person.recovery_asked',
      ]);
      expect(JSON.stringify(told)).not.toContain('hash');
      const third = await link(w, w.manager);
      await w.owner
        .update(recoveryLinks)
        .set({ expiresAt: new Date('2026-01-01') })
        .where(eq(recoveryLinks.id, third.id));
      expect([await opens(w, third.key), await finish(w, third.key, 'late')]).toEqual([0, false]);
    }));

  it('writes to nobody who is not there, has left, or was written to three times', () =>
    inWorld(async (w) => {
      const left = await w.person({ leftOn: '2026-01-01' });
      expect(await ask(w, 'nobody@test.invalid')).toEqual([]);
      expect(await ask(w, left.actor.email)).toEqual([]);
      for (let n = 0; n < 3; n++) expect(await ask(w, w.manager.actor.email)).toHaveLength(1);
      expect(await ask(w, w.manager.actor.email)).toEqual([]);
      const { key } = await link(w, w.colleague);
      await w.owner.update(people).set({ leftOn: '2026-01-01' }).where(eq(people.id, w.colleague.actor.personId));
      expect(await finish(w, key, 'hash')).toBe(false);
    }));

  it('is sent by an administrator of the unit, and by nobody else', () =>
    inWorld(async (w) => {
      const id = w.manager.actor.personId;
      const otherAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      for (const who of [w.manager, w.lead, w.director])
        await expect(sendRecovery(who, id, server)).rejects.toMatchObject(forbidden);
      for (const who of [w.stranger, otherAdmin])
        await expect(sendRecovery(who, id, server)).rejects.toMatchObject(notFound);
      for (const who of [w.manager, w.director, otherAdmin])
        expect([...(await who.db.execute(sql`select * from app.send_recovery(${id})`))]).toEqual([]);
      expect(await sendRecovery(w.admin, id, null)).toMatchObject({ reason: 'access.mail_off' });
      expect(await sendRecovery(w.admin, id, server)).toMatchObject({ ok: true });
      const sent = await w.owner.select().from(mails).where(eq(mails.personId, id));
      expect(sent).toMatchObject([{ kind: 'recovery', address: w.manager.actor.email }]);
    }));

  it('leaves nothing of links for the application to read', () =>
    inWorld(async (w) => {
      await expect(w.manager.db.execute(sql`select id from recovery_links`)).rejects.toThrow();
    }));
});

describe('sessions of others', () => {
  it('are seen and ended by an administrator of the unit, and by nobody else', () =>
    inWorld(async (w) => {
      const id = w.manager.actor.personId;
      const [one, two] = [await session(w, w.manager), await session(w, w.manager)];
      await session(w, w.manager, { pendingUntil: new Date('2030-01-01') });
      const hers = await session(w, w.colleague);
      const otherAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      for (const who of [w.lead, w.director, w.stranger, otherAdmin]) expect(await listSessionsOf(who, id)).toEqual([]);
      for (const who of [w.lead, w.director]) await expect(endSessions(who, id, one)).rejects.toMatchObject(forbidden);
      for (const who of [w.stranger, otherAdmin]) {
        await expect(endSessions(who, id, null)).rejects.toMatchObject(notFound);
        const at = who.db.update(sessions).set({ revokedAt: w.admin.now }).where(eq(sessions.id, one));
        expect(await at.returning({ id: sessions.id })).toEqual([]);
      }
      expect((await listSessionsOf(w.admin, id)).map((row) => row.id).sort()).toEqual([one, two].sort());
      await expect(endSessions(w.admin, id, hers)).rejects.toMatchObject(notFound);
      expect(await endSessions(w.admin, id, one)).toMatchObject({ ok: true });
      expect((await listSessionsOf(w.admin, id)).map((row) => row.id)).toEqual([two]);
      expect(await endSessions(w.admin, id, null)).toMatchObject({ ok: true });
      expect(await listSessionsOf(w.admin, id)).toEqual([]);
      const told = await w.owner.select().from(journal).where(eq(journal.event, 'session.revoked'));
      expect(told.length).toBe(3);
      expect(told.every((entry) => entry.actorId === w.admin.actor.personId && entry.ownerId === id)).toBe(true);
      expect((await listSessionsOf(w.admin, w.colleague.actor.personId)).map((row) => row.id)).toEqual([hers]);
    }));

  it('links to a password end as it is set, by its owner only', () =>
    inWorld(async (w) => {
      const { personId } = w.manager.actor;
      const { key } = await link(w, w.manager);
      await w.manager.db.execute(sql`select app.set_password(${personId}, 'mine')`);
      expect(await opens(w, key)).toBe(0);
      await w.stranger.db.execute(sql`select app.set_password(${personId}, 'theirs')`);
      const [kept] = await w.owner.select().from(credentials).where(eq(credentials.personId, personId));
      expect(kept?.passwordHash).toBe('mine');
    }));
});
