import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { demoPassword, emailOf, eventually, hydrated, open, pathOf, shot, surprises, words } from '../support/journey';

const t = words('zh-CN');
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser('desktop');
  page = browser.page;
});
afterAll(() => browser?.close());

const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    return at?.getAttribute('aria-label') || at?.innerText || at?.getAttribute('name') || at?.tagName || '';
  });
const press = (key: string) => page.keyboard.press(key);
const rowInFocus = () => page.evaluate(() => document.activeElement?.closest('tr')?.dataset.row ?? null);

describe('with the keyboard alone', () => {
  it('one signs in', async () => {
    await open(page, '/login');
    await eventually(focused).toBe('email');
    await page.keyboard.type(emailOf('manager'));
    await press('Tab');
    await page.keyboard.type(demoPassword);
    await press('Enter');
    await eventually(() => pathOf(page)).toBe('/today');
    await hydrated(page);
  });

  it('Tab reaches the way past the navigation first, then the navigation itself', async () => {
    await open(page, '/accounts');
    await press('Tab');
    expect(await focused()).toContain(t('shell.skip'));
    const seen: string[] = [];
    for (let i = 0; i < 12; i++) {
      await press('Tab');
      seen.push(await focused());
    }
    for (const place of [t('shell.today'), t('shell.accounts'), t('shell.visits')])
      expect(seen.some((word) => word.includes(place))).toBe(true);
    await open(page, '/accounts');
    await press('Tab');
    await press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('g and a letter lead to a place', async () => {
    await open(page, '/today');
    await press('g');
    await press('v');
    await eventually(() => pathOf(page)).toBe('/visits');
  });

  it('j and k move along a list, Enter opens, and typing is left alone', async () => {
    await open(page, '/accounts');
    await press('j');
    const first = await rowInFocus();
    expect(first).not.toBeNull();
    await press('j');
    expect(await rowInFocus()).not.toBe(first);
    await press('k');
    expect(await rowInFocus()).toBe(first);
    await press('/');
    await page.keyboard.type('jkc');
    expect(pathOf(page)).toBe('/accounts');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('jkc');
    await open(page, '/opportunities?shape=list');
    await press('j');
    await press('Enter');
    await eventually(() => pathOf(page)).toMatch(/^\/opportunities\/[0-9a-f-]{36}$/);
  });

  it('c makes a new one', async () => {
    await open(page, '/accounts');
    await press('c');
    await eventually(() => pathOf(page)).toBe('/accounts/new');
  });

  it('? shows the keys, Esc closes, and the focus is back where it was', async () => {
    await open(page, '/accounts');
    await press('j');
    const before = await focused();
    await press('?');
    const sheet = page.getByRole('dialog', { name: t('keys.title') });
    await sheet.waitFor();
    await shot(page, 'keys');
    await press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await eventually(focused).toBe(before);
  });

  it('the palette opens, chooses by arrows and gives the focus back', async () => {
    await open(page, '/accounts');
    await press('j');
    const before = await focused();
    await press('Control+k');
    const palette = page.getByRole('dialog', { name: t('palette.title') });
    await palette.waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    await press('Escape');
    await palette.waitFor({ state: 'detached' });
    await eventually(focused).toBe(before);
    await press('Control+k');
    await palette.waitFor();
    await page.keyboard.type('visits');
    await palette
      .getByRole('option', { name: t('shell.visits'), exact: false })
      .first()
      .waitFor();
    const chosen = palette.locator('[cmdk-item][aria-selected=true]');
    for (let i = 0; i < 8 && !(await chosen.innerText()).startsWith(t('shell.visits')); i++) await press('ArrowDown');
    await press('Enter');
    await eventually(() => pathOf(page)).toBe('/visits');
  });

  it('a dialog holds the focus and gives it back', async () => {
    await open(page, '/opportunities');
    // the board that can be dragged takes the place of the one that was served
    await page.locator('[data-rfd-drag-handle-draggable-id]').first().waitFor();
    const opener = page
      .getByRole('link', { name: new RegExp(`^${t('opportunity.move')} · `) })
      .filter({ visible: true })
      .first();
    await opener.focus();
    await press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let i = 0; i < 15; i++) {
      await press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await eventually(() => opener.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(surprises(browser.errors)).toEqual([]);
  });
});
