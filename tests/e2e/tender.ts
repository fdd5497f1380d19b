import type { Page } from 'playwright-core';
import type { Locale } from '~/core/locale';
import { hydrated, open, says, shot, toastOf, words } from '../support/journey';
import { addLine, beginQuote, pasteSites } from './quoting';

/** As copied from a sheet: 38 in town, three beyond every cable, one of them with its coordinates the wrong way round. */
const branches = [
  ...Array.from({ length: 38 }, (_, at) => [`滨江第${at + 1}支行`, `浙江省杭州市滨江区江南大道${at + 1}号`, '', '']),
  ['那曲支行', '西藏自治区那曲市浙江中路1号', '31.47', '92.05'],
  ['当雄支行', '西藏自治区拉萨市当雄县2号', '91.1', '30.48'],
  ['安多支行', '西藏自治区那曲市安多县3号', '0', '0'],
];

type As = (who: string) => Promise<Page>;

/** Through the pages: 41 branches pasted and checked, fibre and Ka, a discount beyond authority, returned once, approved by two. */
export async function tender(manager: Page, as: As, deal: string, locale: Locale) {
  const t = words(locale);
  const button = (page: Page, key: Parameters<typeof t>[0]) =>
    page.getByRole('main').getByRole('button', { name: t(key as 'quote.new'), exact: true });

  const quote = await beginQuote(manager, t, deal);
  await pasteSites(manager, t, quote, branches);
  await says(toastOf(manager), t('quote_site.added', { n: 41, duplicates: 0, issues: 2 }));
  await says(manager.getByRole('main'), t('quote_site.issue.swapped'));
  await says(manager.getByRole('main'), t('quote_site.issue.zero'));
  await says(manager.getByRole('main'), t('quote_site.summary', { yes: 41, check: 0, no: 0 }));
  await shot(manager, `quote-sites-${locale}`);

  await open(manager, quote);
  await addLine(manager, t, 'PL-SDWAN', /PL-SDWAN(?!-)/, /38/);
  await addLine(manager, t, 'SAT-KA-BK', /SAT-KA-BK/, /\b3\b/);

  // refused at the field, then a discount beyond the manager's own authority
  const whole = manager.getByLabel(t('quote_line.quote_discount'));
  const save = manager.locator('form').filter({ has: whole }).getByRole('button');
  await whole.fill('200');
  await save.click();
  await says(manager.getByRole('main'), t('quote.discount_range'));
  await whole.fill('24');
  await save.click();
  await says(toastOf(manager), t('quote.saved'));
  await says(manager.getByRole('main'), t('quote_approval.preview'));
  await says(manager.getByRole('main'), t('quote_approval.level.sales_director'));
  await shot(manager, `quote-lines-${locale}`);
  await hydrated(manager);
  await manager.getByLabel(t('quote_approval.note')).fill('41');
  await button(manager, 'quote_approval.submit').click();
  await says(manager.getByRole('main'), t('quote.state.in_approval'));

  const number = ((await manager.getByRole('main').innerText()).match(/Q\d{8}-[0-9A-F]{6}/) ?? [''])[0];
  const cardOf = (page: Page) =>
    page
      .getByRole('main')
      .locator('section')
      .filter({ hasText: number })
      .filter({ has: page.locator('form') });
  const lead = await as('lead');
  await open(lead, '/approvals');
  await cardOf(lead).getByLabel(t('approval.comment')).fill('22');
  await cardOf(lead)
    .getByRole('button', { name: t('approval.return'), exact: true })
    .click();
  await says(toastOf(lead), t('approval.returned'));

  await open(manager, quote);
  await says(manager.getByRole('main'), t('quote.state.returned'));
  await whole.fill('22');
  await save.click();
  await says(manager.getByRole('main'), '22');
  await hydrated(manager);
  await button(manager, 'quote_approval.submit').click();
  await says(manager.getByRole('main'), t('quote.state.in_approval'));

  for (const who of ['lead', 'director']) {
    const page = who === 'lead' ? lead : await as(who);
    await open(page, '/approvals');
    await cardOf(page)
      .getByRole('button', { name: t('approval.approve'), exact: true })
      .click();
    await says(toastOf(page), t('approval.approved'));
  }
  await open(manager, quote);
  await says(manager.getByRole('main'), t('quote.state.approved'));
  await button(manager, 'quote.send').click();
  await says(manager.getByRole('main'), t('quote.state.sent'));
  return quote;
}
