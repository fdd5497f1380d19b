import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, pathOf, shot, signIn, surprises, words } from '../support/journey';
import { guestLinks, ownRecords } from './own-records';

const t = words('zh-CN');
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let records: Awaited<ReturnType<typeof ownRecords>>;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  records = await ownRecords(sql);
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'manager');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

const mainPages = [
  ['today', () => '/today'],
  ['accounts', () => '/accounts'],
  ['new account', () => '/accounts/new'],
  ['account', () => `/accounts/${records.accountId}`],
  ['board', () => '/opportunities'],
  ['opportunity list', () => '/opportunities?shape=list'],
  ['opportunity', () => `/opportunities/${records.opportunityId}`],
  ['moving', () => `/opportunities/${records.opportunityId}/move`],
  ['new opportunity', () => '/opportunities/new'],
  ['visits', () => '/visits'],
  ['planning', () => '/visits/plan'],
  ['free times', () => `/visits/plan?account=${records.accountId}`],
  ['moving a visit', () => `/visits/${records.visitId}/move`],
  ['new visit', () => `/visits/new?account=${records.accountId}`],
  ['visit done', () => `/visits/new?account=${records.accountId}&mode=log`],
  ['visit', () => `/visits/${records.visitId}`],
  ['planned visit', () => `/visits/${records.plannedId}`],
  ['report', () => `/visits/${records.plannedId}?do=complete`],
  ['inviting', () => `/visits/${records.plannedId}/invite`],
  ['proposed visit', () => `/visits/${records.proposedId}`],
  ['log', () => '/interactions/new'],
  ['log of a mail', () => `/interactions/new?account=${records.accountId}&channel=email`],
  ['commitments', () => '/commitments'],
  ['coverage policy', () => '/coverage/policy'],
  ['notice settings', () => '/settings/notices'],
  ['outbox', () => '/outbox'],
  ['search', () => '/search?q=zj'],
  ['settings', () => '/settings'],
] as const;

/** What lies beyond the right edge and is not inside its own strip. */
const wider = () => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('main *, nav *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 3)
    .map((one) => `${one.tagName} ${one.className}`);
};

/** Links and buttons a thumb has to meet that are lower than 44 px. */
const tooLow = (selector: string) =>
  [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height < 43.5)
    .map((one) => `${one.innerText || one.getAttribute('aria-label')} ${one.getBoundingClientRect().height}`);

describe('at 390 × 844', () => {
  it.each(mainPages)('%s does not scroll sideways and its actions fit a thumb', async (name, to) => {
    expect(await open(page, to())).toBe(200);
    await shot(page, `phone-${name.replace(' ', '-')}`);
    await eventually(() => page.evaluate(wider)).toEqual([]);
    expect(await page.evaluate(tooLow, 'nav[aria-label] a, nav summary, [data-bottom-bar] :is(a, button)')).toEqual([]);
    expect(await page.evaluate(tooLow, 'main form[method=post] button[type=submit]')).toEqual([]);
    expect(await page.locator('h1').filter({ visible: true }).count()).toBe(1);
  });

  it('the bottom bar leads to its places', async () => {
    await open(page, '/today');
    const bar = page.getByRole('navigation', { name: t('shell.places') }).filter({ visible: true });
    for (const [word, path] of [
      [t('shell.accounts'), '/accounts'],
      [t('shell.opportunities'), '/opportunities'],
      [t('shell.me'), '/settings'],
      [t('shell.today'), '/today'],
    ] as const) {
      await bar.getByRole('link', { name: word, exact: true }).tap();
      await eventually(() => pathOf(page)).toBe(path);
    }
  });

  it('every other place is reached from one’s own page', async () => {
    for (const [word, path] of [
      [t('shell.visits'), '/visits'],
      [t('shell.commitments'), '/commitments'],
      [t('shell.recycle_bin'), '/recycle-bin'],
      [t('unit.title'), '/units'],
    ] as const) {
      await open(page, '/settings');
      await page
        .getByRole('navigation', { name: t('shell.all_places') })
        .getByRole('link', { name: word, exact: true })
        .tap();
      await eventually(() => pathOf(page)).toBe(path);
    }
    await open(page, '/today');
    await page
      .getByRole('main')
      .getByRole('link', { name: t('search.title') })
      .tap();
    await eventually(() => pathOf(page)).toBe('/search');
  });

  it('a visit is planned with the plus button', async () => {
    await open(page, '/today');
    const bar = page.getByRole('navigation', { name: t('shell.places') }).filter({ visible: true });
    await bar.getByLabel(t('shell.new'), { exact: true }).tap();
    await shot(page, 'phone-plus');
    await bar.getByRole('link', { name: t('shell.new_visit') }).tap();
    await page.waitForURL('**/visits/plan');
    await page.getByRole('main').getByRole('listitem').first().getByRole('link').tap();
    await page.getByRole('link', { name: t('plan.whole') }).tap();
    await page.getByLabel(t('visit.purpose')).fill('手机上计划的拜访');
    await page.getByLabel(t('visit.type.routine'), { exact: true }).check({ force: true });
    await shot(page, 'phone-plan');
    await page.getByRole('button', { name: t('visit.save_plan') }).tap();
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    await hydrated(page);
    await eventually(() => page.locator('h1').filter({ visible: true }).innerText()).toContain('手机上计划的拜访');
    await shot(page, 'phone-planned');
    expect(surprises(browser.errors)).toEqual([]);
  });
});

describe('pages of mails at 390 × 844', () => {
  it.each(['invitation', 'unsubscribe'] as const)(
    '%s does not scroll sideways and its actions fit a thumb',
    async (name) => {
      const links = await guestLinks(sql, records);
      for (const address of [links[name], `/${name}/nonsense`]) {
        await open(page, address);
        expect(await page.evaluate(wider)).toEqual([]);
        expect(await page.evaluate(tooLow, 'main :is(a, button)')).toEqual([]);
      }
    },
  );
});

describe('in English at 390 × 844', () => {
  it('a customer’s page does not scroll sideways', async () => {
    const english = await openBrowser('phone');
    await signIn(english.page, 'manager', 'en');
    expect(await open(english.page, `/accounts/${records.accountId}`)).toBe(200);
    await eventually(() => english.page.evaluate(wider)).toEqual([]);
    await english.close();
  });
});
