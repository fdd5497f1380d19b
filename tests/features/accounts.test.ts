import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, assignments, commitments, journal } from '#drizzle/schema';
import { makeCreditCode } from '~/core/credit-code';
import { newId } from '~/core/ids';
import { createAccount } from '~/features/accounts/commands/create.server';
import { deleteAccount, restoreAccount } from '~/features/accounts/commands/delete.server';
import { setAccountFact, updateAccount } from '~/features/accounts/commands/update.server';
import { accountInput, newAccountInput } from '~/features/accounts/input';
import { findAccount } from '~/features/accounts/queries.server';
import { deleteOpportunity, restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import { deleteVisit, restoreVisit } from '~/features/visits/commands/remove.server';
import { inWorld } from '../support/world';

const typed = (more: Record<string, unknown> = {}) =>
  newAccountInput.parse({ id: newId(), name: '甬港集团', kind: 'private', grade: 'B', ...more });
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: { init?: { status?: number } }) => error.init?.status,
  );
const code = () => makeCreditCode(Math.random);

describe('createAccount', () => {
  it('makes the account, its primary assignment and a journal entry, once however often it is sent', () =>
    inWorld(async (w) => {
      const input = typed({ creditCode: code(), phone: '0571-88888888转8001', registeredCapitalFen: '320万' });
      expect(await createAccount(w.manager, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await createAccount(w.manager, input)).toEqual({ ok: true, value: { id: input.id } });
      const [row] = await w.owner.select().from(accounts).where(eq(accounts.id, input.id));
      expect(row).toMatchObject({
        ownerId: w.manager.actor.personId,
        unitId: w.unit.team.id,
        pinyin: 'yonggangjituan',
        initials: 'ygjt',
        registeredCapitalFen: 320_000_000,
      });
      const team = await w.owner.select().from(assignments).where(eq(assignments.accountId, input.id));
      expect(team.map(({ role, during, ownerId }) => [role, during, ownerId])).toEqual([
        ['primary', '[2026-11-21,)', w.manager.actor.personId],
      ]);
      const events = await w.owner.select().from(journal).where(eq(journal.subjectId, input.id)).orderBy(journal.id);
      expect(events.map((event) => event.event)).toEqual(['account.created']);
    }));

  it('answers a code used by an account one sees with that account, and any other with the same words', () =>
    inWorld(async (w) => {
      const mine = code();
      const others = code();
      const seen = await w.account({ owner: w.manager, creditCode: mine });
      await w.account({ owner: w.otherTeam, creditCode: others });
      const first = await createAccount(w.manager, typed({ creditCode: mine }));
      expect(first).toMatchObject({
        ok: false,
        fields: { creditCode: 'account.credit_taken' },
        details: { taken: { id: seen.id } },
      });
      const second = await createAccount(w.manager, typed({ creditCode: others }));
      expect(second).toEqual({ ok: false, reason: 'invalid', fields: { creditCode: 'account.needs_check' } });
    }));

  it('lets a lead give it to somebody of the team, and nobody else to others', () =>
    inWorld(async (w) => {
      const given = typed({ ownerId: w.colleague.actor.personId });
      expect((await createAccount(w.lead, given)).ok).toBe(true);
      expect((await findAccount(w.colleague, given.id))?.ownerId).toBe(w.colleague.actor.personId);
      const forged = await createAccount(w.manager, typed({ ownerId: w.colleague.actor.personId }));
      expect(forged).toMatchObject({ ok: false, fields: { ownerId: 'error.choose' } });
      const abroad = await createAccount(w.lead, typed({ ownerId: w.stranger.actor.personId }));
      expect(abroad).toMatchObject({ ok: false, fields: { ownerId: 'error.choose' } });
    }));

  it('is not for trainers, product managers and employees', () =>
    inWorld(async (w) => {
      expect(await thrown(createAccount(w.trainer, typed()))).toBe(403);
      expect(await thrown(createAccount(w.employee, typed()))).toBe(403);
    }));

  it('refuses a parent one does not see', () =>
    inWorld(async (w) => {
      const hidden = await w.account({ owner: w.otherTeam });
      expect(await createAccount(w.manager, typed({ parentId: hidden.id }))).toMatchObject({
        fields: { parentId: 'error.choose' },
      });
    }));
});

describe('newAccountInput', () => {
  const problem = (more: Record<string, unknown>) => {
    const result = newAccountInput.safeParse({ id: newId(), name: 'x', kind: 'private', grade: 'B', ...more });
    return result.success ? null : result.error.issues[0]?.message;
  };
  it('checks both check characters of the code', () => {
    const good = code();
    const flip = (at: number) => good.slice(0, at) + (good[at] === '1' ? '2' : '1') + good.slice(at + 1);
    expect(problem({ creditCode: good.toLowerCase() })).toBeNull();
    expect(problem({ creditCode: flip(16) })).toBe('account.credit_organisation_check');
    expect(problem({ creditCode: flip(17) })).toBe('account.credit_check');
    expect(problem({ creditCode: '9133' })).toBe('account.credit_length');
  });
  it('wants both coordinates or none', () => {
    expect(problem({ longitude: '120.1' })).toBe('account.place_incomplete');
    expect(problem({ longitude: '120.1', latitude: '30.2' })).toBeNull();
  });
  it('takes no web address that runs', () =>
    expect(problem({ website: 'javascript:alert(1)' })).toBe('account.website_invalid'));
});

describe('updateAccount', () => {
  const change = (more: Record<string, unknown>) =>
    accountInput.parse({ name: '杭城商业银行', kind: 'state_owned', grade: 'A', ...more });

  it('keeps what changed and tells the second of two who was first', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      expect(await setAccountFact(w.lead, account.id, { field: 'grade', value: 'A', version: 1 })).toEqual({
        ok: true,
        value: { version: 2 },
      });
      const typedTwice = await setAccountFact(w.manager, account.id, { field: 'grade', value: 'B', version: 1 });
      expect(typedTwice).toMatchObject({
        reason: 'stale',
        fields: { value: 'account.stale_same' },
        params: { who: '刘洋' },
      });
      const late = await updateAccount(w.manager, account.id, change({ address: '庆春路', version: 1 }));
      expect(late).toMatchObject({ ok: false, reason: 'stale', details: { who: '刘洋', fields: ['grade'] } });
      expect((await updateAccount(w.manager, account.id, change({ address: '庆春路', version: 2 }))).ok).toBe(true);
      const events = await w.owner.select().from(journal).where(eq(journal.subjectId, account.id)).orderBy(journal.id);
      expect(events.map(({ before, after }) => [before, after])).toEqual([
        [{ grade: 'C' }, { grade: 'A' }],
        [{ address: null }, { address: '庆春路' }],
      ]);
    }));

  it('refuses at the value what the schema refuses', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const set = (field: 'phone' | 'creditCode' | 'grade', value: string) =>
        setAccountFact(w.manager, account.id, { field, value, version: 1 });
      expect(await set('phone', '88')).toMatchObject({ fields: { value: 'account.phone_invalid' } });
      expect(await set('creditCode', '123')).toMatchObject({ fields: { value: 'account.credit_length' } });
      expect(await set('grade', 'Z')).toMatchObject({ ok: false });
      const taken = code();
      await w.account({ owner: w.otherTeam, creditCode: taken });
      expect(await set('creditCode', taken)).toMatchObject({ fields: { value: 'account.needs_check' } });
      expect((await findAccount(w.manager, account.id))?.version).toBe(1);
    }));

  it('refuses to hang an account below itself', () =>
    inWorld(async (w) => {
      const top = await w.account({ owner: w.manager });
      const low = await w.account({ owner: w.manager, parentId: top.id });
      const result = await updateAccount(w.manager, top.id, change({ parentId: low.id, version: 1 }));
      expect(result).toMatchObject({ fields: { parentId: 'account.parent_circle' } });
    }));

  it('does not find what one does not see', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      for (const who of [w.stranger, w.otherTeam, w.strangerDirector])
        expect(await thrown(updateAccount(who, account.id, change({ version: 1 })))).toBe(404);
    }));
});

describe('deleteAccount', () => {
  it('is refused while business is open, undone by restoring', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const deal = await w.opportunity(account);
      expect(await deleteAccount(w.manager, account.id, 1)).toMatchObject({
        reason: 'account.has_open_opportunities',
        params: { n: 1 },
      });
      await w.owner.execute(sql`update opportunities set deleted_at = now() where id = ${deal.id}`);
      expect((await deleteAccount(w.manager, account.id, 1)).ok).toBe(true);
      expect(await findAccount(w.manager, account.id)).toBeNull();
      expect((await restoreAccount(w.manager, account.id)).ok).toBe(true);
      expect((await findAccount(w.manager, account.id))?.version).toBe(3);
    }));

  it('is refused while a visit is planned or a promise is open', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const visit = await w.visit(account);
      expect(await deleteAccount(w.manager, account.id, 1)).toMatchObject({ reason: 'account.has_planned_visits' });
      await w.owner.execute(sql`update visits set status = 'cancelled' where id = ${visit.id}`);
      const { tenantId, unitId, ownerId } = account;
      const promise = {
        tenantId,
        id: newId(),
        unitId,
        ownerId,
        accountId: account.id,
        text: '回电',
        dueOn: '2026-12-01',
      };
      await w.owner.insert(commitments).values({ ...promise });
      expect(await deleteAccount(w.manager, account.id, 1)).toMatchObject({ reason: 'account.has_open_commitments' });
      await w.owner.execute(sql`update commitments set state = 'cancelled' where id = ${promise.id}`);
      expect(await deleteAccount(w.manager, account.id, 1)).toMatchObject({ ok: true });
    }));

  it('comes back before what belongs to it does', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const [deal, visit] = [await w.opportunity(account), await w.visit(account)];
      await deleteOpportunity(w.manager, deal.id, { version: 1 });
      await deleteVisit(w.manager, visit.id, { version: 1 });
      await deleteAccount(w.manager, account.id, 1);
      const rest = () => Promise.all([restoreOpportunity(w.manager, deal.id), restoreVisit(w.manager, visit.id)]);
      expect(await rest()).toMatchObject([{ reason: 'account_deleted' }, { reason: 'account_deleted' }]);
      await restoreAccount(w.manager, account.id);
      expect(await rest()).toMatchObject([{ ok: true }, { ok: true }]);
    }));

  it('cannot come back when another account has its code', () =>
    inWorld(async (w) => {
      const creditCode = code();
      const account = await w.account({ owner: w.manager, creditCode });
      await deleteAccount(w.manager, account.id, 1);
      await w.account({ owner: w.otherTeam, creditCode });
      expect(await restoreAccount(w.manager, account.id)).toMatchObject({ reason: 'account.code_in_use' });
    }));

  it('is for the owner and leads only', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      await w.owner.insert(assignments).values({
        tenantId: account.tenantId, id: newId(), unitId: account.unitId, ownerId: w.otherTeam.actor.personId, accountId: account.id, role: 'backup', during: '[2026-01-01,)',
      }); // biome-ignore format: one row
      expect(await thrown(deleteAccount(w.otherTeam, account.id, 1))).toBe(403);
      expect(await thrown(deleteAccount(w.stranger, account.id, 1))).toBe(404);
      expect((await deleteAccount(w.lead, account.id, 1)).ok).toBe(true);
    }));
});
