import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { bothLanguages, eventually, open, shot, signIn, surprises, words } from '../support/journey';
import { ownRecords } from './own-records';

let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let records: Awaited<ReturnType<typeof ownRecords>>;
let name: string;
let title: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  records = await ownRecords(sql);
  name = (await sql`select name from accounts where id = ${records.accountId}`)[0]?.name;
  title = (await sql`select title from opportunities where id = ${records.opportunityId}`)[0]?.title;
});
afterAll(async () => {
  await sql?.end();
});

const search = (path: string, text: string) => `${path}${path.includes('?') ? '&' : '?'}q=${encodeURIComponent(text)}`;

describe.each(bothLanguages)('the Guangdong manager, in %s', (locale) => {
  const t = words(locale);
  beforeAll(async () => {
    browser = await openBrowser('desktop', { locale });
    page = browser.page;
    await signIn(page, 'manager.gd', locale);
  });
  afterAll(() => browser?.close());

  it('sees nothing of Zhejiang in any list', async () => {
    for (const path of [
      '/today',
      '/accounts',
      '/opportunities',
      '/opportunities?shape=list',
      '/visits',
      '/commitments',
      '/enterprises',
    ])
      for (const address of [path, search(path, name), search(path, title)]) {
        expect(await open(page, address), address).toBe(200);
        const text = await page.getByRole('main').innerText();
        expect(text, address).not.toContain(name);
        expect(text, address).not.toContain(title);
      }
  });

  it('finds nothing by search or in the palette', async () => {
    await open(page, search('/search', name));
    expect(await page.getByRole('main').innerText()).toContain(t('search.nothing', { q: name }));
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: t('palette.title') });
    await palette.getByRole('combobox').fill(name);
    await eventually(() => palette.innerText()).toContain(t('palette.empty', { q: name }));
    await shot(page, 'stranger-palette');
  });

  it('gets the same page for what is there and for what is not', async () => {
    const seen = async (address: string) => {
      const answer = await page.goto(address);
      return [answer?.status(), (await page.locator('body').innerText()).replace(/[0-9a-f-]{36}/g, 'id')];
    };
    for (const [room, id] of [
      ['accounts', records.accountId],
      ['opportunities', records.opportunityId],
      ['visits', records.visitId],
    ] as const) {
      const there = await seen(`/${room}/${id}`);
      expect(there[0]).toBe(404);
      expect(there[1]).toContain(t('error.404.title'));
      expect(await seen(`/${room}/${newId()}`)).toEqual(there);
    }
    await shot(page, 'stranger-404');
  });

  it('exports nothing of it', async () => {
    for (const path of ['/accounts/export', '/opportunities/export', '/visits/export']) {
      const file = await page.request.get(search(path, name));
      expect(file.status()).toBe(200);
      expect(await file.text()).not.toContain(name);
      const all = await page.request.get(path);
      expect(await all.text()).not.toContain(name);
    }
    expect(surprises(browser.errors)).toEqual([]);
  });
});
