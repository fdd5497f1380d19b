import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import {
  bothLanguages,
  eventually,
  hydrated,
  open,
  pathOf,
  says,
  shot,
  signIn,
  surprises,
  words,
} from '../support/journey';

let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

describe.each(bothLanguages)('on Monday morning a director, by the keyboard alone, in %s', (locale) => {
  const t = words(locale);
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  const press = (key: string) => page.keyboard.press(key);
  const main = () => page.getByRole('main');
  const param = (name: string) => new URL(page.url()).searchParams.get(name);
  const labelInFocus = () => page.evaluate(() => document.activeElement?.querySelector('title')?.textContent ?? '');

  beforeAll(async () => {
    browser = await openBrowser('desktop', { locale });
    page = browser.page;
    await signIn(page, 'director', locale);
  });
  afterAll(() => browser?.close());

  it('opens the review and reads a waterfall that adds up', async () => {
    await open(page, '/today');
    await press('g');
    await press('r');
    await eventually(() => pathOf(page)).toBe('/review');
    await says(main(), t('span.opening'));
    await hydrated(page);
  });

  it('opens a bar into its deals', async () => {
    const wanted = t('span.bar.new');
    for (let tabs = 0; tabs < 90 && !(await labelInFocus()).startsWith(`${wanted} `); tabs++) await press('Tab');
    expect(await labelInFocus()).toContain(`${wanted} +`);
    await press('Enter');
    await eventually(() => param('bar')).toBe('new');
    await hydrated(page);
    const rows = page.locator('#changes ~ ul > li');
    await rows.first().waitFor();
    for (const row of await rows.all()) expect(await row.innerText()).toContain(wanted);
    await shot(page, `monday-bar-${locale}`);
  });

  it('goes on to the one-to-one, from deal to deal and person to person', async () => {
    await press('o');
    await eventually(() => pathOf(page)).toBe('/review/one-to-one');
    await page.locator('#deal').waitFor();
    const shown = () => page.locator('#deal').innerText();
    const person = () => page.getByRole('combobox', { name: t('talk.person') }).inputValue();
    const [firstDeal, firstPerson] = [await shown(), await person()];
    await press('j');
    await eventually(shown).not.toBe(firstDeal);
    await press('k');
    await eventually(shown).toBe(firstDeal);
    await press('n');
    await eventually(person).not.toBe(firstPerson);
    await press('p');
    await eventually(person).toBe(firstPerson);
    await press('?');
    await says(main(), t('talk.key.done'));
    await press('?');
    await shot(page, `monday-talk-${locale}`);
  });

  it('agrees a next step, which is a commitment of the one whose deal it is', async () => {
    const text = locale === 'en' ? 'Meet the head of IT by Friday' : '周五前约到信息中心主任';
    await press('e');
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('text');
    await page.keyboard.type(text);
    await press('Enter');
    await says(page.locator('article'), text);
    const made =
      () => sql`select c.side, c.state, c.owner_id = o.owner_id as is_theirs, o.id = c.opportunity_id as is_there
      from commitments c join opportunities o on o.id = c.opportunity_id where c.text = ${text}`;
    expect((await made()).map((row) => ({ ...row }))).toEqual([
      { side: 'ours', state: 'open', is_theirs: true, is_there: true },
    ]);
    // the field is empty again, and its keys are ours again
    await eventually(() => page.locator('input[name=text]').inputValue()).toBe('');
    await press('Escape');
    await press('d');
    await page.getByRole('button', { name: t('talk.done_today') }).waitFor();
    await shot(page, `monday-done-${locale}`);
    expect(surprises(browser.errors)).toEqual([]);
  });
});
