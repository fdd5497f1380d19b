import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import {
  bothLanguages,
  emailOf,
  eventually,
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

const given = {
  'zh-CN': { company: '望江门商务酒店', phone: '13588880011' },
  en: { company: '雷峰塔下民宿', phone: '13588880022' },
} as const;

describe.each(bothLanguages)('a front-desk employee, in %s', (locale) => {
  const t = words(locale);
  const { company, phone } = given[locale];
  const need = '客房无线网老断，想换专线';
  let sql: postgres.Sql;
  let employee: Awaited<ReturnType<typeof openBrowser>>;
  let manager: Awaited<ReturnType<typeof openBrowser>>;
  let lead = '';
  let deal = '';

  beforeAll(async () => {
    sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
    [employee, manager] = await Promise.all([openBrowser('phone', { locale }), openBrowser('desktop', { locale })]);
    await signIn(employee.page, 'employee', locale);
    await signIn(manager.page, 'manager', locale);
  });
  afterAll(async () => {
    await Promise.all([employee?.close(), manager?.close()]);
    await sql?.end();
  });

  const stepOf = async () => {
    await open(employee.page, `/refer/${lead}`);
    return employee.page.locator('[aria-current=step]').innerText();
  };

  it('lands on the form and refers a lead with the thumb', async () => {
    const { page } = employee;
    expect(pathOf(page)).toBe('/refer');
    await open(page, '/refer');
    await shot(page, `refer-${locale}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByLabel(t('lead.company')).fill(company);
    await page.getByLabel(t('lead.contact')).fill('李经理');
    await page.getByLabel(t('lead.phone')).fill('12');
    await page.getByLabel(t('lead.need')).fill(need);
    await page.getByRole('button', { name: t('refer.send') }).click();
    await says(page.getByRole('main'), t('lead.phone_invalid'));
    await page.getByLabel(t('lead.phone')).fill(phone);
    await page.getByRole('button', { name: t('refer.send') }).click();
    await page.waitForURL(/\/refer\/[0-9a-f-]{36}$/);
    lead = pathOf(page).slice('/refer/'.length);
    await says(toastOf(page), t('refer.sent'));
    expect(await stepOf()).toContain(t('refer.step.received'));
    await shot(page, `referral-${locale}`);
  });

  it('sees that a manager has accepted it', async () => {
    const director = await Visitor.signIn(emailOf('director'));
    const state = async () => (await sql`select state, version from leads where id = ${lead}`)[0]!;
    await eventually(async () => (await state()).state).toBe('offered');
    const [person] = await sql`select id from people where email = ${emailOf('manager')}`;
    const { version } = await state();
    await director.post(`/leads/${lead}`, { intent: 'assign', version: String(version), personId: person!.id });
    const { page } = manager;
    await open(page, '/leads');
    await page.getByText(company).first().click();
    await eventually(() => pathOf(page)).toBe(`/leads/${lead}`);
    await says(page.getByRole('main'), need);
    await shot(page, `lead-${locale}`);
    const isHis = (await sql`select state from leads where id = ${lead}`)[0]!.state === 'accepted';
    if (!isHis) await page.getByRole('button', { name: t('lead.accept'), exact: true }).click();
    await page.getByRole('link', { name: t('lead.convert') }).waitFor();
    expect(await stepOf()).toContain(t('refer.step.accepted'));
  });

  it('sees that it is being visited once it is business', async () => {
    const { page } = manager;
    await page.getByRole('link', { name: t('lead.convert') }).click();
    await page.waitForURL(/\/convert$/);
    await eventually(() => page.locator('[name=name]').inputValue()).toBe(company);
    await shot(page, `convert-${locale}`);
    await page.getByRole('button', { name: t('lead.convert_go') }).click();
    await page.waitForURL(/\/opportunities\/[0-9a-f-]{36}$/);
    deal = pathOf(page).slice('/opportunities/'.length);
    await says(page.getByRole('main'), company);
    expect(await stepOf()).toContain(t('refer.step.visiting'));
  });

  it('sees that it was signed, and nothing of the deal', async () => {
    const seller = await Visitor.signIn(emailOf('manager'));
    await sql`update opportunities set stage_id = 6, one_off_fen = 12345600,
      evidence = '{"contract_signed": {"at": "2026-11-20T00:00:00Z", "by": "x"}}' where id = ${deal}`;
    const [row] = await sql`select version from opportunities where id = ${deal}`;
    await seller.post(`/opportunities/${deal}/move`, { version: String(row!.version), to: '7', reason: 'service' });
    await eventually(
      async () => (await sql`select stage_type from opportunities where id = ${deal}`)[0]!.stage_type,
    ).toBe('won');
    expect(await stepOf()).toContain(t('refer.step.won'));
    const { page } = employee;
    await shot(page, `signed-${locale}`);
    expect(await page.getByRole('main').innerText()).not.toMatch(/123,?456|12\.3|¥/);
    expect((await page.goto(`/opportunities/${deal}`))?.status()).toBeGreaterThanOrEqual(403);
    await open(page, '/notices');
    await says(page.getByRole('main'), t('notice.told.lead_step.won', { title: company }));
    expect(surprises(employee.errors).filter((line) => !/status of 403/.test(line))).toEqual([]);
    expect(surprises(manager.errors)).toEqual([]);
  });
});
