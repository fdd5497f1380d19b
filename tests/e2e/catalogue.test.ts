import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import {
  bothLanguages,
  eventually,
  hydrated,
  open,
  saying,
  says,
  shot,
  signIn,
  surprises,
  toastOf,
  words,
} from '../support/journey';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

describe.each(bothLanguages)('the catalogue (%s)', (locale) => {
  const t = words(locale);
  const browsers: Browser[] = [];
  const name = `E2E ${locale} ${Date.now().toString(36)}`;
  const code = name.replaceAll(' ', '-');
  let page: string;
  afterAll(() => Promise.all(browsers.map((browser) => browser.close())));
  const as = async (who: string) => {
    const browser = await openBrowser('desktop', { locale });
    browsers.push(browser);
    await signIn(browser.page, who, locale);
    return browser.page;
  };
  const field = (on: Page, which: string) => on.getByRole('main').locator(`[name="${which}"]`);
  const press = (on: Page, word: string) =>
    on.getByRole('main').getByRole('button', { name: word, exact: true }).first().click();
  const stateOf = async () => (await sql`select lifecycle from offerings where code = ${code}`)[0]?.lifecycle;
  async function edit(on: Page, values: Record<string, string>) {
    await open(on, `${page}/edit`);
    for (const [which, value] of Object.entries(values)) await field(on, which).fill(value);
    await press(on, t('common.save'));
    await on.waitForURL((url) => url.pathname === page);
    await hydrated(on);
  }

  it('refuses a step for what is missing, and launches with two people', async () => {
    const author = await as('product.hq');
    await open(author, '/catalogue/new');
    await field(author, 'code').fill(code);
    await field(author, 'reach').selectOption('group');
    await field(author, 'name').fill(name);
    await field(author, 'line').selectOption('private_line');
    await field(author, 'descriptionEn').fill('A circuit for the test');
    await press(author, t('common.save'));
    await author.waitForURL(/\/catalogue\/[0-9a-f-]{36}$/);
    page = new URL(author.url()).pathname;
    await hydrated(author);

    await press(author, t('offering.move_to.pilot'));
    await says(author.getByRole('main'), t('offering.step_missing'));
    await says(
      author.getByRole('main'),
      new RegExp(`${t('offering.need.design_note')}\\s*${t('offering.need_missing')}`),
    );
    expect(await stateOf()).toBe('design');
    await edit(author, { designNote: '端到端硬管道' });
    await press(author, t('offering.move_to.pilot'));
    await eventually(stateOf).toBe('pilot');

    await open(author, page);
    await press(author, t('offering.move_to.launched'));
    await says(author.getByRole('main'), t('offering.step_missing'));
    expect(await stateOf()).toBe('pilot');
    await edit(author, { demoOn: '2026-01-05', demoNote: '在实验室演示', trainingCourse: '新产品上市' });
    await open(author, `${page}/price`);
    for (const [which, value] of Object.entries({ name: '月租', code: 'rent', amountFen: '1234.50' }))
      await field(author, which).fill(value);
    await press(author, t('common.save'));
    await author.waitForURL((url) => url.pathname === page);
    // whoever drafted a price does not approve it
    await says(author.getByRole('main'), '1,234.50');
    expect(
      await author
        .getByRole('main')
        .getByRole('button', { name: t('offering.approve'), exact: true })
        .count(),
    ).toBe(0);

    const second = await as('admin');
    await open(second, page);
    await press(second, t('offering.approve'));
    await says(toastOf(second), t('offering.price_approved'));
    await open(author, page);
    await press(author, t('offering.move_to.launched'));
    await eventually(stateOf).toBe('launched');
    await open(author, page);
    await shot(author, `catalogue-launched-${locale}`);
    expect(surprises(browsers.flatMap(({ errors }) => errors))).toEqual([]);
  });

  it('retires it, with a substitute, once its last day is over', async () => {
    const author = await as('product.hq');
    await open(author, `${page}/retire`);
    await field(author, 'retiresOn').fill('2099-06-30');
    const choice = await field(author, 'substituteId').locator('option').nth(1).getAttribute('value');
    await field(author, 'substituteId').selectOption(choice ?? '');
    await press(author, t('common.save'));
    await says(toastOf(author), t('retirement.planned'));
    await open(author, page);
    await press(author, t('offering.move_to.retiring'));
    await eventually(stateOf).toBe('retiring');
    await open(author, page);
    await press(author, t('offering.move_to.retired'));
    await says(author.getByRole('main'), t('offering.step_missing'));
    await sql`update offerings set retires_on = '2026-01-31' where code = ${code}`;
    await open(author, page);
    await press(author, t('offering.move_to.retired'));
    await eventually(stateOf).toBe('retired');
  });

  it('moves a customer off what retires once, with what to say', async () => {
    const [old] = await sql`select id, substitute_id from offerings where code = 'PL-SDH'`;
    const manager = await as('manager');
    const assistant = `/catalogue/${old?.id}/retire`;
    await open(manager, assistant);
    const main = manager.getByRole('main');
    const box = main.locator('input[name=accounts]').first();
    const account = await box.getAttribute('value');
    await box.check();
    await press(manager, t('retirement.create'));
    await says(toastOf(manager), t('retirement.created', { n: 1 }));
    const made =
      () => sql`select title, next_step from opportunities where account_id = ${account} and offering_id = ${old?.substitute_id} and source = 'renewal'
      and created_at > now() - interval '5 minutes'`;
    await eventually(async () => (await made()).length).toBe(1);
    const [deal] = await made();
    expect(deal?.next_step).toMatch(saying('SDH'));
    // it cannot be chosen again, and the same form sent again makes nothing
    await open(manager, assistant);
    expect(await main.locator(`input[name=accounts][value="${account}"]`).count()).toBe(0);
    await says(main, t('retirement.begun'));
    const again = await manager.evaluate(
      async ([to, id]) => {
        const body = new URLSearchParams({ intent: 'migrate', accounts: id ?? '', nextStepOn: '2099-01-05' });
        return (await fetch(to ?? '', { method: 'POST', body })).status;
      },
      [assistant, account],
    );
    expect(again).toBeLessThan(400);
    expect(await made()).toHaveLength(1);
    await shot(manager, `catalogue-moved-${locale}`);
  });
});
