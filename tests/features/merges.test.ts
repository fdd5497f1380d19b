import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import { restoreAccount } from '~/features/accounts/commands/delete.server';
import { setAccountFact } from '~/features/accounts/commands/update.server';
import { composeEvent } from '~/features/api/webhook-body.server';
import { setApart } from '~/features/duplicates/commands/apart.server';
import { mergeAccounts } from '~/features/duplicates/commands/merge.server';
import { undoMerge } from '~/features/duplicates/commands/undo.server';
import { ownDifferences, takenColumns } from '~/features/duplicates/own-fields.server';
import { countMoving, findMergedInto, getMerge } from '~/features/duplicates/queries/merges.server';
import { listPairs } from '~/features/duplicates/queries/pairs.server';
import { listRecycled } from '~/features/timeline/recycle.server';
import { inWorld, type World } from '../support/world';

type Account = Awaited<ReturnType<World['account']>>;
const asked = (kept: Account, gone: Account, more: object = {}) => ({
  ...{
    id: newId(),
    kept: kept.id,
    gone: gone.id,
    keptVersion: kept.version,
    goneVersion: gone.version,
    choices: {},
    own: {},
  },
  ...more,
});
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (answer: { init?: { status: number } }) => answer.init?.status,
  );
const rowOf = async ({ owner }: World, table: string, id: string) =>
  [...(await owner.execute<Record<string, unknown>>(sql`select * from ${sql.identifier(table)} where id = ${id}`))][0]!;

async function both(world: World) {
  const kept = await world.account({ name: '西湖酒店', phone: null });
  const gone = await world.account({ name: '西湖大酒店', phone: '0571 8888 8888', owner: world.colleague });
  return { kept, gone };
}
/** The search job looks at what is at least a minute old. */
const look = async ({ owner }: World) => {
  await owner.execute(
    sql`update accounts set updated_at = now() - interval '1 hour' where updated_at > now() - interval '2 minutes'`,
  );
  await owner.execute(sql`delete from settings where key = 'duplicates.mark'`);
  await owner.execute(sql`select app.find_duplicates(5000)`);
};

describe('a merge', () => {
  it('moves what hangs on the one to the other, takes what was chosen, and lets the team see it', () =>
    inWorld(async (world) => {
      const { kept, gone } = await both(world);
      const contact = await world.contact(gone);
      const deal = await world.opportunity(gone);
      const visit = await world.visit(gone);
      expect(await countMoving(world.lead, gone.tenantId, gone.id)).toMatchObject({
        'contacts.account_id': 1,
        'visits.account_id': 1,
      });
      const input = asked(kept, gone, { choices: { phone: 'gone', name: 'kept' } });
      expect(await mergeAccounts(world.lead, input)).toEqual({ ok: true, value: { id: input.id } });
      for (const [table, row] of [
        ['contacts', contact],
        ['opportunities', deal],
        ['visits', visit],
      ] as const)
        expect((await rowOf(world, table, row.id)).account_id).toBe(kept.id);
      expect(await rowOf(world, 'accounts', kept.id)).toMatchObject({ name: '西湖酒店', phone: '0571 8888 8888' });
      expect(await findMergedInto(world.colleague, gone.id)).toBe(kept.id);
      expect((await listRecycled(world.lead)).rows.filter(({ id }) => id === gone.id)).toEqual([]);
      expect(await restoreAccount(world.lead, gone.id)).toMatchObject({ ok: false, reason: 'account.is_merged' });
      expect(await mergeAccounts(world.lead, input)).toEqual({ ok: true, value: { id: input.id } });
      const events = await world.owner.execute<{ event: string }>(
        sql`select event from journal where subject_id in (${kept.id}, ${gone.id}) order by event`,
      );
      expect([...events].map(({ event }) => event)).toEqual(['account.merged', 'account.merged_away']);
    }));

  it('takes along what was chosen of the own fields of the company, and undone puts each back that stayed as it was', () =>
    inWorld(async (world) => {
      const { kept, gone } = await both(world);
      const { owner } = world;
      for (const [key, kind, place] of [
        ['cloud', 'text', 1],
        ['tags', 'several', 2],
        ['score', 'number', 3],
      ] as const)
        await owner.execute(sql`insert into custom_fields (tenant_id, id, entity, key, kind, label, is_filterable, position)
          values (${kept.tenantId}, gen_random_uuid(), 'accounts', ${key}, ${kind}, ${key}, true, ${place})`);
      const hold = (id: string, custom: object) =>
        owner.execute(sql`update accounts set custom = ${JSON.stringify(custom)}::jsonb where id = ${id}`);
      await hold(kept.id, { cloud: '自建', score: 3 });
      await hold(gone.id, { cloud: '公有云', tags: ['甲', '乙'], score: 5 });
      const held = async (id: string) => (await rowOf(world, 'accounts', id)).custom;
      const found = async () =>
        (
          await owner.execute<{ v: string }>(sql`select coalesce(value, number::text) as v from custom_values
            where record_id = ${kept.id} order by 1`)
        ).map(({ v }) => v);
      const differ = await ownDifferences(world.lead, 'accounts', {
        kept: { ...kept, custom: { cloud: '自建', score: 3 } },
        gone: { ...gone, custom: { cloud: '公有云', tags: ['甲', '乙'], score: 5 } },
      });
      expect(differ.map(({ choice, takes }) => [choice, takes])).toEqual([
        ['own.cloud', false],
        ['own.tags', true],
        ['own.score', false],
      ]);
      const input = asked(kept, gone, { own: { tags: 'gone', cloud: 'gone', score: 'kept', strange: 'gone' } });
      expect(await mergeAccounts(world.lead, input)).toMatchObject({ ok: true });
      expect(await held(kept.id)).toEqual({ cloud: '公有云', tags: ['甲', '乙'], score: 3 });
      expect(await found()).toEqual(['3', '乙', '公有云', '甲'].sort());
      const { merge } = await getMerge(world.lead, input.id);
      expect(takenColumns(merge.fields)).toEqual(['custom.cloud', 'custom.tags']);
      const [entry] = await owner.execute<{ before: object; after: object }>(
        sql`select before, after from journal where subject_id = ${kept.id} and event = 'account.merged'`,
      );
      expect(entry).toMatchObject({
        before: { 'custom.cloud|text|cloud|': '自建' },
        after: { 'custom.cloud|text|cloud|': '公有云' },
      });

      await hold(kept.id, { cloud: '混合云', tags: ['甲', '乙'], score: 4 });
      expect(await undoMerge(world.lead, input.id)).toMatchObject({
        ok: true,
        value: { left: { fields: ['custom.cloud'] } },
      });
      expect(await held(kept.id)).toEqual({ cloud: '混合云', score: 4 });
      expect(await found()).toEqual(['4', '混合云']);
      expect(await held(gone.id)).toEqual({ cloud: '公有云', tags: ['甲', '乙'], score: 5 });
    }));

  it('is told to other systems as a change of the one and the end of the other, until undone', () =>
    inWorld(async (world) => {
      const { kept, gone } = await both(world);
      const input = asked(kept, gone);
      await mergeAccounts(world.lead, input);
      const told = async (subject: string, event: string, who: Context) => {
        const [entry] = await world.owner.execute<{ id: string; names: string[] }>(sql`
          select id, app.webhook_events(event, null) as names from journal where subject_id = ${subject} and event = ${event}`);
        const [name = ''] = String(entry!.names).replace(/[{}]/g, '').split(',');
        const happened = {
          tenantId: kept.tenantId,
          journalId: entry!.id,
          subjectId: subject,
          at: new Date(0),
          event: name,
        };
        return { name, body: await composeEvent(who, happened) };
      };
      expect(await told(kept.id, 'account.merged', world.admin)).toMatchObject({
        name: 'account.updated',
        body: { id: kept.id, record: { id: kept.id } },
      });
      expect(await told(gone.id, 'account.merged_away', world.admin)).toMatchObject({
        name: 'account.deleted',
        body: { id: gone.id, record: null, mergedInto: kept.id },
      });
      expect(await told(gone.id, 'account.merged_away', world.stranger)).toMatchObject({ body: null });
      await undoMerge(world.lead, input.id);
      expect(await told(gone.id, 'account.merge_undone', world.admin)).toMatchObject({
        name: 'account.updated',
        body: { id: gone.id, record: { id: gone.id } },
      });
    }));

  it('is for those who see both and may, on what they saw', () =>
    inWorld(async (world) => {
      const { kept, gone } = await both(world);
      const elsewhere = await world.account({ owner: world.stranger });
      expect(await status(mergeAccounts(world.stranger, asked(kept, gone)))).toBe(404);
      expect(await status(mergeAccounts(world.lead, asked(kept, elsewhere)))).toBe(404);
      expect(await status(mergeAccounts(world.manager, asked(kept, gone)))).toBe(404);
      expect(await status(mergeAccounts(world.employee, asked(kept, gone)))).toBe(404);
      expect(await status(mergeAccounts(world.trainer, asked(kept, gone)))).toBe(404);
      await world.owner.execute(sql`insert into assignments (tenant_id, id, unit_id, owner_id, account_id, role, during)
        values (${gone.tenantId}, ${newId()}, ${gone.unitId}, ${world.manager.actor.personId}, ${gone.id}, 'backup', '[2026-01-01,)')`);
      expect(await status(mergeAccounts(world.manager, asked(kept, gone)))).toBe(403);
      expect(await mergeAccounts(world.hq, asked(kept, elsewhere))).toMatchObject({
        ok: false,
        reason: 'duplicates.other_company',
      });
      expect(await mergeAccounts(world.lead, asked(kept, gone, { goneVersion: 9 }))).toMatchObject({
        ok: false,
        reason: 'stale',
      });
      expect(await mergeAccounts(world.lead, asked(kept, kept))).toMatchObject({
        ok: false,
        reason: 'duplicates.same',
      });
      expect((await rowOf(world, 'accounts', gone.id)).deleted_at).toBeNull();
      const input = asked(kept, gone);
      await mergeAccounts(world.lead, input);
      expect(await status(undoMerge(world.stranger, input.id))).toBe(404);
      expect(await status(getMerge(world.stranger, input.id))).toBe(404);
      expect(await findMergedInto(world.stranger, gone.id)).toBeNull();
    }));

  it('undone keeps what was done since, and says so', () =>
    inWorld(async (world) => {
      const { kept, gone } = await both(world);
      const contact = await world.contact(gone);
      const deal = await world.opportunity(gone);
      const input = asked(kept, gone, { choices: { phone: 'gone' } });
      await mergeAccounts(world.lead, input);
      const now = await rowOf(world, 'accounts', kept.id);
      await setAccountFact(world.lead, kept.id, {
        field: 'phone',
        value: '0571 7777 7777',
        version: Number(now.version),
      });
      await world.owner.execute(sql`update contacts set title = '主任' where id = ${contact.id}`);
      const later = { createdAt: new Date(world.lead.now.getTime() + 1000) };
      const there = { ...kept, unitId: Number(now.unit_id) };
      const own = await world.contact(there, { name: '新人', ...later });
      const call = newId();
      await world.owner.execute(sql`insert into interactions (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, channel, at, text, created_at)
        values (${kept.tenantId}, ${call}, ${kept.unitId}, ${kept.ownerId}, ${kept.id}, ${deal.id}, 'phone', now(), '来电', ${later.createdAt.toISOString()})`);
      const undone = await undoMerge({ ...world.lead, now: new Date(world.lead.now.getTime() + 5000) }, input.id);
      expect(undone).toMatchObject({
        ok: true,
        value: {
          left: {
            fields: ['phone'],
            changed: { contacts: [contact.id] },
            followed: { interactions: [call] },
            added: { contacts: [own.id] },
          },
        },
      });
      expect(await rowOf(world, 'contacts', contact.id)).toMatchObject({ account_id: gone.id, title: '主任' });
      expect(await rowOf(world, 'interactions', call)).toMatchObject({ account_id: gone.id });
      expect(await rowOf(world, 'contacts', own.id)).toMatchObject({ account_id: kept.id });
      expect(await rowOf(world, 'accounts', kept.id)).toMatchObject({ phone: '0571 7777 7777' });
      expect(await rowOf(world, 'accounts', gone.id)).toMatchObject({ deleted_at: null, phone: '0571 8888 8888' });
      expect(await undoMerge(world.lead, input.id)).toMatchObject({ ok: true });
      expect((await getMerge(world.lead, input.id)).names[own.id]).toBe('新人');
    }));

  it('is undone from the last to the first, and not against a code given away', () =>
    inWorld(async (world) => {
      const { kept, gone } = await both(world);
      const third = await world.account({ name: '第三' });
      await world.owner.execute(sql`update accounts set credit_code = '91330000MA27U04A2X' where id = ${gone.id}`);
      const first = asked(kept, gone);
      await mergeAccounts(world.lead, first);
      const second = asked(third, { ...kept, version: kept.version + 1 });
      expect(await mergeAccounts(world.lead, second)).toMatchObject({ ok: true });
      expect(await findMergedInto(world.lead, gone.id)).toBe(third.id);
      expect(await undoMerge(world.lead, first.id)).toMatchObject({ ok: false, reason: 'duplicates.kept_gone' });
      expect(await undoMerge(world.lead, second.id)).toMatchObject({ ok: true });
      await world.owner.execute(sql`update accounts set credit_code = '91330000MA27U04A2X' where id = ${third.id}`);
      expect(await undoMerge(world.lead, first.id)).toMatchObject({ ok: false, reason: 'account.code_in_use' });
      expect((await rowOf(world, 'accounts', gone.id)).deleted_at).not.toBeNull();
    }));
});

describe('likely duplicates', () => {
  const named = (name: string) => ({ name, ...searchText({ name }) });
  const pairsFor = async (ctx: Context, ...ids: string[]) =>
    (await listPairs(ctx, 'open')).filter(({ low, high }) => ids.includes(low.id) || ids.includes(high.id));

  it('are found by code, sound, likeness and telephone, and never between two known organisations', () =>
    inWorld(async (world) => {
      const make = (name: string, more: object = {}) => world.account({ ...named(name), ...more });
      const one = await make('杭州西湖酒店有限公司');
      const sound = await make('杭州西壶酒店股份有限公司');
      const alike = await make('杭州市西湖酒店');
      const phone = await make('三墩印刷厂', { phone: '0571 8123 4567' });
      const samePhone = await make('完全不同的名字', { phone: '(0571) 81234567' });
      const code = await make('临平纸业', { creditCode: '91330000MA27U04A2X' });
      const sameCode = await make('余杭纸品', { creditCode: '91330110MA27U04A2X' });
      const other = await make('杭州西湖酒店', { creditCode: '91330100MA2CEQ1F5B' });
      const rival = await make('杭州西湖酒店有限公司', { creditCode: '91330100MA2H0KTX4E' });
      await look(world);
      const reasonOf = async (a: Account, b: Account) =>
        (await pairsFor(world.lead, a.id)).find(({ low, high }) => low.id === b.id || high.id === b.id)?.reasons;
      expect(await reasonOf(one, sound)).toEqual(['sound']);
      expect(await reasonOf(one, alike)).toEqual(['name']);
      expect(await reasonOf(phone, samePhone)).toEqual(['phone']);
      expect(await reasonOf(code, sameCode)).toEqual(['code']);
      expect(await reasonOf(one, other)).toEqual(['sound']);
      expect(await reasonOf(other, rival)).toBeUndefined();
      expect(await pairsFor(world.stranger, one.id)).toEqual([]);
      expect(await pairsFor(world.strangerDirector, one.id)).toEqual([]);
    }));

  it('told apart stay so, also when looked for again', () =>
    inWorld(async (world) => {
      const one = await world.account(named('杭州西湖酒店'));
      const two = await world.account(named('杭州西湖酒店有限公司'));
      await look(world);
      const [pair] = await pairsFor(world.lead, one.id, two.id);
      expect(await status(setApart(world.stranger, pair!.id, true))).toBe(404);
      expect(await setApart(world.lead, pair!.id, true)).toMatchObject({ ok: true });
      await look(world);
      expect(await pairsFor(world.lead, one.id)).toEqual([]);
      expect(await setApart(world.lead, pair!.id, false)).toMatchObject({ ok: true });
      expect(await pairsFor(world.lead, one.id)).toHaveLength(1);
      await mergeAccounts(world.lead, asked(one, two));
      expect(await pairsFor(world.lead, one.id)).toEqual([]);
    }));
});
