import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { eventually, open, says, shot, signIn, surprises, toastOf, words } from '../support/journey';

const locale = 'zh-CN';
const t = words(locale);

describe('a forecast is submitted and adjusted', () => {
  let manager: Awaited<ReturnType<typeof openBrowser>>;
  let lead: Awaited<ReturnType<typeof openBrowser>>;
  const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });

  beforeAll(async () => {
    manager = await openBrowser('desktop');
    lead = await openBrowser('desktop');
    await signIn(manager.page, 'manager', locale);
    await signIn(lead.page, 'lead', locale);
  });
  afterAll(() => Promise.all([manager?.close(), lead?.close(), sql.end()]));

  it('the manager calls a deal of a later month and submits the week', async () => {
    const { page } = manager;
    await open(page, '/forecast');
    const month = page
      .getByRole('navigation', { name: t('forecast.month') })
      .getByRole('link')
      .last();
    await month.click();
    await eventually(() => month.getAttribute('aria-current')).toBe('page');
    const call = page.locator('select[name=category]').first();
    await eventually(() => call.count()).toBe(1);
    const id = await page.locator('form:has(select[name=category]) input[name=id]').first().inputValue();
    const wanted = (await call.inputValue()) === 'commit' ? 'best_case' : 'commit';
    await call.selectOption(wanted);
    await eventually(
      async () => (await sql`select category from forecast_calls where opportunity_id = ${id}`)[0]?.category,
    ).toBe(wanted);
    await page
      .getByRole('button', { name: t('forecast.submit') })
      .or(page.getByRole('button', { name: t('forecast.submit_again') }))
      .click();
    await says(toastOf(page), t('forecast.submitted'));
    await shot(page, 'forecast-mine');
  });

  it('the lead sees the number, puts another in its place, and the reason stays', async () => {
    const { page } = lead;
    await open(page, '/forecast');
    const [{ name } = { name: '' }] = await sql`select name from people where email = 'manager@demo.test'`;
    await says(page.getByRole('main'), name);
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('link', { name: t('forecast.adjust'), exact: true })
      .click();
    await eventually(() => page.locator('select[name=target]').inputValue()).toMatch(/^p/);
    await page.getByRole('textbox', { name: t('forecast.adjust_to') }).fill('123,456');
    await page.getByRole('textbox', { name: t('forecast.why') }).fill('客户口头确认，合同在审');
    await page
      .locator('form#adjust')
      .getByRole('button', { name: t('forecast.adjust') })
      .click();
    await says(toastOf(page), t('forecast.adjusted'));
    await says(page.getByRole('main'), '客户口头确认，合同在审');
    await shot(page, 'forecast-team');
    await open(manager.page, '/forecast');
    await says(manager.page.getByRole('main'), '客户口头确认，合同在审');
    expect(surprises([...manager.errors, ...lead.errors])).toEqual([]);
  });
});
