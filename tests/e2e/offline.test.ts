import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays, startOf, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { freePort } from '../support/global-server';
import { emailOf, eventually, hydrated, open, pathOf, says, shot, signIn, words } from '../support/journey';
import { chip, keeps, keptBytes, keptPages, online, plannedVisit, reassign, waiting } from '../support/offline';
import { ownServer } from '../support/own-server';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
const visits = { day: newId(), killed: newId(), moved: newId(), stale: newId() };
const note = '离线记录：客户要求双链路，下月上会';
let sql: postgres.Sql;
let server: ReturnType<typeof ownServer>;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let manager: Visitor;
let accounts: { id: string; name: string }[];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  accounts = await sql<{ id: string; name: string }[]>`
    select a.id, a.name from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id limit 4`;
  manager = await Visitor.signIn(emailOf('manager'));
  const purposes = { day: '离线的一天', killed: '服务器断开', moved: '转给同事', stale: '别人改过' };
  for (const [i, name] of (['day', 'killed', 'moved', 'stale'] as const).entries()) {
    await manager.post('/visits/new', plannedVisit(visits[name], accounts[i]!.id, purposes[name], 5 + i * 5));
  }
  server = ownServer(await freePort());
  await server.start();
  browser = await openBrowser('phone', { baseURL: server.baseUrl });
  page = browser.page;
  await signIn(page, 'manager');
  await open(page, '/today');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await sql?.end();
});

const reopened = async (address: string) => {
  await page.close();
  page = await browser.context.newPage();
  await open(page, address);
};
const visitOf = async (id: string) => {
  const [row] = await sql`select status, note, version, check_in, started_at from visits where id = ${id}`;
  return row!;
};
const events = async (id: string, kind: string) =>
  Number((await sql`select count(*) as n from journal where subject_id = ${id} and event = ${kind}`)[0]!.n);

describe('a day without a network', () => {
  it('keeps the week, its visits and briefs, every own account, and nothing else', async () => {
    await eventually(
      async () => (await keptPages(page)).includes(`/visits/${visits.stale}.data?do=complete`),
      60_000,
    ).toBe(true);
    const kept = await keptPages(page);
    for (const one of [visits.day, visits.killed, visits.moved]) {
      for (const address of [
        `/visits/${one}`,
        `/visits/${one}.data`,
        `/visits/${one}/brief`,
        `/visits/${one}.data?do=complete`,
      ])
        expect(kept).toContain(address);
    }
    const own = await sql<{ id: string }[]>`
      select a.id from accounts a join people p on p.id = a.owner_id
      where p.email = 'manager@demo.test' and a.deleted_at is null order by a.updated_at desc, a.id limit 50`;
    const days = Array.from({ length: 7 }, (_, i) => addDays(startOf(today(new Date()), 'week'), i));
    for (const day of days.filter((one) => one !== today(new Date()))) await keeps(page, `/today.data?day=${day}`);
    await keeps(page, '/visits/plan');
    for (const { id } of own) await keeps(page, `/visits/new.data?account=${id}&mode=log`);
    await keeps(page, '/commitments');
    await open(page, '/settings');
    expect((await keptPages(page)).filter((one) => /^\/settings(\.data)?($|\?)/.test(one))).toEqual([]);
    const bytes = await keptBytes(page);
    expect(bytes.length).toBeGreaterThanOrEqual(kept.length);
    expect(bytes.filter((one) => /<html|routes\/_app/.test(one)).length).toBe(0);
    await eventually(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
  }, 240_000);

  it('checks in and logs, through two kills and hard reloads', async () => {
    await open(page, '/today');
    await browser.context.setOffline(true);
    await open(page, '/today');
    await open(page, `/visits/${visits.day}/brief`);
    await open(page, `/visits/${visits.day}`);
    await page.getByRole('button', { name: t('visit.start') }).tap();
    await page.waitForURL(`**/visits/${visits.day}?do=complete`);
    await eventually(() => waiting(page)).toBe(1);
    await shot(page, 'offline-started');

    await page.locator('[name=note]').fill(note);
    const need = page.getByRole('group', { name: t('visit.need_n', { n: 1 }) });
    await need.getByLabel(t('visit.need_text')).fill('两条互为备份的专线');
    await page.waitForTimeout(600);
    await reopened(`/visits/${visits.day}?do=complete`);
    await eventually(() => page.locator('[name=note]').inputValue()).toBe(note);
    await eventually(() => page.getByLabel(t('visit.began')).inputValue()).toBe('');
    const promise = page.getByRole('group', { name: t('visit.commitment_n', { n: 1 }) });
    await promise.getByLabel(t('visit.commitment_text')).fill('周五前送方案');
    await promise.getByRole('button', { name: t('visit.due_in_5') }).tap();
    await page.getByRole('button', { name: t('visit.check_out') }).tap();
    await page.waitForURL('**/today');
    await eventually(() => waiting(page)).toBe(2);
    await shot(page, 'offline-today');

    await reopened('/today');
    await eventually(() => waiting(page)).toBe(2);
    await page.reload();
    await hydrated(page);
    await open(page, '/outbox');
    await says(page.getByRole('main'), note);
    await shot(page, 'offline-outbox');
    expect((await visitOf(visits.day)).status).toBe('planned');
  });

  it('shows its own page for what is not kept', async () => {
    await page.goto('/review').catch(() => {});
    expect(await page.locator('h1').innerText()).toBe('网络已断开');
    expect(await page.locator('script').count()).toBe(0);
  });

  it('stores each thing once when the network is back', async () => {
    await open(page, '/today');
    await eventually(() => waiting(page)).toBe(2);
    await online(browser.context, page);
    await eventually(() => waiting(page), 40_000).toBe(0);
    const visit = await visitOf(visits.day);
    expect(visit).toMatchObject({ status: 'completed', note });
    expect(visit.check_in).toMatchObject({ latitude: 23.129111 });
    expect(await events(visits.day, 'visit.started')).toBe(1);
    expect(await events(visits.day, 'visit.completed')).toBe(1);
    const [needs] = await sql`select count(*)::int as n from needs where visit_id = ${visits.day}`;
    const [promises] = await sql`select count(*)::int as n from commitments where visit_id = ${visits.day}`;
    expect([needs!.n, promises!.n]).toEqual([1, 1]);
  });

  it('does the same when the server is gone and the network is not', async () => {
    await open(page, `/visits/${visits.killed}`);
    await server.kill();
    await page.getByRole('button', { name: t('visit.start') }).tap();
    await page.waitForURL(`**/visits/${visits.killed}?do=complete`);
    await eventually(() => waiting(page)).toBe(1);
    await page.reload();
    await hydrated(page);
    await page.locator('[name=note]').fill('断开时写的');
    await page.getByRole('button', { name: t('visit.check_out') }).tap();
    await page.waitForURL('**/today');
    await eventually(() => waiting(page)).toBe(2);
    await server.start();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await eventually(() => waiting(page), 40_000).toBe(0);
    expect(await visitOf(visits.killed)).toMatchObject({ status: 'completed', note: '断开时写的' });
    expect(await events(visits.killed, 'visit.completed')).toBe(1);
  });
});

describe('conflicts', () => {
  const logOffline = async (id: string, text: string) => {
    await open(page, `/visits/${id}?do=complete`);
    await page.locator('[name=note]').fill(text);
    await page.getByRole('button', { name: t('visit.complete') }).tap();
    await page.waitForURL('**/today');
  };

  it('are shown with what was typed and what is there now', async () => {
    await eventually(async () => (await keptPages(page)).includes(`/visits/${visits.stale}.data?do=complete`)).toBe(
      true,
    );
    await browser.context.setOffline(true);
    await logOffline(visits.moved, '转走之前写的');
    await logOffline(visits.stale, '我写的');
    await reassign(sql, accounts[2]!.id);
    await manager.post(`/visits/${visits.stale}`, { intent: 'cancel', version: '1', cancelReason: '客户出差' });

    await online(browser.context, page);
    await eventually(
      () =>
        chip(page)
          .innerText()
          .catch(() => ''),
      40_000,
    ).toBe(t('outbox.chip_refused', { n: 2 }));
    await open(page, '/outbox');
    const main = page.getByRole('main');
    await says(main, t('outbox.gone'));
    await says(main, '转走之前写的');
    await says(main, t('visit.cannot_complete'));
    await says(main, t('visit.status.cancelled'));
    await shot(page, 'offline-conflicts');
    expect(await visitOf(visits.stale)).toMatchObject({ status: 'cancelled', note: null });
  });

  it('hold the sign-out back until the person decides; then nothing is left', async () => {
    await open(page, '/settings');
    const out = page.getByRole('button', { name: t('shell.sign_out') }).filter({ visible: true });
    const asked = page.getByRole('dialog');
    await out.tap();
    await says(asked, t('outbox.leave_text'));
    await shot(page, 'offline-sign-out');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    expect(pathOf(page)).toBe('/settings');
    await out.tap();
    await asked.getByRole('button', { name: t('outbox.leave_look') }).tap();
    await page.waitForURL('**/outbox');
    await open(page, '/settings');
    await out.focus();
    await page.keyboard.press('Enter');
    const leave = asked.getByRole('button', { name: t('outbox.leave_anyway') });
    await leave.waitFor();
    for (let i = 0; i < 4 && !(await leave.evaluate((one) => one === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/login**');
    expect(await keptPages(page)).toEqual([]);
    const left = await page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name);
      if (!names.includes('jiketong')) return 0;
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const asked = indexedDB.open('jiketong');
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => fail(asked.error);
      });
      const stores = [...db.objectStoreNames];
      const counts = await Promise.all(
        stores.map(
          (store) =>
            new Promise<number>((done) => {
              const asked = db.transaction(store).objectStore(store).count();
              asked.onsuccess = () => done(asked.result);
            }),
        ),
      );
      return counts.reduce((a, b) => a + b, 0);
    });
    expect(left).toBe(0);
  });
});
