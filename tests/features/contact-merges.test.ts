import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import { restoreContact } from '~/features/contacts/commands/delete.server';
import { getContact } from '~/features/contacts/queries.server';
import { setContactsApart } from '~/features/duplicates/commands/apart-contacts.server';
import { mergeAccounts } from '~/features/duplicates/commands/merge.server';
import { mergeContacts } from '~/features/duplicates/commands/merge-contacts.server';
import { undoMerge } from '~/features/duplicates/commands/undo.server';
import { undoContactMerge } from '~/features/duplicates/commands/undo-contacts.server';
import {
  countNaming,
  findContactMergedInto,
  getContactMerge,
  listContactMerges,
} from '~/features/duplicates/queries/contact-merges.server';
import { listContactPairs } from '~/features/duplicates/queries/contact-pairs.server';
import { listRecycled } from '~/features/timeline/recycle.server';
import { inWorld, type World } from '../support/world';

type Account = Awaited<ReturnType<World['account']>>;
type Contact = Awaited<ReturnType<World['contact']>>;
const asked = (kept: Contact, gone: Contact, more: object = {}) => ({
  id: newId(),
  kept: kept.id,
  gone: gone.id,
  keptVersion: kept.version,
  goneVersion: gone.version,
  choices: {},
  own: {},
  ...more,
});
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (answer: { init?: { status: number } }) => answer.init?.status,
  );
const later = (ctx: Context, ms = 5000) => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
const rowOf = async ({ owner }: World, table: string, id: string) =>
  [...(await owner.execute<Record<string, unknown>>(sql`select * from ${sql.identifier(table)} where id = ${id}`))][0]!;
const named = (name: string) => ({ name, ...searchText({ name, person: true }) });
const references = async ({ owner }: World) => [
  ...(await owner.execute<{ source: string; name: string }>(sql`select source, name from app.contact_references()`)),
];
const naming = async ({ owner }: World, source: string, name: string, id: string) => {
  const [found] = await owner.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(source)} where ${sql.identifier(name)} = ${id}`,
  );
  return found!.n;
};

/** What a merge itself writes, and what is only ever added to. */
const ledgers = ['contact_merges', 'contact_pairs', 'contact_checks', 'journal'];

/** Every row of every table, but for the contacts' versions. */
async function everything({ owner }: World) {
  const tables = await owner.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
  const found = new Map<string, string>();
  for (const { name } of [...tables].filter((table) => !ledgers.includes(table.name))) {
    const rows = await owner.execute<{ row: string }>(
      sql`select (to_jsonb(t) ${name === 'contacts' ? sql`- 'version'` : sql``})::text as row from ${sql.identifier(name)} t`,
    );
    for (const { row } of rows) {
      const { id = row } = JSON.parse(row) as { id?: string };
      found.set(`${name} ${id}`, row);
    }
  }
  return found;
}

/** Two contacts of whom everything that can name a contact names the second; both were at `shared`. */
async function twins(world: World) {
  const account = await world.account();
  const boss = await world.contact(account, named('周总'));
  const kept = await world.contact(account, {
    ...named('沈国强'),
    reportsToId: boss.id,
    custom: { hobby: '围棋' },
  });
  const gone = await world.contact(account, {
    ...named('沈国强'),
    mobile: '138 0013 8000',
    attitude: 'supports',
    reportsToId: boss.id,
    custom: { hobby: '钓鱼', birthday: '1980-02-29' },
  });
  const below = await world.contact(account, { ...named('小李'), reportsToId: gone.id });
  const deal = await world.opportunity(account);
  const visit = await world.visit(account);
  const shared = await world.visit(account);
  const { owner } = world;
  const own = sql`${account.tenantId}::integer, gen_random_uuid(), ${account.unitId}::integer, ${account.ownerId}::uuid, ${account.id}::uuid`;
  for (const [where, who] of [
    [visit, gone],
    [shared, gone],
    [shared, kept],
  ] as const) {
    await owner.execute(sql`insert into visit_attendees (tenant_id, id, unit_id, owner_id, account_id, visit_id, contact_id)
      values (${own}, ${where.id}, ${who.id})`);
    await owner.execute(sql`insert into visit_invitations (tenant_id, id, unit_id, owner_id, account_id, visit_id, contact_id, address, title, starts_at, minutes, sequence)
      values (${own}, ${where.id}, ${who.id}, 'guest@example.com', '会面', now(), 60, 0)`);
  }
  await owner.execute(sql`insert into visit_confirmations (tenant_id, id, unit_id, owner_id, account_id, visit_id, contact_id, token_hash, code_hash, expires_at)
    values (${own}, ${visit.id}, ${gone.id}, 'a', 'b', now())`);
  await owner.execute(
    sql`update visits set confirmed_at = now(), confirmed_contact_id = ${gone.id} where id = ${visit.id}`,
  );
  await owner.execute(sql`insert into interactions (tenant_id, id, unit_id, owner_id, account_id, contact_id, channel, at, text)
    values (${own}, ${gone.id}, 'phone', now(), '来电')`);
  await owner.execute(sql`insert into qualifications (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, proposed, decider_id)
    values (${own}, ${deal.id}, 'go', ${gone.id})`);
  await owner.execute(sql`insert into leads (tenant_id, id, unit_id, pool_unit_id, source, company, contact_name, phone, need, account_id, contact_id)
    values (${account.tenantId}, gen_random_uuid(), ${account.unitId}, ${account.unitId}, 'employee', '客户', '沈', '1', '专线', ${account.id}, ${gone.id})`);
  for (const key of ['hobby', 'birthday'])
    await owner.execute(sql`insert into custom_fields (tenant_id, id, entity, key, kind, label, is_filterable)
      values (${account.tenantId}, gen_random_uuid(), 'contacts', ${key}, ${key === 'hobby' ? 'text' : 'day'}, ${key}, true)`);
  // gathered by the trigger from here on
  await owner.execute(sql`update contacts set custom = custom || '{"z": 1}' where id in (${kept.id}, ${gone.id})`);
  await owner.execute(sql`update contacts set custom = custom - 'z' where id in (${kept.id}, ${gone.id})`);
  return { account, boss, kept, gone, below, deal, visit, shared };
}

describe('a merge of two contacts', () => {
  it('leaves nothing naming the one that goes, and undone every row of every table is as it was', () =>
    inWorld(async (world) => {
      const { account, kept, gone, below, shared } = await twins(world);
      const all = await references(world);
      expect(all.map(({ source, name }) => `${source}.${name}`)).toEqual(
        expect.arrayContaining(['contacts.reports_to_id', 'qualifications.decider_id', 'visits.confirmed_contact_id']),
      );
      for (const { source, name } of all)
        expect([source, name, await naming(world, source, name, gone.id)]).not.toEqual([source, name, 0]);
      expect(await countNaming(world.manager, gone.tenantId, gone.id)).toMatchObject({
        'visit_attendees.contact_id': 2,
        'contacts.reports_to_id': 1,
      });
      const before = await everything(world);
      const input = asked(kept, gone, {
        choices: { mobile: 'gone', attitude: 'gone' },
        own: { birthday: 'gone', hobby: 'kept' },
      });
      expect(await mergeContacts(world.manager, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await mergeContacts(world.manager, input)).toEqual({ ok: true, value: { id: input.id } });
      for (const { source, name } of all)
        expect([source, name, await naming(world, source, name, gone.id)]).toEqual([
          source,
          name,
          // the mail about the visit both are invited to has gone out
          source === 'visit_invitations' ? 1 : 0,
        ]);
      expect(await rowOf(world, 'contacts', kept.id)).toMatchObject({
        mobile: '138 0013 8000',
        attitude: 'supports',
        custom: { hobby: '围棋', birthday: '1980-02-29' },
      });
      expect(await rowOf(world, 'contacts', below.id)).toMatchObject({ reports_to_id: kept.id });
      const there = await world.owner.execute(
        sql`select 1 from visit_attendees where visit_id = ${shared.id} and contact_id = ${kept.id}`,
      );
      expect(there.length).toBe(1);
      const kept2 = await world.owner.execute<{ value: string }>(
        sql`select value from custom_values where record_id = ${kept.id} order by value`,
      );
      expect([...kept2].map(({ value }) => value)).toEqual(['1980-02-29', '围棋']);
      const told = await world.owner.execute<{ event: string; before: { mobile?: unknown } }>(
        sql`select event, before from journal where subject_id in (${kept.id}, ${gone.id}) order by event`,
      );
      expect([...told].map(({ event }) => event)).toEqual(['contact.merged', 'contact.merged_away']);
      expect(told[0]!.before).toMatchObject({ mobile: null, attitude: 'unknown', merged: '沈国强' });
      expect(await findContactMergedInto(world.manager, gone.id)).toMatchObject({ id: kept.id });
      expect((await listContactMerges(world.manager)).map(({ id }) => id)).toContain(input.id);
      expect((await listRecycled(world.manager)).rows.filter(({ id }) => id === gone.id)).toEqual([]);
      expect(await restoreContact(world.lead, gone.id)).toMatchObject({ ok: false, reason: 'contact.is_merged' });

      const undone = await undoContactMerge(later(world.manager), input.id);
      expect(undone).toMatchObject({ ok: true, value: { left: { fields: [], changed: {}, gone: {}, added: {} } } });
      const after = await everything(world);
      expect([...after].filter(([key, row]) => before.get(key) !== row)).toEqual([]);
      expect(after.size).toBe(before.size);
      expect(await undoContactMerge(world.manager, input.id)).toMatchObject({ ok: true });
      expect(await findContactMergedInto(world.manager, gone.id)).toBeNull();
      expect((await getContact(world.manager, gone.id)).accountId).toBe(account.id);
    }));

  it('is for those who see both and may, on what they saw, within one account', () =>
    inWorld(async (world) => {
      const account = await world.account();
      const kept = await world.contact(account);
      const gone = await world.contact(account);
      const elsewhere = await world.contact(await world.account({ name: '另一家' }));
      for (const who of [world.stranger, world.strangerDirector, world.colleague, world.trainer, world.employee])
        expect(await status(mergeContacts(who, asked(kept, gone)))).toBe(404);
      await world.owner.execute(sql`insert into assignments (tenant_id, id, unit_id, owner_id, account_id, role, during)
        values (${account.tenantId}, ${newId()}, ${account.unitId}, ${world.employee.actor.personId}, ${account.id}, 'backup', '[2026-01-01,)')`);
      expect(await status(mergeContacts(world.employee, asked(kept, gone)))).toBe(403);
      const refusals = [
        [asked(kept, kept), 'twins.same'],
        [asked(kept, elsewhere), 'twins.other_account'],
        [asked(kept, gone, { keptVersion: 9 }), 'stale'],
        [asked(kept, gone, { goneVersion: 9 }), 'stale'],
      ] as const;
      for (const [input, reason] of refusals)
        expect(await mergeContacts(world.manager, input)).toMatchObject({ ok: false, reason });
      const input = asked(kept, gone);
      await mergeContacts(world.manager, input);
      for (const who of [world.stranger, world.strangerDirector, world.colleague]) {
        expect(await status(undoContactMerge(who, input.id))).toBe(404);
        expect(await status(getContactMerge(who, input.id))).toBe(404);
        expect(await listContactMerges(who)).toEqual([]);
        expect(await findContactMergedInto(who, gone.id)).toBeNull();
      }
      // the second wall, asked past the first
      const seen = await world.stranger.db.execute(sql`select id from contact_merges where id = ${input.id}`);
      expect(seen.length).toBe(0);
      const told = world.stranger.db.execute<{ into: unknown }>(
        sql`select app.contact_merged_into(${gone.id}) as into`,
      );
      expect((await told)[0]!.into).toBeNull();
    }));

  it('cannot be done past the walls by the function behind it', () =>
    inWorld(async (world) => {
      const account = await world.account();
      const [kept, gone] = [await world.contact(account), await world.contact(account)];
      await expect(
        world.stranger.db.execute(
          sql`select app.merge_contacts(${account.tenantId}, ${kept.id}, ${gone.id}, ${newId()}, '{}'::text[], '{}'::jsonb, now())`,
        ),
      ).rejects.toThrow();
    }));

  it('keeps the line of reporting a line', () =>
    inWorld(async (world) => {
      const account = await world.account();
      const top = await world.contact(account, { name: '总' });
      const gone = await world.contact(account, { name: '甲', reportsToId: top.id });
      const between = await world.contact(account, { name: '乙', reportsToId: gone.id });
      const kept = await world.contact(account, { name: '丙', reportsToId: between.id });
      expect(await mergeContacts(world.manager, asked(kept, gone, { choices: { reportsToId: 'gone' } }))).toMatchObject(
        { ok: false, fields: { 'choices.reportsToId': 'contact.circle' } },
      );
      const input = asked(kept, gone);
      expect(await mergeContacts(world.manager, input)).toMatchObject({ ok: true });
      expect(await rowOf(world, 'contacts', kept.id)).toMatchObject({ reports_to_id: top.id });
      expect(await rowOf(world, 'contacts', between.id)).toMatchObject({ reports_to_id: kept.id });
      // a line drawn since would lead back to where it began
      await world.owner.execute(sql`update contacts set reports_to_id = ${between.id} where id = ${top.id}`);
      await world.owner.execute(sql`update contacts set reports_to_id = null where id = ${kept.id}`);
      expect(await undoContactMerge(later(world.manager), input.id)).toMatchObject({
        ok: true,
        value: { left: { fields: ['reports_to_id'] } },
      });
      expect(await rowOf(world, 'contacts', between.id)).toMatchObject({ reports_to_id: gone.id });
      expect(await rowOf(world, 'contacts', gone.id)).toMatchObject({ reports_to_id: null });
    }));

  it('undone keeps what was done since, and says so', () =>
    inWorld(async (world) => {
      const { kept, gone, visit, shared } = await twins(world);
      const input = asked(kept, gone, { choices: { mobile: 'gone' }, own: { birthday: 'gone', hobby: 'gone' } });
      await mergeContacts(world.manager, input);
      await world.owner.execute(
        sql`update contacts set mobile = '139 0000 0000', custom = custom || '{"hobby": "书法"}' where id = ${kept.id}`,
      );
      await world.owner.execute(sql`delete from visit_attendees where visit_id in (${visit.id}, ${shared.id})`);
      const call = newId();
      await world.owner.execute(sql`insert into interactions (tenant_id, id, unit_id, owner_id, account_id, contact_id, channel, at, text, created_at)
        values (${kept.tenantId}, ${call}, ${kept.unitId}, ${kept.ownerId}, ${kept.accountId}, ${kept.id}, 'phone', now(), '来电', ${later(world.manager, 1000).now.toISOString()})`);
      const undone = await undoContactMerge(later(world.manager), input.id);
      expect(undone).toMatchObject({
        ok: true,
        value: { left: { fields: ['mobile', 'custom.hobby'].sort(), added: { interactions: [call] } } },
      });
      if (undone.ok) expect(undone.value.left?.gone.visit_attendees).toHaveLength(2);
      expect(await rowOf(world, 'contacts', kept.id)).toMatchObject({
        mobile: '139 0000 0000',
        custom: { hobby: '书法' },
      });
      expect((await rowOf(world, 'contacts', kept.id)).search).toContain('13900000000');
      expect(await rowOf(world, 'contacts', gone.id)).toMatchObject({ deleted_at: null, mobile: '138 0013 8000' });
    }));

  it('is undone from the last to the first, before the merge of their accounts', () =>
    inWorld(async (world) => {
      const [one, two] = [await world.account({ name: '西湖酒店' }), await world.account({ name: '西湖大酒店' })];
      const [kept, gone] = [await world.contact(one), await world.contact(two)];
      const third = await world.contact(one, { name: '第三人' });
      const accounts = {
        ...{ id: newId(), kept: one.id, gone: two.id, keptVersion: 1, goneVersion: 1, choices: {}, own: {} },
      };
      expect(await mergeAccounts(world.lead, accounts)).toMatchObject({ ok: true });
      const first = asked(kept, gone);
      expect(await mergeContacts(later(world.lead), first)).toMatchObject({ ok: true });
      const second = asked(third, { ...kept, version: kept.version + 1 });
      expect(await mergeContacts(later(world.lead), second)).toMatchObject({ ok: true });
      expect(await findContactMergedInto(world.lead, gone.id)).toMatchObject({ id: third.id });
      expect(await undoContactMerge(world.lead, first.id)).toMatchObject({ ok: false, reason: 'twins.kept_gone' });
      expect(await undoMerge(world.lead, accounts.id)).toMatchObject({
        ok: false,
        reason: 'duplicates.contacts_first',
      });
      expect(await undoContactMerge(later(world.lead), second.id)).toMatchObject({ ok: true });
      expect(await undoContactMerge(later(world.lead), first.id)).toMatchObject({ ok: true });
      expect(await undoMerge(later(world.lead), accounts.id)).toMatchObject({ ok: true });
      expect(await rowOf(world, 'contacts', gone.id)).toMatchObject({ account_id: two.id, deleted_at: null });
    }));
});

describe('likely duplicate contacts', () => {
  const look = ({ owner }: World) => owner.execute(sql`select app.find_contact_twins(5000)`);
  const pairsOf = async (ctx: Context, account: Account) =>
    (await listContactPairs(ctx, 'open', account.id)).map(({ low, high, reasons }) => [
      [low.name, high.name].sort().join(' '),
      reasons,
    ]);

  it('are found by mobile, e-mail, name and how it sounds, within an account', () =>
    inWorld(async (world) => {
      const account = await world.account();
      const make = (name: string, more: object = {}) => world.contact(account, { ...named(name), ...more });
      await make('王芳', { mobile: '138 0013 8001' });
      await make('王 芳');
      await make('王方', { mobile: '138 0013 8009' });
      await make('李甲', { mobile: '+86 138 0013 8002', email: 'A@x.cn' });
      await make('李乙', { mobile: '13800138002' });
      await make('李丙', { email: 'a@x.cn ' });
      for (const name of ['一', '二', '三', '四', '五']) await make(`总机${name}`, { mobile: '0571 8888 8888' });
      await world.contact(await world.account({ name: '别家' }), { ...named('李甲'), mobile: '138 0013 8002' });
      await look(world);
      expect((await pairsOf(world.manager, account)).sort()).toEqual([
        ['李丙 李甲', ['email']],
        ['李乙 李甲', ['mobile']],
        ['王 芳 王方', ['sound']],
        ['王 芳 王芳', ['name']],
      ]);
      for (const who of [world.stranger, world.strangerDirector, world.colleague])
        expect(await listContactPairs(who, 'open')).toEqual([]);
      expect((await world.stranger.db.execute(sql`select * from contact_pairs`)).length).toBe(0);
      expect((await world.manager.db.execute(sql`select id from contact_pairs`)).length).toBe(4);
    }));

  it('told apart stay so; what is changed or joined is compared again', () =>
    inWorld(async (world) => {
      const [account, other] = [await world.account(), await world.account({ name: '另一家' })];
      const one = await world.contact(account, named('王芳'));
      await world.contact(account, named('王芳'));
      const third = await world.contact(account, { ...named('赵路'), email: 'z@x.cn' });
      await world.contact(other, { ...named('赵陆'), email: 'z@x.cn' });
      await look(world);
      const [pair] = await listContactPairs(world.manager, 'open', account.id);
      for (const who of [world.stranger, world.colleague])
        expect(await status(setContactsApart(who, pair!.id, true))).toBe(404);
      expect(await setContactsApart(world.manager, pair!.id, true)).toMatchObject({ ok: true });
      expect(await setContactsApart(world.manager, pair!.id, true)).toMatchObject({ ok: true });
      await world.owner.execute(sql`update contacts set mobile = '138 0013 8000' where id = ${one.id}`);
      await look(world);
      expect(await pairsOf(world.manager, account)).toEqual([]);
      expect(await listContactPairs(world.manager, 'apart', account.id)).toHaveLength(1);
      expect(await setContactsApart(world.manager, pair!.id, false)).toMatchObject({ ok: true });
      expect(await pairsOf(world.manager, account)).toHaveLength(1);

      const input = { ...{ id: newId(), kept: account.id, gone: other.id, keptVersion: 1, goneVersion: 1 } };
      await mergeAccounts(world.lead, { ...input, choices: {}, own: {} });
      await look(world);
      expect(await pairsOf(world.manager, account)).toEqual(
        [
          ['王芳 王芳', ['name']],
          ['赵路 赵陆', ['email', 'sound']],
        ].sort((a, b) => String(b[0]).localeCompare(String(a[0]))),
      );
      await world.owner.execute(
        sql`update contacts set email = null, name = '钱七', pinyin = 'qianqi' where id = ${third.id}`,
      );
      await look(world);
      expect(await pairsOf(world.manager, account)).toEqual([['王芳 王芳', ['name']]]);
    }));
});
