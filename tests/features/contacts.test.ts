import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { contacts, journal } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { deleteContact, restoreContact } from '~/features/contacts/commands/delete.server';
import { createContact, updateContact } from '~/features/contacts/commands/save.server';
import { contactInput, newContactInput } from '~/features/contacts/input';
import { findContact, listContactsOf } from '~/features/contacts/queries.server';
import { inWorld } from '../support/world';

const typed = (more: Record<string, unknown> = {}) => newContactInput.parse({ id: newId(), name: '单雄信', ...more });
const change = (contactId: string, more: Record<string, unknown> = {}) =>
  contactInput.parse({ contactId, version: 1, name: '沈国强', ...more });
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: { init?: { status?: number } }) => error.init?.status,
  );

describe('contacts', () => {
  it('are added once, with telephones as written here and names as they are read', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const input = typed({
        mobile: '+86 13800138000',
        phone: '0571-88888888转8001',
        email: 'a@b.cn',
        buyingRole: 'decision_maker',
        influence: '5',
      });
      expect((await createContact(w.manager, account.id, input)).ok).toBe(true);
      expect((await createContact(w.manager, account.id, input)).ok).toBe(true);
      const rows = await w.owner.select().from(contacts).where(eq(contacts.accountId, account.id));
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({
        pinyin: 'shanxiongxin',
        mobile: '138 0013 8000',
        influence: 5,
        attitude: 'unknown',
        unitId: account.unitId,
      });
      const events = await w.owner.select().from(journal).where(eq(journal.subjectId, input.id)).orderBy(journal.id);
      expect(events.map((event) => event.event)).toEqual(['contact.created']);
    }));

  it('refuse a telephone that is none, at its field', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const wrong = { mobile: 'contact.phone_invalid', phone: 'contact.phone_invalid' };
      const short = { id: newId(), name: '沈国强', mobile: '1380', phone: '88888888' };
      expect(checkInput(short, newContactInput)).toMatchObject({ fields: wrong });
      // of the right length, but no country has them
      const nowhere = typed({ mobile: '+999 1234 5678', phone: '+1 000 000 0000' });
      expect(await createContact(w.manager, account.id, nowhere)).toMatchObject({ fields: wrong });
    }));

  it('refuse a circle and a superior of another account', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const other = await w.account({ owner: w.manager, name: '另一家' });
      const boss = await w.contact(account);
      const clerk = await w.contact(account, { name: '钱雯', reportsToId: boss.id });
      const abroad = await w.contact(other);
      const save = (reportsToId: string) => updateContact(w.manager, account.id, change(boss.id, { reportsToId }));
      expect(await save(clerk.id)).toMatchObject({ fields: { reportsToId: 'contact.circle' } });
      expect(await save(boss.id)).toMatchObject({ fields: { reportsToId: 'contact.circle' } });
      expect(await save(abroad.id)).toMatchObject({ fields: { reportsToId: 'error.choose' } });
    }));

  it('tell the second of two who was first', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const { id } = await w.contact(account);
      expect((await updateContact(w.lead, account.id, change(id, { attitude: 'supports' }))).ok).toBe(true);
      const late = await updateContact(w.manager, account.id, change(id, { title: '行长' }));
      expect(late).toMatchObject({ reason: 'stale', details: { who: '刘洋' } });
    }));

  it('are deleted and brought back', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const { id } = await w.contact(account);
      expect((await deleteContact(w.manager, id, 1)).ok).toBe(true);
      expect(await listContactsOf(w.manager, account.id)).toEqual([]);
      expect((await restoreContact(w.manager, id)).ok).toBe(true);
      expect(await listContactsOf(w.manager, account.id)).toHaveLength(1);
    }));

  it('do not exist for strangers', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const { id } = await w.contact(account);
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.employee]) {
        expect(await listContactsOf(who, account.id)).toEqual([]);
        expect(await findContact(who, id)).toBeNull();
        expect(await thrown(createContact(who, account.id, typed()))).toBe(404);
        expect(await thrown(updateContact(who, account.id, change(id)))).toBe(404);
        expect(await thrown(deleteContact(who, id, 1))).toBe(404);
        expect(await thrown(restoreContact(who, id))).toBe(404);
      }
    }));

  it('may not be written by a service agent who sees them', () =>
    inWorld(async (w) => {
      const agent = await w.person({ unit: w.unit.zj, role: 'service_agent' });
      const account = await w.account({ owner: w.manager });
      const { id } = await w.contact(account);
      expect(await listContactsOf(agent, account.id)).toHaveLength(1);
      expect(await thrown(createContact(agent, account.id, typed()))).toBe(403);
      expect(await thrown(deleteContact(agent, id, 1))).toBe(403);
    }));
});
