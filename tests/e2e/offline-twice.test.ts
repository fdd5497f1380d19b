import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, says, shot, signIn, words } from '../support/journey';
import { accountsOf, keeps, online, plannedVisit, waiting } from '../support/offline';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let account: { id: string; name: string };

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [row] = await accountsOf(sql, 1, 11);
  account = row!;
  // the account of the next visit is in the pack
  const manager = await Visitor.signIn(emailOf('manager'));
  await manager.post('/visits/new', plannedVisit(newId(), account.id, '两次', 10));
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'manager');
  await open(page, '/today');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

describe('a page kept on the phone and used twice without a network', () => {
  it('makes two records, not one that was sent twice', async () => {
    const people = `/accounts/${account.id}/people?peek=new`;
    const plan = `/visits/plan?account=${account.id}`;
    const promise = `/commitments/new?account=${account.id}`;
    for (const one of [people, plan, promise]) await keeps(page, one.replace('?', '.data?'));
    await browser.context.setOffline(true);
    for (const name of ['甲先离线', '乙后离线']) {
      await open(page, people);
      await page.getByLabel(t('contact.name')).fill(name);
      await page.getByRole('button', { name: t('common.save') }).tap();
      await page.waitForURL('**/outbox');
    }
    for (const n of [0, 1]) {
      await open(page, plan);
      await page.locator('button[name=plannedAt]').nth(n).tap();
      await page.waitForURL('**/today');
    }
    for (const text of ['周五前报价', '下周给方案']) {
      await open(page, promise);
      await page.getByLabel(t('visit.commitment_text')).fill(text);
      await page.getByRole('button', { name: t('visit.due_in_5') }).tap();
      await page.getByRole('button', { name: t('common.save') }).tap();
      await page.waitForURL(`**/accounts/${account.id}`);
    }
    await eventually(() => waiting(page)).toBe(6);
    await open(page, '/outbox');
    await says(page.locator('main'), t('outbox.kind.commitment'));
    await shot(page, 'offline-twice');
    await online(browser.context, page);
    const stored = async () => {
      const [row] = await sql`
        select (select count(*)::int from contacts where account_id = ${account.id} and name in ('甲先离线', '乙后离线')) as contacts,
          (select count(*)::int from visits where account_id = ${account.id} and purpose <> '两次'
            and created_at > now() - interval '5 minutes') as visits,
          (select count(*)::int from commitments where account_id = ${account.id}
            and text in ('周五前报价', '下周给方案')) as commitments`;
      return row;
    };
    await eventually(stored, 60_000).toEqual({ contacts: 2, visits: 2, commitments: 2 });
  }, 240_000);
});
