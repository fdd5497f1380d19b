import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import { openBrowser } from '../support/browser';
import {
  bothLanguages,
  emailOf,
  eventually,
  hydrated,
  open,
  pathOf,
  saying,
  says,
  shot,
  signIn,
  surprises,
  toastOf,
  words,
} from '../support/journey';
import { Visitor } from '../support/visitor';
import { nextStages } from './stages';

const names = { 'zh-CN': '青岚精密仪器公司', en: '云岫冷链物流公司' } as const;

describe.each(bothLanguages)('a manager, in %s', (locale) => {
  const t = words(locale);
  const [first, second] = nextStages(locale);
  const company = names[locale];
  const account = newId();
  const deal = newId();
  const title = `${company.slice(0, 4)}专线扩容`;
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    const visitor = await Visitor.signIn(emailOf('manager'));
    await visitor.post('/accounts/new', { id: account, name: company, kind: 'private', grade: 'B' });
    await visitor.post('/opportunities/new', {
      id: deal,
      accountId: account,
      title,
      source: 'manager',
      oneOffFen: '4800000',
      monthlyFen: '0',
      months: '0',
    });
    browser = await openBrowser('desktop', { locale });
    await signIn(browser.page, 'manager', locale);
  });
  afterAll(() => browser?.close());

  it('finds an account by the initials of its pinyin', async () => {
    const { page } = browser;
    await open(page, '/today');
    await page.keyboard.press('Control+k');
    const box = page.getByRole('dialog', { name: t('palette.title') }).getByRole('combobox');
    await box.fill(searchText({ name: company }).initials);
    const found = page.locator(`[cmdk-item][data-value="account-${account}"]`);
    await found.waitFor();
    expect(await found.innerText()).toContain(company);
    await shot(page, `palette-${locale}`);
    await found.click();
    await eventually(() => pathOf(page)).toBe(`/accounts/${account}`);
    await eventually(() => page.getByRole('heading', { level: 1 }).innerText()).toContain(company);
  });

  it('logs a visit with a need and a commitment, and sees it on the timeline', async () => {
    const { page } = browser;
    await open(page, `/visits/new?account=${account}&opportunity=${deal}`);
    await page.getByRole('link', { name: t('visit.log') }).click();
    await page.locator('[name=note]').fill('客户同意先做双链路试点，预算在下月批复');
    const need = page.getByRole('group', { name: t('visit.need_n', { n: 1 }) });
    await need.getByLabel(t('visit.need_text')).fill('两个厂区的双链路专线');
    const promise = page.getByRole('group', { name: t('visit.commitment_n', { n: 1 }) });
    await promise.getByLabel(t('visit.commitment_text')).fill('送去试点方案');
    await promise.getByRole('button', { name: t('visit.due_in_5') }).click();
    await shot(page, `visit-log-${locale}`);
    await page.getByRole('button', { name: t('visit.save_log') }).click();
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    const main = page.getByRole('main');
    await says(main, '两个厂区的双链路专线');
    await says(main, '送去试点方案');
    await shot(page, `visit-${locale}`);
    await open(page, `/accounts/${account}`);
    await says(main, '客户同意先做双链路试点');
    await shot(page, `account-${locale}`);
  });

  it('is refused a move until what is missing has been filled in', async () => {
    const { page } = browser;
    await open(page, `/opportunities/${deal}`);
    await page.getByRole('link', { name: t('opportunity.advance', { stage: second.name }) }).click();
    await page.waitForURL('**/move?to=*');
    const missing = page.getByRole('listitem').filter({ hasText: t('criterion.close_date_set') });
    await missing.first().waitFor();
    await page.getByRole('button', { name: t('opportunity.move_now'), exact: true }).click();
    await says(page.getByRole('alert'), t('opportunity.criteria_missing'));
    await shot(page, `move-refused-${locale}`);
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: t('criterion.need_recorded') })
        .count(),
    ).toBe(0);
    await missing
      .first()
      .getByRole('link', { name: t('opportunity.fill_in') })
      .click();
    await page.waitForURL('**/edit?field=expectedCloseOn');
    const field = page.getByLabel(t('opportunity.close_on'));
    await eventually(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
    await field.fill('2027-03-31');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    await eventually(() => pathOf(page)).toBe(`/opportunities/${deal}`);
    await page.getByRole('button', { name: t('opportunity.advance', { stage: second.name }) }).click();
    await says(toastOf(page), t('opportunity.moved', { title, stage: second.name }));
    await eventually(() => page.locator('[aria-current=step]').innerText()).toContain(second.name);
    await shot(page, `opportunity-${locale}`);
  });

  it('takes the move back from its message', async () => {
    const { page } = browser;
    await toastOf(page)
      .getByRole('button', { name: t('common.undo') })
      .click();
    await eventually(() => page.locator('[aria-current=step]').innerText()).toContain(first.name);
  });

  it('drags a card with the keyboard alone, and undoes it with Z', async () => {
    const { page } = browser;
    await open(page, `/opportunities?q=${encodeURIComponent(title)}`);
    const card = page.locator(`[data-rfd-drag-handle-draggable-id="${deal}"]`);
    const inColumn = (name: string) =>
      page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name }) })
        .filter({ has: card });
    await card.waitFor();
    await inColumn(first.name).waitFor();
    await card.focus();
    await page.keyboard.press('Space');
    await says(page.locator('[id^=rfd-announcement]'), t('opportunity.drag_lifted', { title, stage: first.name }));
    await shot(page, `board-lifted-${locale}`);
    await page.keyboard.press('ArrowRight');
    await says(page.locator('[id^=rfd-announcement]'), t('opportunity.drag_over', { stage: second.name }));
    await page.keyboard.press('Space');
    await says(toastOf(page), t('opportunity.moved', { title, stage: second.name }));
    await inColumn(second.name).waitFor();
    await shot(page, `board-moved-${locale}`);
    await page.keyboard.press('z');
    await says(toastOf(page), t('opportunity.move_undone', { title }));
    await inColumn(first.name).waitFor();
  });

  it('edits a cell of the list in place', async () => {
    const { page } = browser;
    await open(page, `/opportunities?shape=list&q=${encodeURIComponent(title)}`);
    const row = page.locator(`tr[data-row="${deal}"]`);
    await row.locator(`[aria-description='${t('common.edit_value', { label: t('opportunity.next_step') })}']`).click();
    const input = row.getByRole('textbox');
    await input.fill('约设计院踏勘');
    await input.press('Enter');
    await eventually(() => row.innerText()).toContain('约设计院踏勘');
    await hydrated(page);
    await page.reload();
    await eventually(() => row.innerText()).toContain('约设计院踏勘');
    await shot(page, `list-${locale}`);
  });

  it('moves it again, for good', async () => {
    const { page } = browser;
    await open(page, `/opportunities/${deal}`);
    await page.getByRole('button', { name: t('opportunity.advance', { stage: second.name }) }).click();
    await eventually(() => page.locator('[aria-current=step]').innerText()).toContain(second.name);
    await says(page.getByRole('main'), saying(second.name));
    expect(surprises(browser.errors)).toEqual([]);
  });
});
