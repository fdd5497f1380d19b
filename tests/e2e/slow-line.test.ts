import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { type Line, openLine } from '../../scripts/bench/line';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, hydrated, open, pathOf, says, signIn, words } from '../support/journey';
import { keeps, keptPages, plannedVisit } from '../support/offline';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
let sql: postgres.Sql;
let line: Line;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let accountId: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [account] = await sql<{ id: string }[]>`
    select a.id from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id limit 1`;
  accountId = account!.id;
  line = await openLine(Number(new URL(inject('baseUrl')).port));
  browser = await openBrowser('phone', { baseURL: line.url });
  page = browser.page;
  await signIn(page, 'manager');
});
afterEach(() => line.release());
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await sql?.end();
});

const main = () => page.getByRole('main').first();
const plan = (purpose: string) => plannedVisit(newId(), accountId, purpose, 5);
/** Longer than the worker looks at the network before it shows what it has. */
const heldLong = () => eventually(() => line.heldMs()).toBeGreaterThan(1500);

async function packed() {
  await open(page, '/today');
  await keeps(page, '/today.data');
  await eventually(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
  await open(page, '/today');
}

describe('on a line that does not answer', () => {
  it('the day is there at once, and says what is new when the answer comes', async () => {
    await packed();
    const elsewhere = await Visitor.signIn(emailOf('manager'));
    await elsewhere.post('/visits/new', plan('别处新计划'));
    line.hold();
    await page.goto('/today', { waitUntil: 'domcontentloaded' });
    await main().waitFor();
    expect(await main().innerText()).not.toContain('别处新计划');
    await hydrated(page);
    line.release();
    await says(main(), '别处新计划');
    line.hold();
    await page.goto('/today', { waitUntil: 'domcontentloaded' });
    await says(main(), '别处新计划');
    line.release();
  });

  it('a step to a kept page is taken at once too', async () => {
    const visit = main().locator('a[href^="/visits/"]').filter({ hasText: '别处新计划' }).first();
    const path = (await visit.getAttribute('href'))!;
    await keeps(page, `${path}.data`);
    await open(page, '/today');
    line.hold();
    await visit.tap();
    await page.waitForURL(`**${path}`);
    line.release();
  });

  it('nothing from before one’s own change is shown', async () => {
    await open(page, '/today');
    const status = await page.evaluate(async (fields) => {
      const body = new URLSearchParams(fields);
      return (await fetch('/visits/new', { method: 'POST', body, redirect: 'manual' })).type;
    }, plan('自己刚计划'));
    expect(status).toBe('opaqueredirect');
    line.hold();
    const going = page.goto('/today');
    await heldLong();
    line.release();
    await going;
    expect(await main().innerText()).toContain('自己刚计划');
  });

  it('a session that ended elsewhere ends here with the late answer', async () => {
    await packed();
    line.hold();
    await sql`update sessions set expires_at = now() where person_id = (
      select id from people where email = ${emailOf('manager')})`;
    const refused = () => browser.context.request.get(`${inject('baseUrl')}/today`, { maxRedirects: 0 });
    await eventually(async () => (await refused()).status()).toBe(302);
    await page.goto('/today', { waitUntil: 'domcontentloaded' });
    await hydrated(page);
    line.release();
    await page.waitForURL('**/login**');
    await eventually(() => keptPages(page)).toEqual([]);
  });

  it('nothing that was kept is shown after signing out', async () => {
    await signIn(page, 'manager');
    await packed();
    await open(page, '/settings');
    await page
      .getByRole('button', { name: t('shell.sign_out') })
      .filter({ visible: true })
      .tap();
    await page.waitForURL('**/login**');
    line.hold();
    const going = page.goto('/today');
    await heldLong();
    expect(pathOf(page)).toBe('/login');
    line.release();
    await going;
    expect(pathOf(page)).toBe('/login');
  });
});
