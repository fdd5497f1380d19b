import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { apiTokens, calendarFeeds, journal, recoveryLinks, sessions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { endOwnSessions, endSessions } from '~/features/access/commands/end-sessions.server';
import { resetSecondFactor } from '~/features/access/commands/reset.server';
import { createToken, revokeTokenOf } from '~/features/api/commands.server';
import { makeToken } from '~/features/api/secret.server';
import { listTokensOf } from '~/features/api/tokens.server';
import { openFeed } from '~/features/calendar/commands.server';
import { hashSecret } from '~/features/calendar/secret.server';
import { issuePassword } from '~/features/people/commands/roles.server';
import { inWorld, type World } from '../support/world';

const notFound = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

/** A program and a calendar that act for the person, asked whether they still do. */
async function keysOf(w: World, who: Context) {
  const id = newId();
  const { token, tokenHash } = makeToken();
  const { personId, role } = who.actor;
  const expiresAt = new Date('2030-01-01');
  await w.owner.insert(apiTokens).values({ id, tokenHash, personId, role, name: '账单系统', expiresAt });
  const feed = await openFeed(who, { showsDetails: true });
  if (!feed.ok) throw new Error(feed.reason);
  const count = async (query: ReturnType<typeof sql>) => [...(await w.owner.execute(query))].length;
  return {
    id,
    token,
    work: async () => [
      await count(sql`select 1 from app.token(${tokenHash})`),
      await count(sql`select 1 from app.calendar_feed(${hashSecret(feed.value.secret)})`),
    ],
  };
}
const eventsOf = async (w: World, who: Context) => {
  const rows = await w.owner.select().from(journal).where(eq(journal.ownerId, who.actor.personId));
  return rows.filter(({ event }) => ['session.token_revoked', 'person.calendar_closed'].includes(event));
};

async function recover(w: World, who: Context) {
  await w.owner.execute(sql`select app.ask_recovery(${who.actor.email})`);
  await w.owner.update(recoveryLinks).set({ tokenHash: 'link' }).where(eq(recoveryLinks.personId, who.actor.personId));
  await w.owner.execute(sql`select app.finish_recovery('link', 'hash')`);
}

describe('programs and the calendar’s address', () => {
  it.each([
    ['a recovery', (w: World) => recover(w, w.manager), (w: World) => w.manager],
    ['a password issued', (w: World) => issuePassword(w.admin, w.manager.actor.personId), (w: World) => w.admin],
    ['a reset', (w: World) => resetSecondFactor(w.admin, w.manager.actor.personId), (w: World) => w.admin],
    [
      'an administrator’s sign-out',
      (w: World) => endSessions(w.admin, w.manager.actor.personId, null, { keys: true }),
      (w: World) => w.admin,
    ],
    ['one’s own sign-out', (w: World) => endOwnSessions(w.manager, { keys: true }), (w: World) => w.manager],
  ] as const)('end with %s, and the journal tells by whom', (_, end, by) =>
    inWorld(async (w) => {
      const [mine, hers] = [await keysOf(w, w.manager), await keysOf(w, w.colleague)];
      expect(await mine.work()).toEqual([1, 1]);
      await end(w);
      expect([await mine.work(), await hers.work()]).toEqual([
        [0, 0],
        [1, 1],
      ]);
      const told = await eventsOf(w, w.manager);
      expect(told.map(({ event }) => event).sort()).toEqual(['person.calendar_closed', 'session.token_revoked']);
      for (const entry of told) expect(entry.actorId).toBe(by(w).actor.personId);
      expect(JSON.stringify(told)).not.toContain(mine.token.slice(4));
      expect(
        await w.owner.select().from(calendarFeeds).where(eq(calendarFeeds.personId, w.manager.actor.personId)),
      ).toEqual([]);
    }),
  );

  it('go on when that is chosen', () =>
    inWorld(async (w) => {
      const keys = await keysOf(w, w.manager);
      await endSessions(w.admin, w.manager.actor.personId, null);
      await endOwnSessions(w.manager, { keys: false });
      expect(await keys.work()).toEqual([1, 1]);
      expect(await eventsOf(w, w.manager)).toEqual([]);
    }));

  it('are ended by their person and the administrator of the unit, whatever the application asks', () =>
    inWorld(async (w) => {
      const { personId } = w.manager.actor;
      await keysOf(w, w.manager);
      const otherAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      for (const who of [w.colleague, w.lead, w.director, w.stranger, otherAdmin]) {
        const [row] = await who.db.execute<{ done: boolean }>(sql`select app.end_keys(${personId}::uuid) as done`);
        expect(row?.done).toBe(false);
      }
      expect(await w.owner.select().from(calendarFeeds).where(eq(calendarFeeds.personId, personId))).toHaveLength(1);
      await expect(w.manager.db.execute(sql`select app.end_keys(${personId}::uuid, null::uuid)`)).rejects.toThrow();
    }));

  it('are made by nobody whose session was ended meanwhile', () =>
    inWorld(async (w) => {
      const { personId, role, sessionId: id } = w.manager.actor;
      const ended = { revokedAt: w.manager.now, expiresAt: new Date('2030-01-01') };
      await w.owner.insert(sessions).values({ id, tokenHash: id, personId, role, ...ended });
      const unauthorised = { status: 401 };
      const wanted = { id: newId(), name: 'x', days: 366, scopes: ['write' as const] };
      await expect(createToken(w.manager, wanted)).rejects.toMatchObject(unauthorised);
      await expect(openFeed(w.manager, { showsDetails: true })).rejects.toMatchObject(unauthorised);
    }));
});

describe('tokens of others', () => {
  it('are seen and revoked by an administrator of the unit, and by nobody else', () =>
    inWorld(async (w) => {
      const { personId } = w.manager.actor;
      const [mine, hers] = [await keysOf(w, w.manager), await keysOf(w, w.colleague)];
      const otherAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      for (const who of [w.colleague, w.lead, w.director, w.stranger, otherAdmin])
        expect(await listTokensOf(who, personId)).toEqual([]);
      for (const who of [w.lead, w.director])
        await expect(revokeTokenOf(who, personId, mine.id)).rejects.toMatchObject(forbidden);
      for (const who of [w.stranger, otherAdmin]) {
        await expect(revokeTokenOf(who, personId, mine.id)).rejects.toMatchObject(notFound);
        const forged = who.db.update(apiTokens).set({ revokedAt: w.admin.now }).where(eq(apiTokens.id, mine.id));
        expect(await forged.returning({ id: apiTokens.id })).toEqual([]);
      }
      await expect(revokeTokenOf(w.admin, personId, hers.id)).rejects.toMatchObject(notFound);
      expect((await listTokensOf(w.admin, personId)).map(({ id }) => id)).toEqual([mine.id]);
      expect(await revokeTokenOf(w.admin, personId, mine.id)).toMatchObject({ ok: true });
      await expect(revokeTokenOf(w.admin, personId, mine.id)).rejects.toMatchObject(notFound);
      expect(await listTokensOf(w.admin, personId)).toEqual([]);
      expect([await mine.work(), await hers.work()]).toEqual([
        [0, 1],
        [1, 1],
      ]);
      const [told, ...more] = await eventsOf(w, w.manager);
      expect(more).toEqual([]);
      expect(told).toMatchObject({ actorId: w.admin.actor.personId, subjectId: mine.id, before: { name: '账单系统' } });
    }));
});
