import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { apiAnswers, apiTokens, journal } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { createToken, revokeToken } from '~/features/api/commands.server';
import { findKept, keep } from '~/features/api/kept.server';
import { mostTokens } from '~/features/api/rules';
import { allows, parseScopes } from '~/features/api/scopes';
import { listOwnTokens } from '~/features/api/tokens.server';
import { inWorld, type World } from '../support/world';

const hash = (token: string) => createHash('sha256').update(token).digest('hex');
const input = (given = {}) => ({ id: newId(), name: '账单系统', days: 30, scopes: ['read' as const], ...given });

async function made(w: World, given = {}) {
  const result = await createToken(w.manager, input(given));
  if (!result.ok) throw new Error(result.reason);
  return result.value.token;
}
const enter = async (w: World, token: string) => {
  const rows = await w.owner.execute<{ person_id: string; role: string; scopes: string }>(
    sql`select person_id, role, scopes::text as scopes from app.token(${hash(token)})`,
  );
  return [...rows][0];
};

describe('tokens', () => {
  it('act for who made them, in that role and for what was chosen, and are kept as a hash only', () =>
    inWorld(async (w) => {
      const token = await made(w, { scopes: ['accounts:read', 'visits:write'] });
      expect(await enter(w, token)).toEqual({
        person_id: w.manager.actor.personId,
        role: 'account_manager',
        scopes: '{accounts:read,visits:write}',
      });
      const [row] = await w.owner
        .select()
        .from(apiTokens)
        .where(eq(apiTokens.tokenHash, hash(token)));
      expect(row).toMatchObject({ kind: 'personal', revokedAt: null });
      expect(row?.lastUsedAt).not.toBeNull();
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, row!.id));
      expect(told.map(({ event }) => event)).toEqual(['session.token_made']);
      expect(JSON.stringify([row, told])).not.toContain(token.slice(4));
    }));

  it('end when they are revoked, when their days are over and when the role is taken away', () =>
    inWorld(async (w) => {
      const [revoked, expired, unheld] = [await made(w), await made(w), await made(w)];
      const id = async (token: string) =>
        (
          await w.owner
            .select({ id: apiTokens.id })
            .from(apiTokens)
            .where(eq(apiTokens.tokenHash, hash(token)))
        )[0]!.id;
      expect(await revokeToken(w.manager, await id(revoked))).toMatchObject({ ok: true });
      await w.owner
        .update(apiTokens)
        .set({ expiresAt: new Date('2026-01-01') })
        .where(eq(apiTokens.id, await id(expired)));
      expect([await enter(w, revoked), await enter(w, expired)]).toEqual([undefined, undefined]);
      expect(await enter(w, unheld)).toBeDefined();
      await w.owner.execute(sql`delete from role_grants where person_id = ${w.manager.actor.personId}`);
      expect(await enter(w, unheld)).toBeUndefined();
    }));

  it('are seen and revoked by their own person only', () =>
    inWorld(async (w) => {
      const token = await made(w);
      const [mine] = await listOwnTokens(w.manager);
      for (const other of [w.colleague, w.lead, w.director, w.admin, w.stranger]) {
        expect(await listOwnTokens(other)).toEqual([]);
        await expect(revokeToken(other, mine!.id)).rejects.toMatchObject({ init: { status: 404 } });
      }
      expect(await enter(w, token)).toBeDefined();
    }));

  it('are made once for a form sent twice, and not without end', () =>
    inWorld(async (w) => {
      const twice = input();
      expect(await createToken(w.manager, twice)).toMatchObject({ ok: true });
      expect(await createToken(w.manager, twice)).toMatchObject({ reason: 'token.made_before' });
      for (let n = 1; n < mostTokens; n++) await made(w);
      expect(await createToken(w.manager, input())).toMatchObject({ reason: 'token.too_many' });
    }));

  it.each([
    ['for somebody else', (w: World) => ({ personId: w.lead.actor.personId, role: 'team_lead' as const })],
    ['in a role not held', () => ({ role: 'admin' as const })],
    ['as a service', () => ({ kind: 'service' as const })],
    ['for ever', () => ({ expiresAt: new Date('2099-01-01') })],
  ])('cannot be made %s, whatever the application asks', (_, given) =>
    inWorld(async (w) => {
      const { personId, role } = w.manager.actor;
      const row = { id: newId(), tokenHash: newId(), personId, role, name: 'x', expiresAt: new Date('2027-01-01') };
      const forged = { ...row, ...given(w) };
      await expect(w.manager.db.insert(apiTokens).values(forged)).rejects.toThrow();
    }),
  );

  it('read scopes as they are written, and none that there is not', () => {
    expect(parseScopes('read, visits:write read')).toEqual(['read', 'visits:write']);
    for (const wrong of ['', 'everything', 'people:write', 'read;drop']) expect(parseScopes(wrong), wrong).toBeNull();
    expect(allows(['accounts:write'], 'accounts', 'read')).toBe(true);
    expect(allows(['accounts:read'], 'accounts', 'write')).toBe(false);
    expect(allows(['write'], 'people', 'read')).toBe(true);
    expect(allows(['read'], 'people', 'write')).toBe(false);
  });
});

describe('kept answers', () => {
  it('are told to who got them, for a day', () =>
    inWorld(async (w) => {
      const answer = { status: 201, body: { id: newId(), version: 1 }, version: 1, shown: newId() };
      await keep(w.manager, 'key', 'hash', 'accounts', answer);
      expect(await findKept(w.manager, 'key', 'hash')).toEqual(answer);
      expect(await findKept(w.colleague, 'key', 'hash')).toBeNull();
      await expect(findKept(w.manager, 'key', 'other')).rejects.toMatchObject({ status: 422 });
      const tomorrow = { ...w.manager, now: new Date(w.manager.now.getTime() + 25 * 3600 * 1000) };
      expect(await findKept(tomorrow, 'key', 'hash')).toBeNull();
      await keep(tomorrow, 'key', 'other', 'accounts', answer);
      const rows = await w.owner.select().from(apiAnswers).where(eq(apiAnswers.personId, w.manager.actor.personId));
      expect(rows.map(({ requestHash }) => requestHash)).toEqual(['other']);
    }));
});
