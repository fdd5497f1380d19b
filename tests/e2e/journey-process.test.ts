import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import {
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

const t = words('zh-CN');
let sql: postgres.Sql;
let company: number;

/** An administrator of 浙江公司, with the password of all demo people. */
async function provincialAdmin() {
  const id = newId();
  const [unit] = await sql`select u.id, u.tenant_id from units u where u.name = '浙江公司'`;
  company = unit!.tenant_id;
  await sql`insert into people (id, tenant_id, unit_id, name, email) values (${id}, ${company}, ${unit!.id}, '方敏', 'process@demo.test')`;
  await sql`insert into role_grants (person_id, role, unit_id) values (${id}, 'admin', ${unit!.id})`;
  await sql`insert into credentials (person_id, password_hash)
    select ${id}, c.password_hash from credentials c join people p on p.id = c.person_id where p.email = 'admin@demo.test'`;
}

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  await provincialAdmin();
});
afterAll(() => sql?.end());

type Browser = Awaited<ReturnType<typeof openBrowser>>;
const stageLink = (page: Page, name: string) =>
  page.getByRole('main').getByRole('link', { name: new RegExp(`^${name}`) });
const row = (page: Page, n: number) => page.getByRole('group', { name: t('process.criterion_n', { n }), exact: true });

/** Fills the empty line at the end of the criteria. */
async function addCriterion(
  page: Page,
  kind: 'visit' | 'approval',
  fill: (line: ReturnType<typeof row>) => Promise<unknown>,
) {
  const count = await page
    .getByRole('group')
    .filter({ has: page.getByLabel(t('process.kind')) })
    .count();
  const line = row(page, count);
  await line.getByLabel(t('process.kind'), { exact: true }).selectOption(kind);
  await fill(line);
  await page.getByRole('button', { name: t('process.save_draft') }).click();
  await says(toastOf(page), t('process.stage_saved', { name: '' }).slice(-6));
  await hydrated(page);
}

describe.sequential('the process, from the group to a deal', () => {
  const browsers: Browser[] = [];
  const as = async (who: string) => {
    const browser = await openBrowser('desktop', { locale: 'zh-CN' });
    browsers.push(browser);
    await signIn(browser.page, who, 'zh-CN');
    return browser.page;
  };
  afterAll(() => Promise.all(browsers.map((browser) => browser.close())));

  it('is published by the group', async () => {
    const page = await as('admin');
    await open(page, '/processes/satellite?stage=solution');
    await addCriterion(page, 'visit', (line) => line.getByLabel(t('process.visit_days')).fill('45'));
    await page.getByRole('link', { name: t('process.try_out') }).click();
    await page.waitForURL(/\/trial/);
    await page.getByRole('heading', { name: t('process.try_out') }).waitFor();
    await shot(page, 'process-trial');
    await open(page, '/processes/satellite');
    await page.getByRole('button', { name: t('process.publish') }).click();
    await says(page.getByRole('main').page().locator('body'), t('process.national_version', { n: 2 }));
  });

  it('is extended by a province, which is refused where it would weaken it', async () => {
    const page = await as('process');
    await open(page, '/processes');
    await page.getByRole('link', { name: /卫星业务/ }).click();
    await stageLink(page, '方案与终端选型').click();
    await page.waitForURL(/stage=solution/);
    await hydrated(page);
    await page.getByRole('button', { name: t('process.remove_criterion', { n: 1 }) }).click();
    await page.getByRole('button', { name: t('process.save_draft') }).click();
    await says(page.getByRole('alert').first(), t('process.weakens'));
    await says(
      page.getByRole('main'),
      t('process.problem.criterion_weaker', { criterion: t('criterion.offering_chosen') }),
    );
    await shot(page, 'process-refused');

    await open(page, '/processes/satellite?stage=qualify');
    await addCriterion(page, 'approval', (line) =>
      line.getByLabel(t('process.approver_n', { n: 1 })).selectOption('sales_director'),
    );
    await page.getByRole('button', { name: t('process.publish') }).click();
    await eventually(() => page.getByRole('main').innerText()).toContain(t('process.own_version', { n: 1 }));
    await shot(page, 'process-extended');
  });

  it('blocks a deal until it is approved, and then lets it go', async () => {
    const visitor = await Visitor.signIn(emailOf('manager'));
    const [account, deal] = [newId(), newId()];
    await visitor.post('/accounts/new', { id: account, name: '海岳测控研究院', kind: 'private', grade: 'B' });
    const made = await visitor.post('/opportunities/new', {
      id: deal, accountId: account, title: '海岳卫星专网', source: 'manager', pipeline: 'satellite',
      oneOffFen: '860000', monthlyFen: '0', months: '0', expectedCloseOn: '2027-03-31',
    }); // biome-ignore format: a form
    expect(made.status).toBe(302);
    await sql`insert into needs (tenant_id, id, unit_id, owner_id, account_id, kind, text)
      select tenant_id, ${newId()}, unit_id, owner_id, id, 'explicit', '海上平台互联' from accounts where id = ${account}`;

    const manager = await as('manager');
    await open(manager, '/opportunities?pipeline=satellite');
    await manager.getByRole('main').getByText('海岳卫星专网').first().waitFor();
    await shot(manager, 'process-board');
    await open(manager, `/opportunities/${deal}`);
    const card = manager.locator('#evidence');
    await says(card, t('process.criterion.approval', { roles: t('role.sales_director') }));
    await card.getByRole('link', { name: t('approval.ask') }).click();
    await manager.getByLabel(t('approval.note'), { exact: false }).fill('客户本周定方案');
    await manager.getByRole('button', { name: t('approval.send') }).click();
    await eventually(() => pathOf(manager)).toBe(`/opportunities/${deal}`);

    const director = await as('director');
    await open(director, '/approvals');
    const item = director.getByRole('main').locator('section').filter({ hasText: '海岳卫星专网' });
    await says(item, '客户本周定方案');
    await shot(director, 'process-approval');
    await item.getByLabel(t('approval.comment')).fill('同意');
    await item.getByRole('button', { name: t('approval.approve') }).click();
    await says(toastOf(director), t('approval.approved'));

    await open(manager, `/opportunities/${deal}`);
    await manager.getByRole('button', { name: t('opportunity.advance', { stage: '站址与链路核查' }) }).click();
    await eventually(
      async () =>
        (await sql`select s.code from opportunities o join stages s on s.id = o.stage_id where o.id = ${deal}`)[0]
          ?.code,
    ).toBe('link_check');
    expect(browsers.flatMap(({ errors }) => surprises(errors))).toEqual([]);
  });
});
