import type { Page } from 'playwright-core';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, hydrated, open, pathOf, saying, says, shot, signIn, surprises, toastOf, words } from '../support/journey'; // biome-ignore format: one line
import { Visitor } from '../support/visitor';
import { fill, main, press } from './forms';
import { addLine, beginQuote, pasteSites } from './quoting';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
const t = words('zh-CN');
const company = '梅家坞茶文化度假村';
const browsers: Browser[] = [];
let sql: postgres.Sql;
let employee: Browser;
let manager: Page;
let lead: string;
let deal: string;
let quote: string;
let contract: string;

const browserOf = async (device: 'desktop' | 'phone') => {
  const browser = await openBrowser(device, { locale: 'zh-CN' });
  browsers.push(browser);
  return browser;
};
beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  employee = await browserOf('phone');
  manager = (await browserOf('desktop')).page;
  await signIn(employee.page, 'employee');
  await signIn(manager, 'manager');
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await sql?.end();
});

type Milestone = 'referral_accepted' | 'referral_signed' | 'referral_paid';
/** What the employee's own page says of a reward of this referral, after the clock's job went over what happened. */
async function rewardSays(milestone: Milestone, state: 'pending' | 'confirmed') {
  const { page } = employee;
  const row = () =>
    main(page)
      .getByRole('link')
      .filter({ hasText: company })
      .filter({ hasText: t(`reward.milestone.${milestone}`) });
  await sql`select jobs.enqueue('rewards.collect_all', '{}', 'rewards.collect_all')`;
  await eventually(async () => {
    await open(page, '/rewards');
    return (await row().count()) ? row().first().innerText() : '';
  }, 40_000).toContain(t(`reward.state.${state}`));
  return row().first();
}
const confirmed = async () =>
  Number((await sql`select coalesce(sum(c.points), 0)::int as n from reward_confirmations c join people p on p.id = c.person_id
    where p.email = ${emailOf('employee')}`)[0]!.n); // biome-ignore format: one statement

describe('a referral that earns', () => {
  let before: number;

  it('is given on the phone in less than thirty seconds, with the photo of a card', async () => {
    const { page } = employee;
    before = await confirmed();
    await open(page, '/refer');
    const card = await sharp({ create: { width: 600, height: 360, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const begun = Date.now();
    await fill(main(page), { company, contactName: '梅经理', phone: '13588880033', need: '三处院落要无线覆盖和专线' });
    await page.locator('input[type=file]').setInputFiles({ name: '名片.jpg', mimeType: 'image/jpeg', buffer: card });
    await main(page)
      .getByRole('button', { name: t('refer.send') })
      .tap();
    await page.waitForURL(/\/refer\/[0-9a-f-]{36}$/);
    expect(Date.now() - begun).toBeLessThan(30_000);
    lead = pathOf(page).split('/')[2]!;
    await says(toastOf(page), t('refer.sent'));
    await says(main(page), t('refer.card_given'));
    await rewardSays('referral_accepted', 'pending');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await violations(page)).toEqual([]);
    await shot(page, 'reward-pending');
    expect(await confirmed()).toBe(before);
  }, 90_000);

  it('is confirmed when a manager takes it on', async () => {
    await eventually(async () => (await sql`select state from leads where id = ${lead}`)[0]!.state).not.toBe('new');
    const [row] =
      await sql`select l.version, (select id from people where email = ${emailOf('manager')}) as person from leads l where id = ${lead}`;
    const director = await Visitor.signIn(emailOf('director'));
    const fields = { intent: 'assign', version: String(row!.version), personId: String(row!.person) };
    expect((await director.post(`/leads/${lead}`, fields)).status).toBe(302);
    await open(manager, `/leads/${lead}`);
    const accept = manager.getByRole('button', { name: t('lead.accept'), exact: true });
    if (await accept.count()) await accept.click();
    await manager.getByRole('link', { name: t('lead.convert') }).waitFor();
    await rewardSays('referral_accepted', 'confirmed');
    expect(await confirmed()).toBe(before + 50);
  }, 90_000);

  it('becomes an opportunity and a quote that the customer accepts', async () => {
    await manager.getByRole('link', { name: t('lead.convert') }).click();
    await manager.waitForURL(/\/convert$/);
    await hydrated(manager);
    await press(main(manager), t('lead.convert_go'));
    await manager.waitForURL(/\/opportunities\/[0-9a-f-]{36}$/);
    deal = pathOf(manager).split('/')[2]!;
    quote = await beginQuote(manager, t, deal);
    await pasteSites(manager, t, quote, [['度假村前台', '浙江省杭州市西湖区梅家坞1号', '', '']]);
    await open(manager, quote);
    await addLine(manager, t, 'INT-DIA-100', /INT-DIA-100/, /1/);
    await main(manager)
      .getByRole('button', { name: /^提交(审批)?$/ })
      .click();
    await says(main(manager), t('quote.state.approved'));
    await press(main(manager), t('quote.send'));
    await says(main(manager), t('quote.state.sent'));
    await open(manager, `${quote}/customer`);
    await manager.getByLabel(t('offer.link_for')).fill('梅经理');
    await press(main(manager), t('offer.make_link'));
    const made = manager.getByRole('textbox', { name: t('offer.links'), exact: true });
    await made.waitFor();
    const { page: customer, errors } = await browserOf('phone');
    await open(customer, new URL(await made.inputValue()).pathname);
    const accepting = customer.locator('form').filter({ has: customer.getByLabel(t('offer.agree')) });
    await accepting.getByLabel(t('offer.your_name')).fill('梅经理');
    await accepting.getByLabel(t('offer.agree')).check();
    await press(main(customer), t('offer.accept'));
    await says(main(customer), t('offer.is.accepted'));
    expect(surprises(errors)).toEqual([]);
  }, 120_000);

  it('waits for the signature from the draft of the contract on, and is confirmed by it', async () => {
    await open(manager, `${quote}/customer`);
    await press(main(manager), t('offer.make_contract'));
    await manager.waitForURL(/\/contracts\/[0-9a-f-]{36}$/);
    await hydrated(manager);
    contract = pathOf(manager);
    const pending = await rewardSays('referral_signed', 'pending');
    const told = await pending.innerText();
    await shot(employee.page, 'reward-waiting');

    await fill(main(manager), { customerSigner: '梅建国', sellerSigner: '顾立新' });
    await press(main(manager), t('contract.sign'));
    await says(manager.locator('body'), t('contract.state.active'));
    const signed = await rewardSays('referral_signed', 'confirmed');
    const points = Number(/(\d[\d,]*) 分/.exec(told)?.[1]?.replaceAll(',', ''));
    expect(points).toBeGreaterThan(0);
    expect(await confirmed()).toBe(before + 50 + points);
    // anybody can work out their own again
    await signed.tap();
    await employee.page.waitForURL(/\/rewards\/[0-9a-f-]{36}$/);
    await says(main(employee.page), saying(t('reward.recomputed')));
    await says(main(employee.page), t('reward.points_n', { n: points.toLocaleString('en') }));
    await shot(employee.page, 'reward-recomputed');
  }, 120_000);

  it('is confirmed once more by the first payment, and told', async () => {
    const waiting = await confirmed();
    await rewardSays('referral_paid', 'pending');
    await open(manager, contract);
    await press(main(manager), t('contract.record_payment'));
    await says(main(manager), t('contract.first_paid'));
    await eventually(
      async () =>
        (await sql`select first_paid_on from contracts where id = ${contract.split('/')[2]!}`)[0]!.first_paid_on,
    ).not.toBeNull();
    await rewardSays('referral_paid', 'confirmed');
    await shot(employee.page, 'reward-confirmed');
    expect(await confirmed()).toBe(waiting + 300);
    await open(employee.page, '/notices');
    await says(main(employee.page), saying(company));
    // what the deal is worth to others stays theirs
    expect((await employee.page.goto(contract))?.status()).toBeGreaterThanOrEqual(403);
    expect(surprises(employee.errors).filter((line) => !/status of 403/.test(line))).toEqual([]);
  }, 120_000);
});
