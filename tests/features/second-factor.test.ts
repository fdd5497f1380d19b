import { eq, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { journal, recoveryCodes, secondFactors, sessions, signInPolicies } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { savePolicy } from '~/features/access/commands/policy.server';
import { resetSecondFactor } from '~/features/access/commands/reset.server';
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  renewRecoveryCodes,
} from '~/features/access/commands/second-factor.server';
import { factorOf, findOwnFactor, policyOf } from '~/features/access/queries.server';
import { hashCode, unseal } from '~/features/access/seal.server';
import { stepOf } from '~/features/access/totp.server';
import { writeNotices } from '~/features/notices/write.server';
import { inWorld, type World } from '../support/world';

const notFound = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const address = 'test';

/** A code as the person's phone shows it, some steps from now. */
async function codeOf(ctx: Context, steps = 0) {
  const own = await findOwnFactor(ctx);
  const secret = unseal(own!.sealed, ctx.actor.personId)!;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ctx.now.getTime() + steps * 30_000 });
}
async function switchedOn(ctx: Context) {
  await beginSecondFactor(ctx);
  const done = await confirmSecondFactor(ctx, { code: await codeOf(ctx), address });
  if (!done.ok) throw new Error(done.reason);
  return done.value.codes;
}
async function waiting(w: World, who: Context) {
  const key = newId();
  await w.owner.execute(
    sql`select app.open_session(${newId()}, ${key}, ${who.actor.personId}, '1 hour', null, null, 'password', true)`,
  );
  return key;
}
const finish = async (w: World, key: string, step: number | null, code: string | null) =>
  (
    await w.owner.execute<{ done: boolean }>(
      sql`select app.finish_session(${key}, ${newId()}, ${step}, ${code}, '1 hour') as done`,
    )
  )[0]?.done;

describe('a second factor', () => {
  it('is on once a first code was right, with ten codes of which only hashes are kept', () =>
    inWorld(async (w) => {
      expect(await confirmSecondFactor(w.manager, { code: '123456', address })).toMatchObject({ ok: false });
      expect(await beginSecondFactor(w.manager)).toMatchObject({ ok: true });
      expect(await factorOf(w.manager, w.manager.actor.personId)).toMatchObject({ since: null, codesLeft: 0 });
      const wrong = await confirmSecondFactor(w.manager, { code: await codeOf(w.manager, 5), address });
      expect(wrong).toMatchObject({ fields: { code: 'access.code_wrong' } });
      const done = await confirmSecondFactor(w.manager, { code: await codeOf(w.manager, 1), address });
      if (!done.ok) throw new Error(done.reason);
      expect(new Set(done.value.codes).size).toBe(10);
      expect((await factorOf(w.manager, w.manager.actor.personId)).codesLeft).toBe(10);
      expect(await beginSecondFactor(w.manager)).toMatchObject({ reason: 'access.factor_on' });
      const kept = JSON.stringify([
        await w.owner.select().from(recoveryCodes),
        await w.owner.select().from(secondFactors),
        await w.owner.select().from(journal).where(eq(journal.actorId, w.manager.actor.personId)),
      ]);
      const own = await findOwnFactor(w.manager);
      for (const secret of [...done.value.codes, unseal(own!.sealed, w.manager.actor.personId)!])
        expect(kept).not.toContain(secret);
      expect(kept).toContain('person.second_factor_on');
      expect(unseal(own!.sealed, w.colleague.actor.personId)).toBeNull();
    }));

  it('takes a code of now or one step beside, and none twice', () => {
    const secret = new Secret({ size: 20 }).base32;
    const now = new Date('2026-11-23T05:00:10Z');
    const at = (steps: number) => new TOTP({ secret }).generate({ timestamp: now.getTime() + steps * 30_000 });
    const step = Math.floor(now.getTime() / 30_000);
    expect([-1, 0, 1].map((by) => stepOf(secret, at(by), now))).toEqual([step - 1, step, step + 1]);
    expect([-2, 2].map((by) => stepOf(secret, at(by), now))).toEqual([null, null]);
  });

  it('makes a waiting session whole by a later step or an unused recovery code, each once', () =>
    inWorld(async (w) => {
      const codes = await switchedOn(w.manager);
      const { personId } = w.manager.actor;
      const last = (await findOwnFactor(w.manager))!.lastStep;
      const seen = async (key: string) => [...(await w.owner.execute(sql`select 1 from app.session(${key})`))].length;
      const first = await waiting(w, w.manager);
      expect(await seen(first)).toBe(0);
      expect(await finish(w, first, last, null)).toBe(false);
      expect(await finish(w, first, last + 1, null)).toBe(true);
      expect(await finish(w, first, last + 2, null)).toBe(false); // its token has changed
      const second = await waiting(w, w.manager);
      expect(await finish(w, second, last + 1, null)).toBe(false);
      expect(await finish(w, second, null, hashCode('nonsense', personId))).toBe(false);
      expect(await finish(w, second, null, hashCode(codes[0]!, personId))).toBe(true);
      expect(await finish(w, await waiting(w, w.manager), null, hashCode(codes[0]!, personId))).toBe(false);
      const [told] = await w.owner.select().from(journal).where(eq(journal.event, 'person.recovery_code_used'));
      expect(told).toMatchObject({ actorId: personId, after: { codesLeft: 9 } });
      const late = await waiting(w, w.manager);
      await w.owner
        .update(sessions)
        .set({ pendingUntil: new Date('2026-01-01') })
        .where(eq(sessions.tokenHash, late));
      expect(await finish(w, late, last + 9, null)).toBe(false);
    }));

  it('is renewed and dropped against a code only', () =>
    inWorld(async (w) => {
      const codes = await switchedOn(w.manager);
      const again = { code: await codeOf(w.manager), address };
      expect(await dropSecondFactor(w.manager, again)).toMatchObject({ fields: { code: 'access.code_wrong' } });
      const renewed = await renewRecoveryCodes(w.manager, { code: codes[3]!, address });
      if (!renewed.ok) throw new Error(renewed.reason);
      expect(await dropSecondFactor(w.manager, { code: codes[4]!, address })).toMatchObject({ ok: false });
      expect(await dropSecondFactor(w.manager, { code: renewed.value.codes[0]!, address })).toMatchObject({ ok: true });
      expect(await findOwnFactor(w.manager)).toBeNull();
      expect(await factorOf(w.manager, w.manager.actor.personId)).toMatchObject({ since: null, codesLeft: 0 });
    }));

  it('slows wrong codes down, while a recovery code from elsewhere still goes through', () =>
    inWorld(async (w) => {
      const codes = await switchedOn(w.lead);
      for (let n = 0; n < 30; n++)
        await dropSecondFactor(w.lead, { code: '000000', address: `away ${n}` }).catch(() => null);
      await expect(dropSecondFactor(w.lead, { code: '000000', address: 'home' })).rejects.toMatchObject({
        init: { status: 429 },
      });
      expect(await dropSecondFactor(w.lead, { code: codes[0]!, address: 'home' })).toMatchObject({ ok: true });
    }));

  it('is reset by an administrator of the unit, who journals it, and the person is told', () =>
    inWorld(async (w) => {
      await switchedOn(w.manager);
      const id = w.manager.actor.personId;
      for (const who of [w.manager, w.lead, w.director])
        await expect(resetSecondFactor(who, id)).rejects.toMatchObject(forbidden);
      const otherAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      for (const who of [w.stranger, w.strangerDirector, otherAdmin])
        await expect(resetSecondFactor(who, id)).rejects.toMatchObject(notFound);
      expect(await factorOf(otherAdmin, id)).toMatchObject({ since: null, codesLeft: 0 });
      for (const table of [secondFactors, recoveryCodes])
        expect(
          await otherAdmin.db.delete(table).where(eq(table.personId, id)).returning({ id: table.personId }),
        ).toEqual([]);
      expect((await factorOf(w.admin, id)).codesLeft).toBe(10);
      expect(await resetSecondFactor(w.admin, id)).toMatchObject({ ok: true });
      expect(await findOwnFactor(w.manager)).toBeNull();
      expect(await writeNotices(w.admin, 'person.second_factor_reset', w.admin.now)).toBe(1);
      expect(await resetSecondFactor(w.admin, w.admin.actor.personId)).toMatchObject({ reason: 'person.not_oneself' });
    }));

  it('ends every session of the person when it is reset, also one that waits for its code, and nobody else’s', () =>
    inWorld(async (w) => {
      await switchedOn(w.manager);
      const expiresAt = new Date('2030-01-01');
      const opened = async (who: Context, pendingUntil: Date | null = null) => {
        const key = newId();
        const { personId, role } = who.actor;
        await w.owner.insert(sessions).values({ id: newId(), tokenHash: key, personId, role, expiresAt, pendingUntil });
        return key;
      };
      const known = async (key: string) => [...(await w.owner.execute(sql`select 1 from app.session(${key})`))].length;
      const last = (await findOwnFactor(w.manager))!.lastStep;
      const [phone, laptop, hers] = [await opened(w.manager), await opened(w.manager), await opened(w.colleague)];
      const halfway = await opened(w.manager, expiresAt);
      for (const who of [w.lead, w.director])
        await expect(resetSecondFactor(who, w.manager.actor.personId)).rejects.toMatchObject(forbidden);
      expect([await known(phone), await known(laptop)]).toEqual([1, 1]);
      await resetSecondFactor(w.admin, w.manager.actor.personId);
      expect([await known(phone), await known(laptop), await known(hers)]).toEqual([0, 0, 1]);
      expect(await finish(w, halfway, last + 1, null)).toBe(false);
      const told = await w.owner.select().from(journal).where(eq(journal.event, 'session.revoked'));
      expect(told.filter(({ ownerId }) => ownerId === w.manager.actor.personId)).toHaveLength(3);
      expect(told.every(({ actorId }) => actorId === w.admin.actor.personId)).toBe(true);
    }));

  it('is demanded by nobody who does not administer the whole company', () =>
    inWorld(async (w) => {
      const { tenantId } = w.admin.actor;
      const requiredRoles = ['account_manager' as const];
      for (const who of [w.manager, w.director, await w.person({ unit: w.unit.hangzhou, role: 'admin' })]) {
        await expect(savePolicy(who, { version: 0, requiredRoles })).rejects.toMatchObject(forbidden);
        await expect(who.db.insert(signInPolicies).values({ tenantId, requiredRoles: [] })).rejects.toThrow();
      }
    }));

  it('is demanded of who holds a role and came by password, until they have it', () =>
    inWorld(async (w) => {
      const requiredRoles = ['account_manager' as const];
      expect(await savePolicy(w.admin, { version: 0, requiredRoles })).toMatchObject({ ok: true });
      expect(await savePolicy(w.admin, { version: 0, requiredRoles: [] })).toMatchObject({ reason: 'stale' });
      expect(await policyOf(w.manager, w.manager.actor.tenantId)).toEqual({ requiredRoles, version: 1 });
      expect(await policyOf(w.stranger, w.manager.actor.tenantId)).toEqual({ requiredRoles: [], version: 0 });
      const must = async (who: Context, how = 'password') => {
        const key = newId();
        await w.owner.execute(
          sql`select app.open_session(${newId()}, ${key}, ${who.actor.personId}, '1 hour', null, null, ${how}, false)`,
        );
        const rows = await w.owner.execute<{ must: boolean }>(sql`select must_set_up as must from app.session(${key})`);
        return rows[0]?.must;
      };
      expect([await must(w.manager), await must(w.lead), await must(w.stranger)]).toEqual([true, false, false]);
      expect(await must(w.manager, 'passkey')).toBe(false);
      await switchedOn(w.manager);
      expect(await must(w.manager)).toBe(false);
    }));
});
