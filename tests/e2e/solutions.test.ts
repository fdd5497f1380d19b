import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { bothLanguages, hydrated, open, says, shot, signIn, surprises, toastOf, words } from '../support/journey';

let sql: postgres.Sql;
let deals: { id: string; account: string }[];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  // two customers who said they have no network between their branches, each with a deal
  deals = await sql<{ id: string; account: string }[]>`
    select distinct on (o.account_id) o.id, o.account_id as account from opportunities o join people p on p.id = o.owner_id and p.email = 'manager@demo.test'
    join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
    where o.stage_type = 'open' and o.deleted_at is null and a.industry is distinct from '66'
      and not exists (select from opportunities w where w.account_id = a.id and w.stage_type = 'won')
    order by o.account_id, o.id limit 2`;
  for (const { account } of deals)
    await sql`insert into needs (tenant_id, id, unit_id, owner_id, account_id, kind, line, text)
      select tenant_id, ${newId()}, unit_id, owner_id, id, 'explicit', 'satellite', '各网点要互联，断了要有备份' from accounts where id = ${account}`;
});
afterAll(() => sql?.end());

describe.each(bothLanguages)('from a need to a quote (%s)', (locale) => {
  const t = words(locale);
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  afterAll(() => browser?.close());

  it('goes by a proposal, with a bundle and a promotion, and refuses the one that clashes', async () => {
    browser = await openBrowser('desktop', { locale });
    const { page } = browser;
    await signIn(page, 'manager', locale);
    const { id, account } = deals[locale === 'en' ? 1 : 0]!;
    const [bundle] = await sql`select id, name, name_en from bundles where code = 'B-FIBRE-KA'`;
    const [sprint, free] =
      await sql`select id, name, name_en from promotions where code in ('P-SPRINT', 'P-FREE3') order by code desc`;
    const named = (row: Record<string, unknown> | undefined) => String(locale === 'en' ? row?.name_en : row?.name);
    const button = (key: Parameters<typeof t>[0]) =>
      page.getByRole('main').getByRole('button', { name: t(key as 'quote.new'), exact: true });

    await open(page, `/accounts/${account}`);
    const card = page
      .locator('section, article, div')
      .filter({ hasText: t('solution.title') })
      .last();
    await says(page.getByRole('main'), t('solution.need', { text: '各网点要互联，断了要有备份' }));
    await shot(page, `solutions-${locale}`);
    expect(await card.count()).toBeGreaterThan(0);
    await page.getByRole('main').locator(`a[href*="bundle=${bundle?.id}"]`).click();
    await page.waitForURL(/\/quotes\/new/);
    await hydrated(page);
    const deal = page.getByRole('main').locator(`a[href*="opportunity=${id}"]`);
    await deal.click();
    await page.waitForURL(/opportunity=/);
    await says(page.getByRole('main'), t('solution.with', { name: named(bundle) }));
    await hydrated(page);
    await button('quote.begin').click();
    await page.waitForURL(/\/bundle\?bundle=/);
    await hydrated(page);
    const quote = new URL(page.url()).pathname.replace(/\/bundle$/, '');

    // one fibre too many: the choice to change is named
    const fibre = page.getByRole('main').locator('input[name^="quantities["]').first();
    await fibre.fill('2');
    await button('quote_bundle.take').click();
    await says(page.getByRole('main'), t('quote_bundle.rules'));
    await fibre.fill('1');
    await button('quote_bundle.take').click();
    await page.waitForURL((url) => url.pathname === quote);
    await says(page.getByRole('main'), named(bundle));
    await says(page.getByRole('main'), t('quote_bundle.saves'));
    await hydrated(page);

    const give = (row: Record<string, unknown> | undefined) =>
      page
        .locator('form')
        .filter({ has: page.locator(`input[name=promotionId][value="${row?.id}"]`) })
        .getByRole('button');
    await give(sprint).click();
    await says(toastOf(page), t('quote.saved'));
    await says(page.getByRole('main'), t('quote_promotion.worth'));
    await hydrated(page);
    await give(free).click();
    const clash = t('quote_promotion.clash.stacked', { promotion: named(free), other: named(sprint) });
    await says(page.getByRole('main').getByRole('alert'), clash);
    await shot(page, `quote-offers-${locale}`);

    const [row] = await sql`select q.total_fen, jsonb_array_length(q.promotions) as promotions, n.state from quotes q
      join needs n on n.account_id = q.account_id and n.text = '各网点要互联，断了要有备份' where q.id = ${quote.split('/')[2]!}`;
    expect(row).toMatchObject({ promotions: 1, state: 'matched' });
    expect(Number(row?.total_fen)).toBeGreaterThan(0);
    expect(surprises(browser.errors)).toEqual([]);
  });
});
