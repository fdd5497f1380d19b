import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { eventually, open, says, shot, signIn, surprises, words } from '../support/journey';
import { Program, tokenOf } from '../support/program';

const t = words('zh-CN');
const label = `合同份数${newId().slice(-4)}`;
const key = `copies_${newId().slice(-6)}`;
let sql: postgres.Sql;
let keeper: Awaited<ReturnType<typeof openBrowser>>;
let manager: Awaited<ReturnType<typeof openBrowser>>;
let deal: { id: string; next: number };

/** A deal of the manager's at the beginning, with what its stage asks for by its own definition. */
async function ready() {
  const program = new Program(await tokenOf(sql, 'manager@demo.test'));
  const [account] = await sql<{ id: string }[]>`
    select a.id from accounts a join people p on p.id = a.owner_id where p.email = 'manager@demo.test' and a.deleted_at is null
    order by a.id limit 1`;
  await sql`
    insert into needs (tenant_id, id, unit_id, owner_id, account_id, kind, text)
    select tenant_id, ${newId()}, unit_id, owner_id, id, 'explicit', '两条专线' from accounts where id = ${account!.id}`;
  const made = await program.post('/opportunities', {
    accountId: account!.id,
    title: `带自定义字段的商机 ${key}`,
    oneOffFen: 100_000_00,
    expectedCloseOn: '2027-12-01',
    source: 'manager',
  });
  expect(made.status, made.text).toBe(201);
  const { id, stageId } = made.body as { id: string; stageId: number };
  const [next] = await sql<{ id: number }[]>`
    select n.id from stages s join stages n on n.pipeline_id = s.pipeline_id and n.type = 'open' and n.position > s.position
    where s.id = ${stageId} order by n.position limit 1`;
  return { id, next: next!.id };
}

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  deal = await ready();
  keeper = await openBrowser('desktop');
  manager = await openBrowser('desktop');
  await signIn(keeper.page, 'admin.zj');
  await signIn(manager.page, 'manager');
});
afterAll(async () => {
  await keeper?.close();
  await manager?.close();
  // what later tests move must not be held up by it
  await sql?.unsafe('update custom_fields set retired_at = now() where key = $1', [key]);
  await sql?.end();
});

const main = (page: Page) => page.locator('main');

describe('a field of the company’s own', () => {
  it('is defined by its administrator', async () => {
    const { page } = keeper;
    const [stage] = await sql<{ code: string }[]>`
      select s.code from opportunities o join stages s on s.id = o.stage_id where o.id = ${deal.id}`;
    await open(page, '/custom-fields');
    await page
      .getByRole('link', { name: t('custom_field.title') })
      .first()
      .waitFor();
    await page.locator('a[href="/custom-fields/new?entity=opportunities"]').click();
    const name = page.getByLabel(t('custom_field.label'));
    await name.waitFor();
    await name.fill(label);
    await page.getByLabel(t('custom_field.kind'), { exact: false }).first().selectOption('number');
    await page.locator('input[name=key]').fill(key);
    const unit = page.getByLabel(t('custom_field.unit'));
    await unit.waitFor();
    await unit.fill('份');
    await page.locator('select[name=requiredStage]').selectOption(stage!.code);
    await page.getByLabel(t('custom_field.filterable')).check();
    await shot(page, 'custom-field-new');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    await page.waitForURL('**/custom-fields');
    await says(main(page), label);
  });

  it('has to be filled in before a deal moves on, with the error at the field', async () => {
    const { page } = manager;
    await open(page, `/opportunities/${deal.id}`);
    await says(page.locator('#evidence'), label);
    await open(page, `/opportunities/${deal.id}/move?to=${deal.next}`);
    const fill = page.locator(`a[href*="field=custom.${key}"]`).first();
    await fill.waitFor();
    await fill.click();
    const control = page.locator(`input[name="custom.${key}"]`);
    await control.waitFor();
    await control.fill('三');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    await says(page.locator(`[data-field="custom.${key}"]`), t('error.number'));
    expect(await control.inputValue()).toBe('三');
    await control.fill('3');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    await page.waitForURL(`**/opportunities/${deal.id}`);
    await says(main(page), '3 份');
    await shot(page, 'custom-field-filled');
    await open(page, `/opportunities/${deal.id}`);
    await page
      .locator('main form', { has: page.locator(`input[name=to][value="${deal.next}"]`) })
      .getByRole('button')
      .click();
    await eventually(async () => {
      const [row] = await sql<{ stage_id: number }[]>`select stage_id from opportunities where id = ${deal.id}`;
      return row?.stage_id;
    }).toBe(deal.next);
  });

  it('narrows the list, and stands in its columns', async () => {
    const { page } = manager;
    await open(page, '/opportunities?shape=list');
    await page.locator('summary', { hasText: t('common.filter') }).click();
    const from = page.locator(`input[name="c.${key}.from"]`);
    await from.waitFor();
    await from.fill('3');
    await page
      .getByRole('button', { name: t('common.apply') })
      .last()
      .click();
    await page.waitForURL((url) => url.searchParams.get(`c.${key}.from`) === '3');
    await eventually(() => page.locator('tbody tr').count()).toBe(1);
    await says(main(page), key);
    await says(main(page), '3 份');
    await shot(page, 'custom-field-list');
    await open(page, `/opportunities?shape=list&c.${key}.from=4`);
    await says(main(page), t('opportunity.none_match'));
    expect(surprises([...keeper.errors, ...manager.errors])).toEqual([]);
  });
});
