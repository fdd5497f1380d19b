import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, pathOf, says, shot, signIn, surprises, toastOf, words } from '../support/journey';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
const t = words('zh-CN');
const browsers: Browser[] = [];
let sql: postgres.Sql;
let sent: string;
let manager: Page;

const browserOf = async (device: 'desktop' | 'phone') => {
  const browser = await openBrowser(device, { locale: 'zh-CN' });
  browsers.push(browser);
  return browser;
};
const main = (page: Page) => page.getByRole('main');
const press = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();
const unfold = (page: Page, title: string) => main(page).locator('summary').filter({ hasText: title }).click();

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  // the demo's quote of a bundle with a promotion
  const [row] = await sql`select q.id from quotes q join people p on p.id = q.owner_id and p.email = 'manager@demo.test'
    where q.state = 'sent' and q.bundles <> '[]' limit 1`;
  sent = `/quotes/${row?.id}`;
  const { page } = await browserOf('desktop');
  await signIn(page, 'manager');
  manager = page;
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await sql?.end();
});

/** A new link for the customer, as the page shows it once. */
async function link() {
  await open(manager, `${sent}/customer`);
  await manager.getByLabel(t('offer.link_for')).fill('周敏 采购经理');
  await press(manager, t('offer.make_link'));
  const made = manager.getByRole('textbox', { name: t('offer.links'), exact: true });
  await made.waitFor();
  return new URL(await made.inputValue()).pathname;
}

describe('what becomes of an offer', () => {
  it('is fetched as a workbook from the menu, and the page stays', async () => {
    await open(manager, sent);
    await manager
      .getByRole('button', { name: t('common.more') })
      .first()
      .click();
    const [file] = await Promise.all([
      manager.waitForEvent('download'),
      manager.getByRole('menuitem', { name: t('quote.export_xlsx'), exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^Q\d{8}-[0-9A-F]{6}\.xlsx$/);
    expect(pathOf(manager)).toBe(sent);
  });

  it('is read by nobody once its link was taken back or is over', async () => {
    const { page: customer } = await browserOf('phone');
    const taken = await link();
    expect(await open(customer, taken)).toBe(200);
    await open(manager, `${sent}/customer`);
    await press(manager, t('offer.revoke'));
    await says(main(manager), t('offer.link.revoked'));
    expect(await customer.goto(taken).then((answer) => answer?.status())).toBe(404);

    const over = await link();
    await sql`update quote_links set expires_at = now() - interval '1 minute' where revoked_at is null and quote_links.version_id in
      (select id from quote_versions where quote_id = ${sent.split('/')[2]!})`;
    await customer.goto(over);
    await says(customer.locator('body'), t('offer.is.link_over'));
    expect(await customer.getByLabel(t('offer.agree')).count()).toBe(0);
  });

  it('is declined by the customer with a reason, gives its budget back and is told to the manager', async () => {
    const spent = async () => (await sql`select used_count from promotions where code = 'P-KA-SETUP'`)[0]?.used_count;
    const before = await spent();
    const { page: customer, errors } = await browserOf('phone');
    const address = await link();
    await open(customer, address);
    await unfold(customer, t('offer.rather_not'));
    const form = customer.locator('form').filter({ has: customer.getByLabel(t('offer.why')) });
    await form.getByLabel(t('offer.your_name')).fill('周敏');
    await form.getByLabel(t('offer.why')).fill('预算推迟到明年');
    await shot(customer, 'offer-declining');
    await form.getByRole('button', { name: t('offer.decline') }).click();
    await says(main(customer), t('offer.is.declined'));
    expect(
      await main(customer)
        .getByRole('button', { name: t('offer.accept') })
        .count(),
    ).toBe(0);
    await open(manager, `${sent}/customer`);
    await says(main(manager), '预算推迟到明年');
    await open(manager, sent);
    await says(manager.locator('body'), t('quote.state.declined'));
    await eventually(spent).toBe(before - 1);
    await open(manager, '/notices');
    await says(main(manager), /没有接受报价/);
    expect(surprises(errors)).toEqual([]);
  });
});

describe('a contract that ends before its day', () => {
  it('is terminated with a reason from its page, and what is installed ends with it', async () => {
    const [contract] = await sql`select c.id from contracts c join people p on p.id = c.owner_id
      where p.email = 'manager@demo.test' and c.state = 'active' and not c.auto_renews and c.ends_on > now() + interval '300 days' limit 1`;
    await open(manager, `/contracts/${contract?.id}`);
    await unfold(manager, t('contract.terminate'));
    await manager.getByLabel(t('contract.close_note')).fill('客户关停两处门店');
    await press(manager, t('contract.terminate'));
    await says(manager.locator('body'), t('contract.state.terminated'));
    await says(main(manager), '客户关停两处门店');
    await hydrated(manager);
    expect(
      await main(manager)
        .getByRole('button', { name: t('contract.terminate'), exact: true })
        .count(),
    ).toBe(0);
    await shot(manager, 'contract-terminated');
    const [left] = await sql`select count(*)::int as n from installed_products where contract_id = ${contract?.id}
      and coalesce(until_on, '9999-12-31') > current_date + 1`;
    expect(left?.n).toBe(0);
  });
});

describe('a place Ka does not reach', () => {
  it('is connected over Ku with one press, and says so', async () => {
    const [site] =
      await sql`select s.id, s.quote_id, s.name from quote_sites s join quotes q on q.id = s.quote_id and q.state = 'draft'
      where s.feasibility @> '[{"technology":"ka","verdict":"no"}]' and s.feasibility::text like '%"kind": "band"%' limit 1`;
    await open(manager, `/quotes/${site?.quote_id}?tab=sites&site=${site?.id}`);
    const way = manager.locator('[data-alternative="band"]');
    await way.getByRole('button', { name: t('quote_site.take'), exact: true }).click();
    await says(toastOf(manager), t('quote_site.checked'));
    await says(main(manager), t('access.ku'));
    await says(main(manager), t('quote_site.ku_product'));
    await shot(manager, 'quote-site-ku');
  });
});
