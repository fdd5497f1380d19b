import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { localInput } from '~/core/dates';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, pathOf, says, shot, signIn, words } from '../support/journey';

const t = words('zh-CN');
let sql: postgres.Sql;
let desk: Awaited<ReturnType<typeof openBrowser>>;
let phone: Awaited<ReturnType<typeof openBrowser>>;
let account: { id: string; tenant_id: number };

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [row] = await sql<{ id: string; tenant_id: number }[]>`
    select a.id, a.tenant_id from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null
      and exists (select 1 from contacts c where c.account_id = a.id and c.deleted_at is null) order by a.id desc limit 1`;
  account = row!;
  desk = await openBrowser('desktop');
  phone = await openBrowser('phone');
  await signIn(desk.page, 'admin');
  await signIn(phone.page, 'manager');
});
afterAll(async () => {
  await desk?.close();
  await phone?.close();
  await sql?.end();
});

const main = (page: Page) => page.locator('main');

describe('the form of a type of visit', () => {
  it('is changed with the keyboard, looked at, and published', async () => {
    const { page } = desk;
    await open(page, `/visit-forms/executive?company=${account.tenant_id}`);
    await page.getByRole('button', { name: t('visit_form.down', { n: 1 }) }).focus();
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      t('visit_form.down', { n: 2 }),
    );
    await page.getByRole('button', { name: t('visit_form.add_question') }).click();
    const added = page.getByRole('group', { name: t('visit_form.question_n', { n: 4 }) });
    await added.getByLabel(t('visit_form.label'), { exact: true }).fill('领导态度');
    await added.getByLabel(t('visit_form.kind')).selectOption('one');
    await added.getByLabel(t('visit_form.options')).fill('支持\n观望');
    await added.getByLabel(t('visit_form.required')).check();
    await page.getByRole('button', { name: t('visit_form.preview'), exact: true }).click();
    await says(page.locator('#preview'), '观望');
    await page.getByRole('button', { name: t('visit_form.publish_n', { n: 1 }) }).click();
    await page.getByRole('button', { name: t('visit_form.publish_n', { n: 2 }) }).waitFor();
    await shot(page, 'visit-form-published');
  });

  it('is asked when such a visit is reported, with competitors in one press', async () => {
    const { page } = phone;
    await open(page, `/visits/new?account=${account.id}&mode=log&type=executive`);
    await page.getByLabel(t('visit.note')).fill('👍');
    await page.locator('input[name=plannedAt]').fill(localInput(new Date(Date.now() - 3 * 3_600_000)));
    const rivals = page.getByRole('group', { name: t('move.who') });
    const name = (await rivals.getByRole('button').first().innerText()).trim();
    await rivals.getByRole('button').first().tap();
    const move = page.getByRole('group', { name: t('move.of', { name }), exact: true });
    await move.getByText(t('move.kind.trial')).tap();
    await page.getByRole('button', { name: t('visit.save_log') }).tap();
    const question = page.locator('[data-field="forms.executive.answers"], [data-field^="forms.executive.answers.q_"]');
    await says(question, t('error.choose'));
    await question.getByText('支持', { exact: true }).tap();
    await page.getByRole('button', { name: t('visit.save_log') }).tap();
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    await says(main(page), '领导态度');
    await says(page.locator('#moves'), t('move.kind.trial'));
    await open(page, `/accounts/${account.id}`);
    await says(main(page), t('move.here'));
  });
});

describe('a mail', () => {
  it('that was copied fills the form', async () => {
    const { page } = phone;
    await open(page, `/interactions/new?account=${account.id}`);
    await page.getByText(t('timeline.channel.email'), { exact: true }).tap();
    await page.getByText(t('interaction.paste')).tap();
    await page
      .getByLabel(t('interaction.pasted'))
      .fill('发件人：沈 <shen@bank.cn>\n发送时间：2026年1月20日 16:08\n主题：回复：双链路方案\n\n方案已收到。');
    await page.getByRole('button', { name: t('interaction.read'), exact: true }).tap();
    await eventually(() => page.getByLabel(t('interaction.subject')).inputValue()).toBe('回复：双链路方案');
    await hydrated(page);
    expect(await page.getByLabel(t('interaction.text')).inputValue()).toBe('方案已收到。');
    await page.getByRole('button', { name: t('common.save'), exact: true }).tap();
    await page.waitForURL(`**/accounts/${account.id}`);
    await open(page, `/accounts/${account.id}?channel=email&kind=interactions`);
    await says(main(page), '回复：双链路方案');
    expect(pathOf(page)).toBe(`/accounts/${account.id}`);
  });
});
