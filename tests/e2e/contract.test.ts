import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays, today } from '~/core/dates';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, pathOf, says, shot, signIn, surprises, words } from '../support/journey';
import { tender } from './tender';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
let sql: postgres.Sql;
let deal: string;
const browsers: Browser[] = [];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [row] =
    await sql`select o.id from opportunities o join people p on p.id = o.owner_id and p.email = 'manager@demo.test'
    where o.stage_type = 'open' and o.deleted_at is null
      and not exists (select from quotes q where q.tenant_id = o.tenant_id and q.opportunity_id = o.id) order by o.id offset 4 limit 1`;
  deal = String(row?.id);
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await sql?.end();
});

const t = words('zh-CN');
const en = words('en');
const browserOf = async (device: 'desktop' | 'phone', locale: 'zh-CN' | 'en') => {
  const browser = await openBrowser(device, { locale });
  browsers.push(browser);
  return browser;
};
const as = async (who: string) => {
  const { page } = await browserOf('desktop', 'zh-CN');
  await signIn(page, who);
  return page;
};
const main = (page: Page) => page.getByRole('main');
const press = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();
/** A file behind a link, with the session or the secret the page has. */
async function fetched(page: Page, address: string | null) {
  const answer = await page.context().request.get(String(address));
  expect(answer.status()).toBe(200);
  return answer.body();
}
const isPdf = (body: Buffer) => body.subarray(0, 5).toString('latin1') === '%PDF-' && body.length > 20_000;
/** The first day of a term of so many months whose last day is `on`. */
function startOf(on: string, months: number) {
  const [year = 0, month = 1, day = 1] = addDays(on, 1).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, 28))).toISOString().slice(0, 10);
}

describe('a tender that is won', () => {
  let manager: Page;
  let quote: string;
  let address: string;
  let paper: Buffer;

  it('goes to the customer as a link and as a paper in both languages', async () => {
    manager = await as('manager');
    quote = await tender(manager, as, deal, 'zh-CN');
    await open(manager, `${quote}/customer`);
    await manager.getByLabel(t('offer.link_for')).fill('沈国强 主任');
    await press(manager, t('offer.make_link'));
    const made = manager.getByRole('textbox', { name: t('offer.links'), exact: true });
    await made.waitFor();
    address = new URL(await made.inputValue()).pathname;
    const papers = main(manager).locator('a[href^="/quote-papers/"]');
    await eventually(() => papers.count(), 60_000).toBe(2);
    for (const link of await papers.all()) {
      paper = await fetched(manager, await link.getAttribute('href'));
      expect(isPdf(paper)).toBe(true);
    }
    await shot(manager, 'offer-links');
  }, 240_000);

  it('is read, asked about and accepted by a customer without an account', async () => {
    const { page: customer, errors } = await browserOf('phone', 'en');
    await customer.context().addCookies([{ name: 'lang', value: 'en', url: inject('baseUrl') }]);
    expect(await open(customer, address)).toBe(200);
    await says(main(customer), en('offer_paper.sites', { n: 41 }));
    const ours = await sql`select name from people where email in ('lead@demo.test', 'director@demo.test')`;
    const html = await customer.content();
    for (const secret of [...ours.map(({ name }) => String(name)), 'marginBp', 'costFen', 'authority'])
      expect(html).not.toContain(secret);
    for (const link of await main(customer).locator('a[href*="/paper/"]').all())
      expect(isPdf(await fetched(customer, await link.getAttribute('href')))).toBe(true);

    await customer.getByLabel(en('offer.question')).fill('Can the branch in Ngari be ready first?');
    const asking = customer.locator('form').filter({ has: customer.getByLabel(en('offer.question')) });
    await asking.getByLabel(en('offer.your_name')).fill('沈国强');
    await press(customer, en('offer.ask'));
    await says(main(customer), en('offer.asked'));

    await open(manager, '/notices');
    await main(manager)
      .getByRole('button', { name: /提了问题/ })
      .first()
      .click();
    await manager.waitForURL(/\/customer$/);
    await hydrated(manager);
    await manager.getByLabel(t('offer.answer')).fill('可以，12 天内开通。');
    await press(manager, t('offer.answer_send'));
    await says(main(manager), '可以，12 天内开通。');

    await open(customer, address);
    await says(main(customer), '可以，12 天内开通。');
    const accepting = customer.locator('form').filter({ has: customer.getByLabel(en('offer.agree')) });
    await accepting.getByLabel(en('offer.your_name')).fill('沈国强');
    await accepting.getByLabel(en('offer.your_title')).fill('信息中心主任');
    await press(customer, en('offer.accept'));
    await says(main(customer), en('offer.agree_first'));
    await customer.getByLabel(en('offer.agree')).check();
    await shot(customer, 'offer-accepting');
    await press(customer, en('offer.accept'));
    await says(main(customer), en('offer.is.accepted'));
    await open(customer, address);
    await says(main(customer), '沈国强 · 信息中心主任');
    expect(
      await main(customer)
        .getByRole('button', { name: en('offer.accept') })
        .count(),
    ).toBe(0);
    expect(surprises(errors)).toEqual([]);
  }, 120_000);

  it('becomes a contract with 41 sites, is signed, delivered late and amended', async () => {
    await open(manager, `${quote}/customer`);
    await says(main(manager), '沈国强 · 信息中心主任');
    await press(manager, t('offer.make_contract'));
    await manager.waitForURL(/\/contracts\/[0-9a-f-]{36}$/);
    await hydrated(manager);
    await says(manager.locator('body'), t('contract.of', { n: 41 }));
    const body = await manager.locator('body').innerText();
    const months = Number(/(\d+) 个月/.exec(body)?.[1]);
    const day = today(new Date());
    expect(await manager.getByLabel(t('contract.customer_signer')).inputValue()).toBe('沈国强');
    await manager.getByLabel(t('contract.starts_on')).fill(startOf(addDays(day, 100), months));
    await press(manager, t('contract.sign'));
    await says(manager.locator('body'), t('contract.state.active'));

    await manager
      .locator('input[type=file]')
      .setInputFiles({ name: '合同扫描件.pdf', mimeType: 'application/pdf', buffer: paper });
    await press(manager, t('contract.add_scan'));
    const scan = main(manager).getByRole('link', { name: '合同扫描件.pdf' });
    await scan.waitFor();
    expect(await fetched(manager, await scan.getAttribute('href'))).toEqual(paper);

    for (const [what, on] of [
      ['promised', addDays(day, -15)],
      ['delivered', day],
    ] as const) {
      await hydrated(manager);
      await manager.getByLabel(t('contract.choose_all')).check();
      await manager.getByLabel(t('contract.for_chosen', { n: 41 })).selectOption(what);
      await manager.getByLabel(t('contract.day')).fill(on);
      await press(manager, t('contract.save_sites'));
      await says(manager.locator('body'), what === 'promised' ? t('contract.late', { n: 15 }) : /41\s+共 41 个/);
    }
    await says(main(manager), t('contract.credit_sum', { money: '' }).trim());
    await says(main(manager), /减免 30%/);
    await shot(manager, 'contract-delivered');

    await main(manager)
      .locator('summary')
      .filter({ hasText: t('contract.amend') })
      .click();
    await manager.getByLabel(t('contract.text')).fill('滨江第 3 支行改到 12 月底搬迁');
    await press(manager, t('contract.amend'));
    await says(main(manager), '滨江第 3 支行改到 12 月底搬迁');
  }, 120_000);

  it('is told of and renewed before it ends, and the account says what is installed', async () => {
    const contract = pathOf(manager);
    await sql`select jobs.enqueue('contracts.follow', '{}', 'contracts.follow')`;
    const renewal = main(manager).getByRole('link', { name: t('contract.to_renewal') });
    await eventually(async () => {
      await open(manager, contract);
      return renewal.count();
    }, 60_000).toBe(1);
    await open(manager, '/contracts?ending=180');
    await says(main(manager), t('contract.renewal_open'));
    await open(manager, '/notices');
    await says(main(manager), /将于.*到期/);
    await open(manager, contract);
    const account = await manager.locator('header a[href^="/accounts/"]').last().getAttribute('href');
    await renewal.click();
    await manager.waitForURL(/\/opportunities\//);
    await says(manager.locator('body'), t('contract.renewal_title', { title: '' }).trim());
    const [row] =
      await sql`select p.code from opportunities o join pipelines p on p.id = o.pipeline_id where o.id = ${pathOf(manager).split('/')[2]!}`;
    expect(row?.code).toBe('renewal');
    await open(manager, String(account));
    await says(manager.locator('body'), t('contract.products'));
    await shot(manager, 'account-installed');
  }, 120_000);
});
