import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, contacts, opportunities, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { searchText } from '~/core/pinyin.server';
import { search } from '~/features/search/queries.server';
import type { SearchKind } from '~/features/search/rules';
import { inWorld, type World } from '../support/world';

const named = (name: string, ...extra: string[]) => ({ name, ...searchText({ name, extra }) });

async function arrange(w: World) {
  const bank = await w.account({ ...named('杭城商业银行股份有限公司', '91330100MA27XXXX0X', '0571-8765 4321') });
  const contact = await w.contact(bank, {
    name: '沈国强',
    ...searchText({ name: '沈国强', person: true, extra: ['138 0013 8000'] }),
  });
  const { search: text } = searchText({ name: '全省网点 SD-WAN 改造' });
  const opportunity = await w.opportunity(bank, { title: '全省网点 SD-WAN 改造', search: text });
  const visit = await w.visit(bank);
  await w.owner
    .update(people)
    .set(searchText({ name: '王芳', person: true }))
    .where(sql`id = ${w.manager.actor.personId}`);
  return { bank, contact, opportunity, visit };
}

const found = async (ctx: Context, q: string, kinds?: SearchKind[]) =>
  (await search(ctx, { q, kinds, limit: 6 })).flatMap((group) => group.items.map((item) => item.id));

describe('search', () => {
  it('finds an account by any part of its name, pinyin, initials, code and telephone', () =>
    inWorld(async (w) => {
      const { bank } = await arrange(w);
      const ways = [
        '杭城', '商业', '银行', '行', '业银行', '杭城商业银行股份有限公司', '杭城 银行', 'hangcheng', 'shangye', 'hcsy', 'hc', 'h',
        '91330100ma', 'MA27', '4321', '0571-8765', '+86 571 87654321'.replace('+86 571', '0571'), '　杭城　', 'ＨＣＳＹ',
      ]; // biome-ignore format: a list of words
      for (const who of [w.manager, w.lead, w.director, w.hq, w.admin])
        for (const q of ways) expect([q, await found(who, q, ['account'])]).toEqual([q, [bank.id]]);
    }));

  it('finds contacts, opportunities, visits and colleagues', () =>
    inWorld(async (w) => {
      const { contact, opportunity, visit } = await arrange(w);
      for (const who of [w.manager, w.lead, w.director, w.hq]) {
        expect(await found(who, '国强', ['contact'])).toEqual([contact.id]);
        expect(await found(who, 'sgq', ['contact'])).toEqual([contact.id]);
        expect(await found(who, '8000', ['contact'])).toEqual([contact.id]);
        expect(await found(who, 'sd-wan', ['opportunity'])).toEqual([opportunity.id]);
        expect(await found(who, '网点', ['opportunity'])).toEqual([opportunity.id]);
        expect(await found(who, '杭城', ['visit'])).toEqual([visit.id]);
        expect(await found(who, 'wangf', ['person'])).toEqual([w.manager.actor.personId]);
      }
    }));

  it('shows a stranger nothing', () =>
    inWorld(async (w) => {
      await arrange(w);
      const business: SearchKind[] = ['account', 'contact', 'opportunity', 'visit'];
      for (const who of [w.stranger, w.strangerDirector, w.colleague, w.otherTeam, w.trainer, w.employee])
        for (const q of ['杭城', '银行', 'hcsy', '国强', 'sd-wan', '4321', '行'])
          expect(await found(who, q, business)).toEqual([]);
      expect(await found(w.stranger, 'wangfang', ['person'])).toEqual([]);
    }));

  it('leaves out what is deleted', () =>
    inWorld(async (w) => {
      const { bank } = await arrange(w);
      for (const table of [accounts, contacts, opportunities])
        await w.owner.update(table).set({ deletedAt: w.manager.now }).where(sql`tenant_id = ${bank.tenantId}`);
      for (const who of [w.manager, w.director, w.hq]) expect(await found(who, '杭城')).toEqual([]);
    }));

  it('puts names that begin so first', () =>
    inWorld(async (w) => {
      const inside = await w.account(named('浙江海曙农商行'));
      const first = await w.account(named('海曙街道办事处'));
      for (const who of [w.manager, w.lead, w.director])
        expect(await found(who, '海曙', ['account'])).toEqual([first.id, inside.id]);
    }));

  it('takes every text as text', () =>
    inWorld(async (w) => {
      await arrange(w);
      const odd = [
        '',
        ' ',
        '%',
        '_',
        '%%%%',
        '\\',
        "'; drop table accounts; --",
        '"',
        '{}',
        '😀',
        '\u200b',
        '行%',
        'a'.repeat(5000),
      ];
      for (const q of odd) expect([q, await found(w.director, q, ['account'])]).toEqual([q, []]);
      const percent = await w.account(named('增长100%_有限公司'));
      expect(await found(w.director, '100%_', ['account'])).toEqual([percent.id]);
      expect(await found(w.director, '1_0%', ['account'])).toEqual([]);
    }));

  it('gives at most what was asked for, of many', () =>
    inWorld(async (w) => {
      for (let i = 0; i < 12; i++) await w.account(named(`余杭第${i}中学`));
      for (const who of [w.manager, w.lead, w.director, w.hq])
        expect(await found(who, '中学', ['account'])).toHaveLength(6);
    }));
});

describe('app.search', () => {
  it('returns no key that the policies would hide, and nothing without an identity', () =>
    inWorld(async (w) => {
      await arrange(w);
      await w.account({ ...named('广州杭城餐饮'), owner: w.stranger });
      for (const who of [
        w.manager,
        w.colleague,
        w.lead,
        w.director,
        w.hq,
        w.stranger,
        w.strangerDirector,
        w.employee,
      ]) {
        const keys = await who.db.execute<{ id: string }>(
          sql`select id from app.search('{account}', ${'{% 杭城%}'}::text[], '杭城%', 50)`,
        );
        const seen = await who.db.execute<{ id: string }>(sql`select id from accounts where search like '% 杭城%'`);
        expect([...keys].map((row) => row.id).sort()).toEqual([...seen].map((row) => row.id).sort());
      }
      const nobody = w.as({ ...w.hq.actor, personId: '00000000-0000-7000-8000-000000000000' });
      expect([
        ...(await nobody.db.execute(sql`select * from app.search('{account}', '{%杭城%}', '杭城%', 50)`)),
      ]).toEqual([]);
    }));
});
