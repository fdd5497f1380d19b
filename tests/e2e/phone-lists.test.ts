import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, pathOf, says, shot, signIn, surprises, toastOf, words } from '../support/journey';

const t = words('zh-CN');
const name = '手机上保存的视图';
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'lead');
});
afterAll(() => browser?.close());

const list = '/opportunities?shape=list&type=open&owner=me';
const param = (name: string) => new URL(page.url()).searchParams.get(name);
const rows = () => page.locator('main li[data-row]');
const isOn = (target: Locator) => eventually(() => target.isVisible()).toBe(true);

/** The sheet beside the filters, opened. */
async function openSheet() {
  const sheet = page.locator('details').filter({ has: page.locator('summary', { hasText: t('list.options') }) });
  await sheet.locator('summary').tap();
  await isOn(sheet.getByRole('button', { name: t('common.close') }));
  return sheet;
}

/** What is smaller than a thumb needs, with its label where it has one. */
const tooSmall = (within: Locator) =>
  within.locator('a, button, select, input:not([type=hidden])').evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility())
      .map((one) => (one.closest('label') ?? one).getBoundingClientRect())
      .filter(({ width, height }) => width < 43.5 || height < 43.5)
      .map(({ width, height }) => `${width} × ${height}`),
  );

/** What the cards say their deals are worth. */
const amounts = async () =>
  (await rows().locator('.font-semibold').allTextContents()).map(
    (text) => Number(text.replace(/[^\d.]/g, '')) * (text.includes('亿') ? 1e8 : text.includes('万') ? 1e4 : 1),
  );
const inOrder = (all: number[], sort: string) =>
  all.length > 1 && all.slice(1).every((one, at) => (sort === 'amount' ? one >= all[at]! : one <= all[at]!));

/** A finger that rests on something. */
async function hold(target: Locator) {
  const box = (await target.boundingBox())!;
  const touch = await page.context().newCDPSession(page);
  const point = { x: box.x + box.width / 3, y: box.y + box.height / 2 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await isOn(page.getByRole('checkbox', { name: t('common.select_all') }));
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await touch.detach();
}

describe('a list at 390 × 844', () => {
  it.each(['/accounts', '/opportunities?shape=list', '/opportunities', '/visits'])(
    '%s has a sheet that fits a thumb and passes axe',
    async (to) => {
      await open(page, to);
      const sheet = await openSheet();
      expect(await tooSmall(sheet)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await eventually(() => sheet.getAttribute('open')).toBeNull();
    },
  );

  it('is sorted', async () => {
    await open(page, '/opportunities?shape=list&type=open');
    for (const [way, sort] of [
      ['list.sort_down', '-amount'],
      ['list.sort_up', 'amount'],
    ] as const) {
      const label = t(way, { column: t('opportunity.amount') });
      await (await openSheet()).getByRole('link', { name: label }).tap();
      await eventually(() => param('sort')).toBe(sort);
      await eventually(() => openNow().count()).toBe(0);
      await eventually(async () => inOrder(await amounts(), sort)).toBe(true);
    }
    const sheet = await openSheet();
    const current = sheet.locator('[aria-current]');
    expect(await current.getAttribute('aria-label')).toBe(t('list.sort_up', { column: t('opportunity.amount') }));
  });

  it('shows on its cards what is ticked, and remembers it', async () => {
    await open(page, '/accounts');
    const industry = rows().first().getByText(t('account.industry'));
    const sheet = await openSheet();
    expect(await industry.count()).toBe(0);
    await sheet.getByLabel(t('account.industry')).tap();
    await eventually(() => industry.count()).toBe(1);
    await open(page, '/accounts');
    await eventually(() => industry.count()).toBe(1);
    await (await openSheet()).getByLabel(t('account.industry')).tap();
    await eventually(() => industry.count()).toBe(0);
  });

  it('is kept as a view, which is brought up to date, renamed and deleted', async () => {
    await open(page, '/opportunities?shape=list&type=open');
    await (await openSheet()).getByRole('link', { name: t('view.save') }).tap();
    const field = page.getByLabel(t('view.name'));
    await isOn(field);
    await field.fill(name);
    await page.getByRole('button', { name: t('common.save') }).tap();
    await eventually(() => param('view')).not.toBeNull();
    const view = param('view');
    let sheet = await openSheet();
    await isOn(sheet.getByText(t('view.in_use', { name })));
    expect(await sheet.getByRole('button', { name: t('view.update') }).count()).toBe(0);
    const close = t('list.sort_up', { column: t('opportunity.close_on') });
    await sheet.getByRole('link', { name: close }).tap();
    await eventually(() => param('sort')).toBe('close');
    sheet = await openSheet();
    await shot(page, 'phone-view-changed');
    await sheet.getByRole('button', { name: t('view.update') }).tap();
    await says(toastOf(page), t('view.updated', { name }));

    await open(page, '/views');
    await page.getByRole('link', { name, exact: true }).tap();
    await eventually(() => [param('view'), param('sort')]).toEqual([view, 'close']);
    await hydrated(page);
    await (await openSheet()).getByRole('link', { name: t('view.edit') }).tap();
    const rename = page.getByLabel(t('view.name'));
    await isOn(rename);
    await rename.fill(`${name} 2`);
    await page.getByRole('button', { name: t('common.save') }).tap();
    await isOn(page.getByRole('link', { name: `${name} 2`, exact: true }));
    await open(page, `/views/${view}`);
    await page.getByRole('button', { name: t('common.delete') }).tap();
    await says(toastOf(page), t('view.deleted', { name: `${name} 2` }));
    await eventually(() => page.getByRole('link', { name: `${name} 2`, exact: true }).count()).toBe(0);
  });

  it('has several rows changed at once, and the change taken back', async () => {
    await open(page, '/opportunities?shape=list&type=open');
    await (await openSheet()).getByRole('link', { name: t('list.select') }).tap();
    const all = page.getByRole('checkbox', { name: t('common.select_all') });
    await isOn(all);
    await rows().nth(0).tap();
    await rows().nth(1).tap();
    const bar = page.locator('form').filter({ has: all });
    await says(bar, t('common.selected', { n: 2 }));
    await bar.getByLabel(t('opportunity.bulk_change')).selectOption('next_step');
    const step = bar.getByLabel(t('opportunity.next_step'), { exact: true });
    await isOn(step);
    await step.fill('约下周见面');
    await shot(page, 'phone-bulk');
    expect(await tooSmall(bar)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    const places = page.getByRole('navigation', { name: t('shell.places') }).filter({ visible: true });
    const [over, under] = [await bar.boundingBox(), await places.boundingBox()];
    expect(over!.y + over!.height).toBeLessThanOrEqual(under!.y + 1);
    await bar.getByRole('button', { name: t('common.apply') }).tap();
    await says(toastOf(page), t('opportunity.bulk_done', { n: 2 }));
    await eventually(() => all.count()).toBe(0);
    expect(param('select')).toBeNull();
    await toastOf(page)
      .getByRole('button', { name: t('common.undo') })
      .tap();
    await says(toastOf(page), t('bulk.undone_all', { n: 2 }));
  });

  it('starts selecting under a finger that rests, and stops by the cross', async () => {
    await open(page, '/accounts');
    await hold(rows().first());
    const bar = page.locator('form').filter({ has: page.getByRole('checkbox', { name: t('common.select_all') }) });
    await says(bar, t('common.selected', { n: 1 }));
    expect(pathOf(page)).toBe('/accounts');
    await shot(page, 'phone-select');
    const assign = bar.getByRole('link', { name: t('account.assign') });
    expect(await assign.getAttribute('href')).toMatch(/^\/team\/assign\?accounts=[0-9a-f-]{36}$/);
    await bar.getByRole('link', { name: t('common.cancel') }).tap();
    await eventually(() => bar.count()).toBe(0);
    await rows().first().getByRole('link').tap();
    await eventually(() => pathOf(page)).toMatch(/^\/accounts\/[0-9a-f-]{36}$/);
  });

  it('is exported as it is narrowed', async () => {
    await open(page, '/opportunities?shape=list&type=won');
    for (const [word, file] of [
      ['list.export_csv', /\.csv$/],
      ['list.export_xlsx', /\.xlsx$/],
    ] as const) {
      const sheet = await openSheet();
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        sheet.getByRole('link', { name: t(word) }).tap(),
      ]);
      expect(saved.suggestedFilename()).toMatch(file);
      if (word === 'list.export_csv') {
        const lines = readFileSync(await saved.path(), 'utf8')
          .trim()
          .split('\n');
        expect(lines.length).toBeGreaterThan(1);
        expect(lines.slice(1).every((line) => line.includes(t('opportunity.type.won')) || line.includes('赢单'))).toBe(
          true,
        );
      }
      await page.keyboard.press('Escape');
    }
    expect(surprises(browser.errors)).toEqual([]);
  });
});

const openNow = () => page.locator('details[open]');

describe('before JavaScript at 390 × 844', () => {
  it('the sheet is a page, and rows are ticked', async () => {
    const plain = await openBrowser('phone', { javaScriptEnabled: false });
    try {
      await signIn(plain.page, 'lead');
      await plain.page.goto(list);
      await plain.page.locator('summary', { hasText: t('list.options') }).tap();
      await plain.page.getByRole('link', { name: t('list.show_options') }).tap();
      const way = t('list.sort_down', { column: t('opportunity.amount') });
      await plain.page.getByRole('link', { name: way }).tap();
      await plain.page.waitForURL((url) => url.searchParams.get('sort') === '-amount');
      await plain.page.goto('/opportunities?shape=list&select=1');
      await plain.page.locator('main li[data-row] input[name=ids]').first().check();
      expect(
        await plain.page
          .getByRole('button', { name: t('common.apply'), exact: true })
          .last()
          .isVisible(),
      ).toBe(true);
    } finally {
      await plain.close();
    }
  });
});
