import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, hydrated, open, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
const title = '评估测试专线项目';
const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
afterAll(() => sql.end());

/** A deal of one million with a decision maker, as its manager would have them. */
async function makeDeal() {
  const manager = await Visitor.signIn(emailOf('manager'));
  const [account, deal, decider] = [newId(), newId(), newId()];
  await manager.post('/accounts/new', {
    id: account,
    name: `评估测试公司${deal.slice(-6)}`,
    kind: 'private',
    grade: 'B',
  });
  await sql`insert into contacts (tenant_id, id, unit_id, owner_id, account_id, name, buying_role, attitude)
    select tenant_id, ${decider}, unit_id, owner_id, id, '沈国强', 'decision_maker', 'supports' from accounts where id = ${account}`;
  const form = { source: 'manager', oneOffFen: '1000000', monthlyFen: '0', months: '0' };
  const made = await manager.post('/opportunities/new', { id: deal, accountId: account, title, ...form });
  expect(made.status).toBe(302);
  return { deal, decider };
}
const savedOf = async (deal: string) => (await sql`select * from qualifications where opportunity_id = ${deal}`)[0];
const pageOf = (deal: string) => `/opportunities/${deal}/qualification`;
const rival = async () =>
  (await sql`select id, name from competitors where tenant_id is null order by name limit 1`)[0]!;

describe('qualifying a deal on the phone', () => {
  let phone: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  let made: Awaited<ReturnType<typeof makeDeal>>;
  const section = (name: string) =>
    page.locator('details').filter({ has: page.getByRole('heading', { name: t.any(name) }) });
  const unfold = async (name: string) => {
    await section(name).locator('summary').click();
    await eventually(() => section(name).evaluate((box) => (box as HTMLDetailsElement).open)).toBe(true);
  };
  const tap = (name: string, value: string) => page.locator(`[name="${name}"][value="${value}"]`).click();

  beforeAll(async () => {
    made = await makeDeal();
    phone = await openBrowser('phone', { bypassCSP: true, reducedMotion: 'reduce' });
    page = phone.page;
    await signIn(page, 'manager');
  });
  afterAll(() => phone?.close());

  it('the card on the deal leads to it; sections are folded and steps are wide enough for a thumb', async () => {
    await open(page, `/opportunities/${made.deal}`);
    await page.getByRole('link', { name: t('qualification.start') }).click();
    await page.waitForURL(`**${pageOf(made.deal)}`);
    await hydrated(page);
    expect(await section('qualification.buying').evaluate((box) => (box as HTMLDetailsElement).open)).toBe(false);
    const small = await page.$$eval(
      'fieldset label:has(input[type=radio])',
      (labels) => labels.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44).length,
    );
    expect(small).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await violations(page)).toEqual([]);
  });

  it('every answer is given with a tap, and what would change the result shrinks to nothing', async () => {
    for (const name of ['fitProduct', 'fitService', 'fitSolution']) await tap(name, '4');
    await unfold('qualification.buying');
    await tap('budget', 'known');
    await page.locator('[name=budgetFen]').fill('120万');
    await page.locator('[name=deciderId]').selectOption(made.decider);
    await page.locator('[name=decisionOn]').fill('2099-01-15');
    await page.locator('[name=compellingEvent]').fill('旧合同到期');
    await unfold('qualification.tender');
    await tap('tender', 'no');
    await unfold('qualification.rivals');
    const { id, name } = await rival();
    await page.locator('[name="gaps[0].competitorId"]').selectOption(id);
    await tap('gaps[0].product', '1');
    await tap('gaps[0].relationship', '-1');
    await says(section('qualification.rivals'), name);
    await unfold('qualification.value');
    await page.locator('[name=marginPercent]').fill('22');
    await page.locator('[name=strategicWeight][value="3"]').click();
    await says(page.locator('#result'), t('qualification.change_none'));
    expect(await violations(page)).toEqual([]);
    await shot(page, 'qualification-phone');
    await tap('result', 'go');
    await page
      .getByRole('button', { name: t('common.save') })
      .last()
      .click();
    await says(toastOf(page), t('qualification.saved'));
    expect(await savedOf(made.deal)).toMatchObject({
      result: 'go',
      proposed: 'go',
      budget_fen: '120000000',
      version: 1,
    });
  });

  it('the deal shows the result, and the page what was saved', async () => {
    await open(page, `/opportunities/${made.deal}`);
    await says(page.getByRole('main'), t('qualification.result.go'));
    await open(page, pageOf(made.deal));
    expect(await page.locator('[name=fitService]:checked').getAttribute('value')).toBe('4');
    expect(await page.locator('[name="gaps[0].relationship"]:checked').getAttribute('value')).toBe('-1');
    expect(surprises(phone.errors)).toEqual([]);
  });
});

describe('qualifying a deal with the keyboard alone', () => {
  let desktop: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  let made: Awaited<ReturnType<typeof makeDeal>>;
  const press = (key: string, times = 1) =>
    Array.from({ length: times }).reduce<Promise<void>>(
      (before) => before.then(() => page.keyboard.press(key)),
      Promise.resolve(),
    );
  const at = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? '');
  /** Tab after Tab until the control of that name has the focus. */
  const tabTo = async (name: string) => {
    for (let tries = 0; tries < 120 && (await at()) !== name; tries++) await press('Tab');
    expect(await at()).toBe(name);
  };
  const proposal = () => page.locator('#result');

  beforeAll(async () => {
    made = await makeDeal();
    desktop = await openBrowser('desktop');
    page = desktop.page;
    await signIn(page, 'manager');
    await open(page, pageOf(made.deal));
  });
  afterAll(() => desktop?.close());

  it('the answers are given in order, and the proposal follows', async () => {
    await tabTo('fitProduct');
    await press('ArrowRight', 2); // 1: a stop
    await says(proposal(), t('qualification.result.no_go'));
    await press('ArrowRight', 3); // 4
    await tabTo('fitProductNote');
    await page.keyboard.type('带宽足够');
    await tabTo('budget');
    await press('ArrowLeft'); // asked
    await tabTo('deciderId');
    await press('ArrowDown');
    await tabTo('compellingEvent');
    await page.keyboard.type('旧合同到期');
    await tabTo('marginPercent');
    await page.keyboard.type('18');
    await says(proposal(), t('qualification.line.budget_unknown'));
    await says(proposal(), t('qualification.result.conditional'));
    await shot(page, 'qualification-desktop');
  });

  it('a decision other than the proposed one asks for its reason and loses nothing', async () => {
    await tabTo('result');
    await press('ArrowRight'); // go
    await tabTo('resultReason');
    await press('Tab');
    await press('Enter');
    await says(page.getByRole('alert'), t('qualification.reason_required'));
    expect(await page.locator('[name=fitProductNote]').inputValue()).toBe('带宽足够');
    await tabTo('resultReason');
    await page.keyboard.type('客户高层已口头同意');
    await press('Tab');
    await press('Enter');
    await says(toastOf(page), t('qualification.saved'));
    const [row] = await sql`select * from qualifications where opportunity_id = ${made.deal}`;
    expect(row).toMatchObject({
      fit_product: 4,
      budget: 'asked',
      margin_percent: 18,
      result: 'go',
      proposed: 'conditional',
    });
    expect(row?.decider_id).toBe(made.decider);
  });

  it('saved over what a lead saved meanwhile, one is told, keeps the text and chooses', async () => {
    await open(page, pageOf(made.deal));
    const lead = await Visitor.signIn(emailOf('lead'));
    const [row] = await sql`select id, version from qualifications where opportunity_id = ${made.deal}`;
    const theirs = await lead.post(pageOf(made.deal), { id: row!.id, version: String(row!.version), fitProduct: '2' });
    expect(theirs.status).toBe(302);
    await tabTo('strategicWhy');
    await page.keyboard.type('行业标杆');
    await tabTo('resultReason');
    await press('Tab');
    await press('Enter');
    await says(page.getByRole('main'), t('qualification.stale_hint'));
    await page
      .locator('main form button[type=submit]:not([disabled])', { hasText: t('common.save') })
      .first()
      .waitFor();
    expect(await page.locator('[name=strategicWhy]').inputValue()).toBe('行业标杆');
    await tabTo('resultReason');
    await press('Tab');
    await press('Enter');
    await eventually(
      async () =>
        (await sql`select strategic_why from qualifications where opportunity_id = ${made.deal}`)[0]?.strategic_why,
    ).toBe('行业标杆');
    const scores =
      await sql`select (facts->>'fitProduct')::int as fit from qualification_scores where opportunity_id = ${made.deal} order by at, id`;
    expect(scores.map(({ fit }) => fit)).toEqual([4, 2, 4]);
    expect(surprises(desktop.errors)).toEqual([]);
  });
});
