import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { createAccount } from '~/features/accounts/commands/create.server';
import { setAccountFact, updateAccount } from '~/features/accounts/commands/update.server';
import { readAccountFilters } from '~/features/accounts/filters';
import { accountInput, newAccountInput } from '~/features/accounts/input';
import { getRegister } from '~/features/accounts/queries/list.server';
import { getAccount } from '~/features/accounts/queries.server';
import { createContact, updateContact } from '~/features/contacts/commands/save.server';
import { contactInput, newContactInput } from '~/features/contacts/input';
import { listContactsOf } from '~/features/contacts/queries.server';
import { retireField, saveField } from '~/features/custom-fields/commands.server';
import { customCriteria } from '~/features/custom-fields/filters.server';
import { fieldInput } from '~/features/custom-fields/input';
import type { CustomValues } from '~/features/custom-fields/rules';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { listJournalOf } from '~/features/people/history.server';
import { editVisit } from '~/features/visits/commands/change.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { editInput } from '~/features/visits/input';
import { countVisits, listVisits } from '~/features/visits/queries/list.server';
import { everything, logOf, outcome, planOf, rowOf } from '../support/visit-inputs';
import { inWorld, type World } from '../support/world';

const define = async (ctx: Context, entity: string, more: object = {}) => {
  const id = newId();
  const typed = { id, version: '0', entity, kind: 'one', key: 'level', label: '信创要求', options: '全国产\n部分国产' };
  const result = await saveField(ctx, fieldInput.parse({ ...typed, ...more }));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return id;
};
const missing = { data: { reason: 'not_found' } };

describe('a company’s own fields on accounts', () => {
  const typed = (more: object = {}) =>
    newAccountInput.parse({ id: newId(), name: '西湖酒店', kind: 'private', grade: 'B', ...more });

  it('are required where they are defined so, in new ones and when edited', () =>
    inWorld(async (w) => {
      await define(w.admin, 'accounts', { isRequired: 'on' });
      expect(await createAccount(w.manager, typed())).toMatchObject({ fields: { 'custom.level': 'error.choose' } });
      // made in passing it is asked for nothing, and elsewhere nobody has heard of it
      const { custom: _, ...passing } = typed();
      expect(await createAccount(w.manager, passing)).toMatchObject({ ok: true });
      expect(await createAccount(w.stranger, typed())).toMatchObject({ ok: true });
      expect(await createAccount(w.stranger, typed({ custom: { level: '全国产' } }))).toMatchObject({
        fields: { 'custom.level': 'custom_field.unknown' },
      });
      const input = typed({ custom: { level: '全国产' } });
      expect(await createAccount(w.manager, input)).toMatchObject({ ok: true });
      expect((await getAccount(w.manager, input.id)).custom).toEqual({ level: '全国产' });

      const edit = (ctx: Context, version: number, custom?: object) =>
        updateAccount(
          ctx,
          input.id,
          accountInput.parse({ name: '西湖酒店', kind: 'private', grade: 'B', version, custom }),
        );
      expect(await edit(w.manager, 1, { level: '' })).toMatchObject({ fields: { 'custom.level': 'error.choose' } });
      expect(await edit(w.manager, 1, { level: '进口' })).toMatchObject({ fields: { 'custom.level': 'error.choose' } });
      expect(await edit(w.manager, 1, { level: '部分国产' })).toMatchObject({ ok: true, value: { version: 2 } });
      expect(await edit(w.manager, 1, { level: '全国产' })).toMatchObject({ reason: 'stale' });
      await expect(edit(w.stranger, 2, { level: '全国产' })).rejects.toMatchObject(missing);
      expect((await listJournalOf(w.manager, input.id))[0]).toMatchObject({
        before: { 'custom.level|one|信创要求|': '全国产' },
        after: { 'custom.level|one|信创要求|': '部分国产' },
      });
      // one fact changed in place leaves them as they are
      expect(await setAccountFact(w.manager, input.id, { field: 'grade', value: 'A', version: 2 })).toMatchObject({
        ok: true,
      });
      expect((await getAccount(w.manager, input.id)).custom).toEqual({ level: '部分国产' });
    }));

  it('stay when they are retired, and take nothing new', () =>
    inWorld(async (w) => {
      const id = await define(w.admin, 'accounts');
      const input = typed({ custom: { level: '全国产' } });
      await createAccount(w.manager, input);
      await retireField(w.admin, id, { version: 1, retired: true });
      const edit = (custom: object) =>
        updateAccount(
          w.manager,
          input.id,
          accountInput.parse({ name: '西湖大酒店', kind: 'private', grade: 'B', version: 1, custom }),
        );
      expect(await edit({ level: '部分国产' })).toMatchObject({
        fields: { 'custom.level': 'custom_field.is_retired' },
      });
      expect(await edit({})).toMatchObject({ ok: true });
      expect((await getAccount(w.manager, input.id)).custom).toEqual({ level: '全国产' });
    }));
});

describe('a company’s own fields on contacts', () => {
  it('are written with the person', () =>
    inWorld(async (w) => {
      await define(w.admin, 'contacts', { kind: 'several', isRequired: 'on' });
      const account = await w.account({ owner: w.manager });
      const input = newContactInput.parse({ id: newId(), name: '单雄信', custom: { level: ['', '部分国产'] } });
      expect(await createContact(w.manager, account.id, { ...input, custom: {} })).toMatchObject({
        fields: { 'custom.level': 'error.choose' },
      });
      expect(await createContact(w.manager, account.id, input)).toMatchObject({ ok: true });
      const change = (custom: object, version: number) =>
        updateContact(
          w.manager,
          account.id,
          contactInput.parse({ contactId: input.id, version, name: '单雄信', custom }),
        );
      expect(await change({ level: ['', '全国产', '部分国产'] }, 1)).toMatchObject({ ok: true });
      expect(await change({ level: [''] }, 2)).toMatchObject({ fields: { 'custom.level': 'error.choose' } });
      const [contact] = await listContactsOf(w.manager, account.id);
      expect(contact).toMatchObject({ custom: { level: ['全国产', '部分国产'] }, version: 2 });
    }));
});

describe('a company’s own fields on visits', () => {
  it('may be planned without, and belong to its record', () =>
    inWorld(async (w) => {
      await define(w.admin, 'visits', { kind: 'yes_no', isRequired: 'on' });
      const account = await w.account({ owner: w.manager });
      const plan = planOf(account.id, { plannedAt: '2026-11-21T08:30' });
      expect(await createVisit(w.manager, plan)).toMatchObject({ ok: true });
      expect(await completeVisit(w.manager, plan.id, outcome())).toMatchObject({
        fields: { 'custom.level': 'error.required' },
      });
      expect(await completeVisit(w.manager, plan.id, outcome({ custom: { level: 'no' } }))).toMatchObject({ ok: true });
      const row = await rowOf(w, plan.id);
      expect(row.custom).toEqual({ level: false });
      const edit = (custom: object) =>
        editVisit(
          w.manager,
          plan.id,
          editInput.parse({
            ...row,
            plannedAt: '2026-11-21T08:30',
            plannedMinutes: '60',
            note: row.note ?? '',
            custom,
          }),
        );
      expect(await edit({ level: '' })).toMatchObject({ fields: { 'custom.level': 'error.required' } });
      expect(await edit({ level: 'yes' })).toMatchObject({ ok: true });
      expect((await rowOf(w, plan.id)).custom).toEqual({ level: true });
      const log = logOf(account.id);
      expect(await createVisit(w.manager, log)).toMatchObject({ fields: { 'custom.level': 'error.required' } });
      expect(await createVisit(w.manager, { ...log, custom: { level: 'yes' } })).toMatchObject({ ok: true });
      expect((await rowOf(w, log.id)).custom).toEqual({ level: true });
    }));
});

describe('lists narrowed by a company’s own fields', () => {
  const found = async (ctx: Context, query: string) => {
    const params = new URLSearchParams(query);
    const ask = await readAsk(ctx, params);
    const page = await listOpportunities(ctx, ask.filter, ask.narrow, ask.all, { sort: '-updated' });
    return page.rows.map(({ title }) => title).sort();
  };
  const walked = async (w: World) => {
    const [criterion] = (await customCriteria(w.manager, 'opportunities', new URLSearchParams('c.lines.from=5')))!;
    return [criterion!.ids, await found(w.manager, 'c.lines.from=5')];
  };
  const gather = async (w: World, id: string) => {
    let done: string | null | undefined = '00000000-0000-0000-0000-000000000000';
    while (done) {
      const [row]: { done: string | null }[] = [
        ...(await w.owner.execute<{ done: string | null }>(
          sql`select app.index_custom_batch(${w.admin.actor.tenantId}, ${id}, ${done}::uuid, 1) as done`,
        )),
      ];
      done = row?.done;
    }
  };
  const lines = { kind: 'number', key: 'lines', label: '条数', options: '', decimals: '1', isFilterable: 'on' };

  it('find by value and by what lies between, within sight only', () =>
    inWorld(async (w) => {
      await define(w.admin, 'opportunities', lines);
      await define(w.admin, 'opportunities', { isFilterable: 'on', kind: 'several' });
      await define(w.admin, 'opportunities', { key: 'secret', kind: 'yes_no', isFilterable: 'on' });
      await define(w.admin, 'opportunities', { key: 'tender', kind: 'day', isFilterable: 'on' });
      const account = await w.account({ owner: w.manager });
      const give = (title: string, custom: CustomValues) => w.opportunity(account, { title, custom });
      await give('a', { lines: 5, level: ['全国产', '部分国产'], secret: true, tender: '2026-12-01' });
      await give('b', { lines: 12.5, level: ['部分国产'], secret: false, tender: '2026-12-31' });
      await give('c', {});
      const theirs = await w.account({ owner: w.otherTeam });
      await w.opportunity(theirs, { title: 'x', custom: { lines: 7, level: ['全国产'] } });

      expect(await found(w.manager, 'c.lines.from=5&c.lines.to=12')).toEqual(['a']);
      expect(await found(w.manager, 'c.lines.from=12.5')).toEqual(['b']);
      expect(await found(w.manager, 'c.level=部分国产')).toEqual(['a', 'b']);
      expect(await found(w.manager, 'c.level=部分国产&c.secret=no')).toEqual(['b']);
      expect(await found(w.manager, 'c.tender.from=2026-12-02&c.tender.to=2026-12-31')).toEqual(['b']);
      expect(await found(w.manager, 'c.level=没有')).toEqual([]);
      expect(await found(w.director, 'c.level=全国产')).toEqual(['a', 'x']);
      expect(await found(w.hq, 'c.level=全国产')).toEqual(['a', 'x']);
      expect(await found(w.stranger, 'c.level=全国产')).toEqual([]);
      // what makes no sense counts as absent
      for (const odd of [
        'c.lines.from=abc',
        'c.secret=maybe',
        'c.tender.from=2026-02-30',
        'c.level=%00',
        'c.nobody=1',
        'c.=1',
      ])
        expect(await found(w.manager, odd)).toEqual(['a', 'b', 'c']);
      expect(await found(w.manager, `c.level=${encodeURIComponent('"\\ || true')}`)).toEqual([]);
    }));

  it('follow every change, and a field made filterable later knows what was there', () =>
    inWorld(async (w) => {
      const id = await define(w.admin, 'opportunities', { ...lines, isFilterable: '' });
      const account = await w.account({ owner: w.manager });
      const deal = await w.opportunity(account, { title: 'a', custom: { lines: 5 } });
      await w.opportunity(account, { title: 'b', custom: {} });
      expect(await found(w.manager, 'c.lines.from=9')).toEqual(['a', 'b']); // not one to filter by yet
      const typed = { ...lines, id, version: '1', entity: 'opportunities' };
      expect(await saveField(w.admin, fieldInput.parse(typed))).toMatchObject({ ok: true });
      // walked until the job has gathered what was there, a record at a time here
      expect(await walked(w)).toEqual([null, ['a']]);
      await gather(w, id);
      expect(await walked(w)).toEqual([[deal.id], ['a']]);
      const edit = (value: string, version: number) =>
        updateOpportunity(w.manager, deal.id, { custom: { lines: value }, version });
      await edit('9', 1);
      expect(await found(w.manager, 'c.lines.to=5')).toEqual([]);
      expect(await found(w.manager, 'c.lines.from=9')).toEqual(['a']);
      await edit('', 2);
      expect(await found(w.manager, 'c.lines.from=0')).toEqual([]);
      expect(await saveField(w.admin, fieldInput.parse({ ...typed, version: '2', isFilterable: '' }))).toMatchObject({
        ok: true,
      });
      await gather(w, id);
      expect([...(await w.owner.execute(sql`select 1 from custom_values where field_id = ${id}`))]).toEqual([]);
    }));

  it('say the same by index and along the list', () =>
    inWorld(async (w) => {
      await define(w.admin, 'accounts', { isFilterable: 'on' });
      await define(w.admin, 'visits', { isFilterable: 'on' });
      const account = await w.account({ owner: w.manager, name: '甲', custom: { level: '全国产' } });
      await w.account({ owner: w.manager, name: '乙', custom: { level: '部分国产' } });
      await w.visit(account, { purpose: '谈', custom: { level: '全国产' } });
      await w.visit(account, { purpose: '访' });
      const params = new URLSearchParams('c.level=全国产');
      const [criterion] = (await customCriteria(w.manager, 'accounts', params))!;
      expect(criterion).toEqual({ path: '$."level" == "全国产"', ids: [account.id] });
      for (const ids of [criterion!.ids, null]) {
        const custom = [{ path: criterion!.path, ids }];
        const filters = { ...readAccountFilters(new URLSearchParams(), w.manager.actor.personId), custom };
        const { rows, count } = await getRegister(w.manager, filters, {});
        expect([rows.map(({ name }) => name), count]).toEqual([['甲'], 1]);
        expect(rows[0]!.custom).toEqual({ level: '全国产' });
      }
      const custom = await customCriteria(w.manager, 'visits', params);
      expect((await listVisits(w.manager, { ...everything, custom })).rows.map(({ purpose }) => purpose)).toEqual([
        '谈',
      ]);
      expect(await countVisits(w.manager, { ...everything, custom })).toBe(1);
      // keys are given for fields one may read, and the values to nobody
      expect(await customCriteria(w.stranger, 'accounts', params)).toBeNull();
      await expect(w.manager.db.execute(sql`select 1 from custom_values`)).rejects.toThrow();
    }));
});
