import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { journal, visitConfirmations, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { askConfirmation } from '~/features/confirmations/commands.server';
import { hashCode } from '~/features/confirmations/hash.server';
import { startVisit } from '~/features/visits/commands/start.server';
import { confirmedReason } from '~/features/visits/confidence';
import { inWorld, type World } from '../support/world';

async function begun(w: World) {
  const account = await w.account({ latitude: 30.2741, longitude: 120.1551 });
  const visit = await w.visit(account, { plannedAt: w.manager.now });
  const position = { latitude: 30.2743, longitude: 120.1554, accuracy: 12, deviceAt: '2026-11-21T01:59:58.000Z' };
  await startVisit(w.manager, visit.id, { version: 1, position, clock: null });
  return { account, visit };
}

/** The code is good until half an hour after the test's own clock; the database looks at the real one. */
async function asked(w: World, visitId: string, contactId: string | null = null) {
  const result = await askConfirmation(w.manager, visitId, { contactId });
  if (!result.ok) throw new Error(result.reason);
  await w.owner.execute(sql`update visit_confirmations set expires_at = now() + interval '30 minutes'
    where visit_id = ${visitId} and expires_at > ${w.manager.now.toISOString()}::timestamptz`);
  return result.value;
}

const found = async (w: World, code: string) => [
  ...(await w.employee.db.execute(sql`select * from app.confirmation(${hashCode(code)})`)),
];
const confirm = async (w: World, code: string, rating = 5) => {
  const [row] = await w.employee.db.execute<{ done: boolean }>(
    sql`select app.confirm_visit(${hashCode(code)}, ${rating}, '很专业', ${JSON.stringify(confirmedReason)}::text::jsonb) as done`,
  );
  return row!.done;
};
const rowOf = async (w: World, id: string) => (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!;

describe('a customer’s confirmation', () => {
  it('is given once, by the picture or the digits, and counts for the check', () =>
    inWorld(async (w) => {
      const { account, visit } = await begun(w);
      const contact = await w.contact(account);
      const { token, digits } = await asked(w, visit.id, contact.id);
      expect(token).toMatch(/^[\w-]{22}$/);
      const shown = [expect.objectContaining({ visitor: '王芳', company: '浙江' })];
      expect(await found(w, token)).toEqual(shown);
      expect(await found(w, digits)).toEqual(shown);
      expect(Object.keys((await found(w, digits))[0]!)).toEqual(['visitor', 'company', 'met_at']);
      expect(await confirm(w, digits)).toBe(true);
      expect(await confirm(w, token)).toBe(false);
      expect(await found(w, token)).toEqual([]);
      const row = await rowOf(w, visit.id);
      expect(row).toMatchObject({ confirmedRating: 5, confirmedComment: '很专业', confirmedContactId: contact.id });
      expect(row).toMatchObject({ confidence: 100, version: 2 });
      expect(row.confidenceReasons?.map((reason) => reason.key)).toEqual(['near', 'confirmed']);
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, visit.id)).orderBy(journal.id);
      expect(told.at(-1)).toMatchObject({ event: 'visit.confirmed', actorId: null, ownerId: visit.ownerId });
      expect(await askConfirmation(w.manager, visit.id, { contactId: null })).toMatchObject({
        reason: 'confirmation.already',
      });
    }));

  it('is not to be had with a wrong, an old or a replaced code', () =>
    inWorld(async (w) => {
      const { visit } = await begun(w);
      const first = await asked(w, visit.id);
      await w.owner.execute(sql`update visit_confirmations set expires_at = now()`);
      expect(await found(w, first.token)).toEqual([]);
      expect(await confirm(w, first.digits)).toBe(false);
      const second = await asked(w, visit.id);
      expect(await found(w, second.token)).toHaveLength(1);
      await asked(w, visit.id);
      expect(await found(w, second.token)).toEqual([]);
      expect(await confirm(w, newId())).toBe(false);
      expect((await rowOf(w, visit.id)).confirmedAt).toBeNull();
    }));

  it('is good for neither of two visits whose digits are the same', () =>
    inWorld(async (w) => {
      const [one, two] = [await begun(w), await begun(w)];
      const [first, second] = [await asked(w, one.visit.id), await asked(w, two.visit.id)];
      await w.owner.update(visitConfirmations).set({ codeHash: hashCode(first.digits) });
      expect(await found(w, first.digits)).toEqual([]);
      expect(await confirm(w, second.token)).toBe(true);
    }));

  it('is asked for by who logs the visit, once it has begun, of a contact of the account', () =>
    inWorld(async (w) => {
      const { visit } = await begun(w);
      const nobody = { contactId: null };
      await expect(askConfirmation(w.stranger, visit.id, nobody)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(askConfirmation(w.colleague, visit.id, nobody)).rejects.toMatchObject({ init: { status: 404 } });
      const elsewhere = await w.contact(await w.account());
      expect(await askConfirmation(w.manager, visit.id, { contactId: elsewhere.id })).toMatchObject({
        fields: { contactId: 'confirmation.contact_not_here' },
      });
      const planned = await w.visit(await w.account());
      expect(await askConfirmation(w.manager, planned.id, nobody)).toMatchObject({
        reason: 'confirmation.too_early',
      });
    }));

  it('cannot be written or read by the application itself', () =>
    inWorld(async (w) => {
      const { visit } = await begun(w);
      await asked(w, visit.id);
      const refused = async (statement: ReturnType<typeof sql>) => {
        await w.owner.execute(sql`savepoint before`);
        const code = await w.manager.db.execute(statement).then(
          () => 'allowed',
          (error: { code?: string; cause?: { code?: string } }) => error.code ?? error.cause?.code,
        );
        await w.owner.execute(sql`rollback to savepoint before`).catch(() => {});
        return code;
      };
      expect(await refused(sql`update visits set confirmed_at = now() where id = ${visit.id}`)).toBe('42501');
    }));
});
