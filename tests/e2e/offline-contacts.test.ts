import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, shot, signIn, words } from '../support/journey';
import { keeps, online, waiting } from '../support/offline';

const t = words('zh-CN');
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let account: { id: string; number: string };

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [row] = await sql<{ id: string; number: string }[]>`
    select a.id, (select c.mobile from contacts c where c.account_id = a.id and c.mobile is not null and c.deleted_at is null limit 1) as number
    from accounts a join people p on p.id = a.owner_id
    where p.email = ${emailOf('manager')} and a.deleted_at is null
      and exists (select 1 from contacts c where c.account_id = a.id and c.mobile is not null and c.deleted_at is null)
      and not exists (select 1 from visits v where v.account_id = a.id and v.planned_at between now() - interval '9 days' and now() + interval '9 days')
    order by a.id limit 1`;
  account = row!;
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'manager');
  await open(page, '/today');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

describe('an account nobody visits this week, without a network', () => {
  it('tells how to reach its people, and takes a new one', async () => {
    const here = `/accounts/${account.id}`;
    for (const one of [`${here}.data?tab=people`, `${here}/people.data`, `${here}/people.data?peek=new`])
      await keeps(page, one);
    await browser.context.setOffline(true);
    await open(page, here);
    await page.getByRole('link', { name: new RegExp(`^${t('account.tab.people')} \\d`) }).tap();
    await page.locator('a[href^="tel:"]').first().waitFor();
    await shot(page, 'offline-contacts');
    await open(page, `${here}/people`);
    await page.locator(`a[href^="tel:"]`).first().waitFor();
    await open(page, `${here}/people?peek=new`);
    await page.getByLabel(t('contact.name')).fill('离线新人');
    await page.getByRole('button', { name: t('common.save') }).tap();
    await eventually(() => waiting(page)).toBe(1);
    await online(browser.context, page);
    const stored = async () =>
      (await sql`select 1 from contacts where account_id = ${account.id} and name = '离线新人'`).length;
    await eventually(stored, 60_000).toBe(1);
    await eventually(() => waiting(page), 40_000).toBe(0);
    expect(await stored()).toBe(1);
  }, 300_000);
});
