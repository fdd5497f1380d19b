import type { Page } from 'playwright-core';
import { hydrated, open, type Words } from '../support/journey';

const main = (page: Page) => page.getByRole('main');

/** A quote for a deal, begun on its page; answers the address of the quote. */
export async function beginQuote(page: Page, t: Words, deal: string) {
  await open(page, `/opportunities/${deal}`);
  await page.getByRole('link', { name: t('quote.new') }).click();
  await page.waitForURL(/\/quotes\/new/);
  await hydrated(page);
  await main(page)
    .getByRole('button', { name: t('quote.begin'), exact: true })
    .click();
  await page.waitForURL(/tab=sites/);
  return new URL(page.url()).pathname;
}

/** Places as they are copied from a sheet: rows of name, address, latitude and longitude. */
export async function pasteSites(page: Page, t: Words, quote: string, rows: string[][]) {
  await open(page, `${quote}/sites`);
  const head = ['网点名称', '地址', '纬度', '经度'];
  await page.getByLabel(t('quote_site.paste')).fill([head, ...rows].map((row) => row.join('\t')).join('\n'));
  await main(page)
    .getByRole('button', { name: t('quote_site.read'), exact: true })
    .click();
  await page.waitForURL(/tab=sites/);
}

/** A product for the group of places that says so; the page is the quote before and after. */
export async function addLine(page: Page, t: Words, search: string, product: RegExp, where: RegExp) {
  await page
    .getByRole('link', { name: t('quote.add_lines') })
    .first()
    .click();
  await page.waitForURL(/\/lines$/);
  await hydrated(page);
  await page.getByRole('textbox', { name: t('quote_line.search') }).fill(search);
  await main(page)
    .getByRole('button', { name: t('quote_line.find'), exact: true })
    .click();
  await page.waitForURL(/q=/);
  await main(page).getByRole('link', { name: product }).first().click();
  await page.waitForURL(/offering=/);
  const select = page.getByLabel(t('quote_line.where'));
  const option = await select.locator('option').filter({ hasText: where }).first().getAttribute('value');
  await select.selectOption(option ?? '');
  await main(page)
    .getByRole('button', { name: t('quote_line.add'), exact: true })
    .click();
  await page.waitForURL(/\/quotes\/[0-9a-f-]{36}$/);
  await hydrated(page);
}
