import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { demoPassword, emailOf, pathOf, saying, shot, signIn, words } from '../support/journey';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser('desktop', { javaScriptEnabled: false });
  page = browser.page;
});
afterAll(() => browser?.close());

const main = () => page.getByRole('main');
const id = /\/[0-9a-f-]{36}$/;

describe('before JavaScript', () => {
  it('a wrong password is told and the e-mail stays', async () => {
    await page.goto('/login');
    await page.getByLabel(t('sign_in.email')).fill(emailOf('manager'));
    await page.getByLabel(t('sign_in.password')).fill('wrong');
    await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
    expect(await page.getByRole('alert').innerText()).toContain(t('sign_in.wrong'));
    expect(await page.getByLabel(t('sign_in.email')).inputValue()).toBe(emailOf('manager'));
    expect(await page.getByLabel(t('sign_in.password')).inputValue()).toBe('');
    await page.getByLabel(t('sign_in.password')).fill(demoPassword);
    await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
    expect(pathOf(page)).toBe('/today');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    await shot(page, 'no-script-today');
  });

  it('an account with a mistake keeps all that was typed, and is made once it is mended', async () => {
    await page.goto('/accounts/new');
    await page.getByRole('textbox', { name: t('account.name'), exact: true }).fill('无脚本电子厂');
    await page.getByLabel(t('account.creditCode')).fill('91330106MA2CFTX1X9');
    await page.getByLabel(t('account.grade.A'), { exact: true }).check({ force: true });
    await page.getByLabel(t('account.address')).fill('文三路 1 号');
    await page.getByLabel(t('account.tailoringNote')).fill('第一行\n第二行');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await shot(page, 'no-script-refused');
    expect(await page.getByRole('textbox', { name: t('account.name'), exact: true }).inputValue()).toBe('无脚本电子厂');
    expect(await page.getByLabel(t('account.creditCode')).inputValue()).toBe('91330106MA2CFTX1X9');
    expect(await page.getByLabel(t('account.grade.A'), { exact: true }).isChecked()).toBe(true);
    expect(await page.getByLabel(t('account.address')).inputValue()).toBe('文三路 1 号');
    expect((await page.getByLabel(t('account.tailoringNote')).inputValue()).replace(/\r/g, '')).toBe('第一行\n第二行');
    await page.getByLabel(t('account.creditCode')).fill('');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    expect(pathOf(page)).toMatch(/^\/accounts\/[0-9a-f-]{36}$/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('无脚本电子厂');
  });

  it('a visit is planned and completed', async () => {
    const account = pathOf(page).split('/').at(-1);
    await page.goto(`/visits/new?account=${account}`);
    await page.getByLabel(t('visit.purpose')).fill('无脚本的拜访');
    await page.getByLabel(t('visit.type.routine'), { exact: true }).check({ force: true });
    await page.getByLabel(t('visit.channel.phone'), { exact: true }).check({ force: true });
    await page.getByRole('button', { name: t('visit.save_plan') }).click();
    expect(pathOf(page)).toMatch(id);
    await page.getByRole('link', { name: t('visit.log_short'), exact: true }).click();
    await page.getByLabel(t('visit.note')).fill('谈了续约');
    await page.getByLabel(t('visit.need_text')).first().fill('加一条备用线路');
    await page.getByLabel(t('visit.began')).fill('2026-01-05T10:00');
    await page.getByLabel(t('visit.ended')).fill('2026-01-05T11:00');
    await page.getByRole('button', { name: t('visit.complete') }).click();
    await shot(page, 'no-script-visit');
    expect(new URL(page.url()).search).toBe('');
    expect(await main().innerText()).toMatch(saying('加一条备用线路'));
    expect(await main().innerText()).toMatch(saying(t('visit.status.completed')));
  });

  it('an opportunity is put on hold with a word why', async () => {
    const visitor = await Visitor.signIn(emailOf('manager'));
    const [deal, account] = [newId(), newId()];
    await visitor.post('/accounts/new', { id: account, name: '无脚本仪表厂', kind: 'private', grade: 'C' });
    await visitor.post('/opportunities/new', {
      id: deal,
      accountId: account,
      title: '无脚本商机',
      source: 'manager',
      oneOffFen: '1000',
      monthlyFen: '0',
      months: '0',
    });
    await page.goto(`/opportunities/${deal}`);
    await page.getByRole('link', { name: t('opportunity.put_on_hold') }).click();
    await page.getByRole('button', { name: t('opportunity.move_now'), exact: true }).click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.locator('textarea[name=note]').fill('等预算');
    await page.getByRole('button', { name: t('opportunity.move_now'), exact: true }).click();
    expect(pathOf(page)).toBe(`/opportunities/${deal}`);
    await shot(page, 'no-script-held');
    expect(await page.locator('[aria-current=step]').innerText()).toContain('暂缓');
  });

  it('a list is filtered', async () => {
    await page.goto('/accounts');
    await page.getByText(t('common.filter'), { exact: true }).click();
    await page.getByRole('link', { name: t('common.show_filters') }).click();
    await page.getByRole('combobox', { name: t('account.grade'), exact: true }).selectOption('A');
    await page.getByRole('button', { name: t('common.apply') }).click();
    expect(new URL(page.url()).searchParams.get('grade')).toBe('A');
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
  });

  it('signing out ends it', async () => {
    await page.goto('/today');
    await page
      .locator('summary')
      .filter({ hasText: t('shell.account_menu') })
      .click();
    await page.getByRole('button', { name: t('shell.sign_out') }).click();
    expect(pathOf(page)).toBe('/login');
    await page.goto('/accounts');
    expect(pathOf(page)).toBe('/login');
    await signIn(page, 'manager', 'zh-CN', '/login?to=%2Fvisits');
    expect(pathOf(page)).toBe('/visits');
  });
});
