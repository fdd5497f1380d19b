import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import {
  bothLanguages,
  emailOf,
  eventually,
  hydrated,
  open,
  pathOf,
  says,
  shot,
  signIn,
  surprises,
  toastOf,
  words,
} from '../support/journey';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

/** A deal of the manager that has just been put on hold. */
async function moveSomething(title: string) {
  const manager = await Visitor.signIn(emailOf('manager'));
  const [account, deal] = [newId(), newId()];
  await manager.post('/accounts/new', { id: account, name: `${title}公司`, kind: 'private', grade: 'B' });
  const form = { source: 'manager', oneOffFen: '8600000', monthlyFen: '0', months: '0' };
  await manager.post('/opportunities/new', { id: deal, accountId: account, title, ...form });
  const moved = await manager.post(`/opportunities/${deal}/move`, { version: '1', to: '9', note: '等待预算批复' });
  expect(moved.status).toBe(302);
  return deal;
}

const leaverHas = () => sql`
  select o.id, o.stage_id, o.total_fen, a.id as account_id, p.id as person_id, p.name
  from people p join accounts a on a.owner_id = p.id and a.deleted_at is null
  left join opportunities o on o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null
  where p.left_on is not null and p.name = '周海波' order by a.id, o.id`;

describe.each(bothLanguages)('a director, in %s', (locale) => {
  const t = words(locale);
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser('desktop', { locale });
    page = browser.page;
    await signIn(page, 'director', locale);
  });
  afterAll(() => browser?.close());

  it('sees the move of a manager as a change, and opens it', async () => {
    const title = locale === 'en' ? '松涛算力专线' : '松涛数据专线';
    const deal = await moveSomething(title);
    await open(page, '/review?list=log');
    await shot(page, `review-${locale}`);
    const line = page.getByRole('main').getByRole('listitem').filter({ hasText: title });
    await line.first().waitFor();
    expect(await page.getByRole('main').innerText()).toContain('等待预算批复');
    await line.first().getByRole('link').click();
    await eventually(() => pathOf(page)).toBe(`/opportunities/${deal}`);
  });

  it('leads the stuck deals through to their list', async () => {
    await open(page, '/review');
    await page
      .getByRole('link', { name: t('review.stuck') })
      .first()
      .click();
    await page.waitForURL(/stuck=1/);
    await page.locator('tbody tr').first().waitFor();
    const rows = await page.locator('tbody tr').count();
    expect(rows).toBeGreaterThan(0);
    const said = t('opportunity.stuck_days', { n: 0 }).replace('0', '\\d+');
    for (const row of await page.locator('tbody tr').all()) expect(await row.innerText()).toMatch(new RegExp(said));
    await shot(page, `stuck-${locale}`);
  });

  it('hands the accounts of the manager who left to another, with all that hangs on them', async () => {
    const before = await leaverHas();
    // the second language finds them handed over: then a few of the new owner's go on
    const from = before[0]?.person_id as string | undefined;
    if (!from) return;
    await open(page, '/team');
    await shot(page, `team-${locale}`);
    await page
      .getByRole('listitem')
      .filter({ hasText: '周海波' })
      .getByRole('link', { name: t('assignment.move_all') })
      .click();
    await page.waitForURL('**/team/assign?from=*');
    await hydrated(page);
    const boxes = page.locator('input[name=accountIds]');
    const accounts = new Set(before.map((row) => row.account_id));
    await eventually(() => boxes.count()).toBe(accounts.size);
    // half of them in each language
    const kept = locale === 'zh-CN' ? Math.floor(accounts.size / 2) : 0;
    for (let i = 0; i < kept; i++) await boxes.nth(i).uncheck({ force: true });
    const going = await boxes.evaluateAll((all) =>
      all.flatMap((one) => ((one as HTMLInputElement).checked ? [(one as HTMLInputElement).value] : [])),
    );
    const visitsBefore = await sql`
      select id, planned_at from visits where account_id in ${sql(going)} and status = 'planned' and planned_at > now() and deleted_at is null order by id`;
    await page.getByRole('checkbox', { name: /林晓燕/ }).check({ force: true });
    await page.getByLabel(t('assignment.reason')).fill('离职交接');
    await page.getByRole('button', { name: t('assignment.preview'), exact: true }).click();
    const confirm = page.getByRole('button', { name: t('assignment.confirm', { n: going.length }) });
    await confirm.waitFor();
    await shot(page, `assign-preview-${locale}`);
    await confirm.click();
    await eventually(() => pathOf(page)).toBe('/team');
    await says(toastOf(page), String(going.length));

    const deals = before.filter((row) => row.id && going.includes(row.account_id));
    const after = await sql`
      select o.id, o.stage_id, o.total_fen, p.email from opportunities o join people p on p.id = o.owner_id
      where o.id in ${sql(deals.map((row) => row.id))} order by o.id`;
    expect(after.map(({ id, stage_id, total_fen }) => [id, stage_id, total_fen])).toEqual(
      deals.map(({ id, stage_id, total_fen }) => [id, stage_id, total_fen]).sort((a, b) => (a[0] < b[0] ? -1 : 1)),
    );
    expect(new Set(after.map(({ email }) => email))).toEqual(new Set([emailOf('manager')]));
    const visitsAfter = await sql`
      select v.id, v.planned_at, p.email from visits v join people p on p.id = v.owner_id
      where v.account_id in ${sql(going)} and v.status = 'planned' and v.planned_at > now() and v.deleted_at is null order by v.id`;
    expect(visitsAfter.map(({ id }) => id)).toEqual(visitsBefore.map(({ id }) => id));
    expect(visitsAfter.every(({ email }) => email === emailOf('manager'))).toBe(true);

    const owner = await Visitor.signIn(emailOf('manager'));
    for (const id of going.slice(0, 3)) expect((await owner.get(`/accounts/${id}`)).status).toBe(200);
    expect((await owner.get(`/opportunities/${deals[0]?.id}`)).status).toBe(200);
    expect(surprises(browser.errors)).toEqual([]);
  });
});
