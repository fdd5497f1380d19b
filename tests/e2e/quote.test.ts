import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { bothLanguages, shot, signIn } from '../support/journey';
import { tender } from './tender';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
let sql: postgres.Sql;
let deals: string[];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const rows =
    await sql`select o.id from opportunities o join people p on p.id = o.owner_id and p.email = 'manager@demo.test'
    where o.stage_type = 'open' and o.deleted_at is null
      and not exists (select from quotes q where q.tenant_id = o.tenant_id and q.opportunity_id = o.id) order by o.id limit 2`;
  deals = rows.map(({ id }) => String(id));
});
afterAll(() => sql?.end());

describe.each(bothLanguages)('a tender of 41 branches (%s)', (locale) => {
  const browsers: Browser[] = [];
  afterAll(() => Promise.all(browsers.map((browser) => browser.close())));
  const as = async (who: string) => {
    const browser = await openBrowser('desktop', { locale });
    browsers.push(browser);
    await signIn(browser.page, who, locale);
    return browser.page;
  };
  it('is pasted, checked, priced, returned once, approved by two and sent', async () => {
    const manager = await as('manager');
    const quote = await tender(manager, as, deals[locale === 'en' ? 1 : 0]!, locale);
    const [kept] = await sql`select jsonb_array_length(document -> 'sites') as sites, total_fen from quote_versions
      where quote_id = ${quote.split('/')[2]!}`;
    expect(kept).toMatchObject({ sites: 41 });
    await shot(manager, `quote-sent-${locale}`);
  }, 180_000);
});
