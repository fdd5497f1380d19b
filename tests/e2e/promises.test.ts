import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, hydrated, open, pathOf, shot, signIn, surprises, words } from '../support/journey';
import { Visitor } from '../support/visitor';

describe('promises and the calendar', () => {
  const t = words('zh-CN');
  const account = newId();
  const company = '霁川水务集团';
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    const visitor = await Visitor.signIn(emailOf('manager'));
    await visitor.post('/accounts/new', { id: account, name: company, kind: 'private', grade: 'B' });
    browser = await openBrowser('desktop', { locale: 'zh-CN' });
    await signIn(browser.page, 'manager');
  });
  afterAll(() => browser?.close());

  it('makes a promise from an account, due in working days, and is told of a day off', async () => {
    const { page } = browser;
    await open(page, `/commitments/new?account=${account}`);
    await page.getByLabel(t('visit.commitment_text')).fill('给出管网监测方案');
    await page.getByLabel(t('visit.due')).fill('2026-10-01');
    await page.getByText(t('visit.due_on_holiday')).waitFor();
    await shot(page, 'promise-holiday');
    await page.getByRole('button', { name: t('visit.due_in_3') }).click();
    await eventually(() => page.getByText(t('visit.due_on_holiday')).count()).toBe(0);
    await page.getByRole('button', { name: t('common.save') }).click();
    await eventually(() => pathOf(page)).toBe(`/accounts/${account}`);
  });

  it('answers the customer and keeps it', async () => {
    const { page } = browser;
    await open(page, `/commitments?account=${account}`);
    const item = page.getByRole('listitem').filter({ hasText: '给出管网监测方案' });
    await item.getByText(t('commitment.answer'), { exact: true }).click();
    await item.getByLabel(t('commitment.answer_what')).fill('电话告知周五发出');
    await shot(page, 'promise-answer');
    await item.getByRole('button', { name: t('commitment.save_answer') }).click();
    await item.getByText('电话告知周五发出', { exact: true }).first().waitFor();
    await hydrated(page);
    await item.getByRole('button', { name: t('commitment.keep') }).click();
    await eventually(() => page.getByText(t('commitment.empty_filtered')).count()).toBe(1);
    await shot(page, 'promise-kept');
  });

  it('subscribes to the own calendar until the address is stopped', async () => {
    const { page } = browser;
    await open(page, '/settings/calendar');
    await page.getByRole('button', { name: t('calendar.open') }).click();
    const address = await page.getByLabel(t('calendar.address'), { exact: true }).inputValue();
    await shot(page, 'calendar-address');
    const read = () => fetch(new URL(new URL(address).pathname, inject('baseUrl')));
    const answer = await read();
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent').length).toBeGreaterThan(0);
    await page.getByRole('button', { name: t('calendar.close') }).click();
    await eventually(async () => (await read()).status).toBe(404);
    expect(surprises(browser.errors)).toEqual([]);
  });

  it('shows a director what was kept, unit by unit, down to the rows', async () => {
    const director = await openBrowser('desktop', { locale: 'zh-CN' });
    await signIn(director.page, 'director');
    await open(director.page, '/commitments/kept?days=365');
    await shot(director.page, 'kept-rate');
    const number = director.page.locator('tbody td a').first();
    const counted = Number(await number.innerText());
    await number.click();
    await eventually(() => pathOf(director.page)).toBe('/commitments');
    const rows = director.page.getByRole('list', { name: t('commitment.list') }).getByRole('listitem');
    await eventually(() => rows.count()).toBe(Math.min(50, counted));
    await shot(director.page, 'kept-rows');
    await director.close();
  });
});
