import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { localInput } from '~/core/dates';
import { newId } from '~/core/ids';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, says, shot, signIn, words } from '../support/journey';
import { accountsOf, chip, keeps, online, plannedVisit, reassign, waiting } from '../support/offline';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
const names = ['mine', 'theirs', 'cancelled', 'moved'] as const;
const visits = Object.fromEntries(names.map((name) => [name, newId()])) as Record<(typeof names)[number], string>;
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let lead: Visitor;
let accounts: { id: string; name: string }[];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  accounts = await accountsOf(sql, 4, 5);
  const manager = await Visitor.signIn(emailOf('manager'));
  for (const [i, name] of names.entries())
    await manager.post(
      '/visits/new',
      plannedVisit(visits[name], accounts[i]!.id, `冲突：${name}`, name === 'moved' ? 3 : -20 - i, '15'),
    );
  lead = await Visitor.signIn(emailOf('lead'));
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'manager');
  await open(page, '/today');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

const visitOf = async (id: string) => (await sql`select * from visits where id = ${id}`)[0]!;
const card = (name: string) => page.getByRole('listitem').filter({ hasText: name });
const press = (name: string, button: string) => card(name).getByRole('button', { name: button }).tap();
const log = async (name: (typeof names)[number], text: string) => {
  await open(page, `/visits/${visits[name]}?do=complete`);
  await page.getByLabel(t('visit.note')).fill(text);
  await page.getByRole('button', { name: t('visit.complete') }).tap();
  await page.waitForURL('**/today');
};
const move = (name: (typeof names)[number]) =>
  lead.post(`/visits/${visits[name]}/move`, {
    version: '1',
    plannedAt: localInput(new Date(Date.now() + 30 * 60_000)),
    plannedMinutes: '45',
  });

describe('what others changed while the phone was away', () => {
  it('holds the report back and shows both versions', async () => {
    for (const name of names) await keeps(page, `/visits/${visits[name]}.data?do=complete`);
    await browser.context.setOffline(true);
    for (const name of names) await log(name, `我写的：${name}`);
    await eventually(() => waiting(page)).toBe(4);
    expect((await move('mine')).status).toBe(302);
    expect((await move('theirs')).status).toBe(302);
    const cancel = { intent: 'cancel', version: '1', cancelReason: '客户出差' };
    expect((await lead.post(`/visits/${visits.cancelled}`, cancel)).status).toBe(302);
    await reassign(sql, accounts[3]!.id);
    await online(browser.context, page);
    await eventually(
      () =>
        chip(page)
          .innerText()
          .catch(() => ''),
      40_000,
    ).toBe(t('outbox.chip_refused', { n: 4 }));
    await open(page, '/outbox');
    const [leader] = await sql<{ name: string }[]>`select name from people where email = 'lead@demo.test'`;
    for (const name of ['mine', 'theirs']) {
      await says(card(`冲突：${name}`), t('outbox.stale', { who: leader!.name }));
      await says(card(`冲突：${name}`), `我写的：${name}`);
      await says(card(`冲突：${name}`), t('outbox.nothing_there'));
    }
    await says(card('冲突：cancelled'), t('visit.status.cancelled'));
    await says(card('我写的：moved'), t('outbox.gone'));
    await shot(page, 'conflicts');
    expect(await violations(page)).toEqual([]);
  }, 240_000);

  it('lets the person take either version', async () => {
    await press('冲突：mine', t('outbox.use_mine'));
    await card('冲突：mine').waitFor({ state: 'detached' });
    const mine = await visitOf(visits.mine);
    expect(mine).toMatchObject({ status: 'completed', note: '我写的：mine', planned_minutes: 45 });
    await press('冲突：theirs', t('outbox.use_theirs'));
    const asked = page.getByRole('dialog');
    await says(asked, t('outbox.discard_text'));
    await asked.getByRole('button', { name: t('common.cancel') }).tap();
    await asked.waitFor({ state: 'detached' });
    expect(await card('冲突：theirs').count()).toBe(1);
    await press('冲突：theirs', t('outbox.use_theirs'));
    await asked.getByRole('button', { name: t('outbox.discard') }).tap();
    await card('冲突：theirs').waitFor({ state: 'detached' });
    expect(await visitOf(visits.theirs)).toMatchObject({ status: 'planned', note: null });
  });

  it('makes another visit of the report of a cancelled one', async () => {
    await press('冲突：cancelled', t('outbox.as_new'));
    await page.waitForURL('**/visits/new?**');
    await eventually(() => page.getByLabel(t('visit.note')).inputValue()).toBe('我写的：cancelled');
    await page.getByRole('button', { name: t('visit.save_log') }).tap();
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    const logged = await sql`
      select v.id from visits v where v.note = '我写的：cancelled' and v.account_id = ${accounts[2]!.id} and v.status = 'completed'`;
    expect(logged).toHaveLength(1);
    expect(await visitOf(visits.cancelled)).toMatchObject({ status: 'cancelled', note: null });
    await eventually(() => waiting(page)).toBe(1);
  });

  it('loses nothing of what was re-assigned until the person says so', async () => {
    await open(page, '/outbox');
    await says(card('我写的：moved'), t('outbox.copy'));
    await press('我写的：moved', t('outbox.discard'));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('outbox.discard') })
      .tap();
    await says(page.getByRole('main'), t('outbox.empty'));
  });
});

describe('a refused form', () => {
  it('is mended and sent again, as one visit', async () => {
    const account = accounts[0]!;
    await keeps(page, `/visits/new.data?account=${account.id}&mode=log`);
    await browser.context.setOffline(true);
    await open(page, `/visits/new?account=${account.id}&mode=log`);
    await page.getByLabel(t('visit.note')).fill('时间写错了');
    await page.getByLabel(t('visit.began')).fill(localInput(new Date(Date.now() + 86_400_000)));
    await page.getByRole('button', { name: t('visit.save_log') }).tap();
    await page.waitForURL('**/today');
    await online(browser.context, page);
    await eventually(
      () =>
        chip(page)
          .innerText()
          .catch(() => ''),
      40_000,
    ).toBe(t('outbox.chip_refused', { n: 1 }));
    await open(page, '/outbox');
    await press(account.name, t('outbox.edit'));
    await page.waitForURL('**/visits/new?**');
    await eventually(() => page.getByLabel(t('visit.note')).inputValue()).toBe('时间写错了');
    await page.getByLabel(t('visit.began')).fill(localInput(new Date(Date.now() - 3 * 3_600_000)));
    await page.getByRole('button', { name: t('visit.save_log') }).tap();
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    expect(await sql`select 1 from visits where note = '时间写错了'`).toHaveLength(1);
    await eventually(() => waiting(page)).toBe(0);
  }, 240_000);
});
