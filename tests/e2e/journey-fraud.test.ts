import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { newId } from '~/core/ids';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { emailOf, open, saying, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { Visitor } from '../support/visitor';
import { fill, main, press } from './forms';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
const t = words('en');
/** A referral of the demo that was accepted and rewarded. */
const company = '钱塘冷链物流园';
const browsers: Browser[] = [];
let sql: postgres.Sql;
let owner: Browser;
let entry: string;
let address: string;
let points: number;
let ever: number;

const as = async (who: string, device: 'desktop' | 'phone' = 'desktop') => {
  const browser = await openBrowser(device, { locale: 'en' });
  browsers.push(browser);
  await signIn(browser.page, who, 'en');
  return browser;
};
const nameOf = async (who: string) =>
  String((await sql`select name from people where email = ${emailOf(who)}`)[0]!.name);

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  await sql`select jobs.enqueue('rewards.collect_all', '{}', 'rewards.collect_all')`;
  const earned = () => sql`
    select e.id, e.points from reward_entries e join reward_confirmations c on c.tenant_id = e.tenant_id and c.entry_id = e.id
    join people p on p.id = e.person_id where p.email = ${emailOf('employee')} and e.title = ${company} and e.milestone = 'referral_accepted'`;
  await vi.waitFor(async () => expect(await earned()).toHaveLength(1), { timeout: 60_000, interval: 500 });
  const [row] = await earned();
  entry = String(row!.id);
  points = Number(row!.points);
  address = `/rewards/${entry}`;
  owner = await as('employee', 'phone');
  ever = await scoreOf(owner.page);
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await sql?.end();
});

/** What all confirmed rewards come to, as the owner's page says it. */
async function scoreOf(page: Page) {
  await open(page, '/rewards');
  const text = await page.locator('body').innerText();
  const after = text.slice(text.indexOf(t('reward.ever')) + t('reward.ever').length);
  return Number(/[\d,]+/.exec(after)![0].replaceAll(',', ''));
}
const formOf = (page: Page, key: 'reward.propose' | 'reward.decide' | 'reward.appeal' | 'reward.answer') =>
  main(page)
    .locator('form')
    .filter({ has: page.getByRole('button', { name: t(key), exact: true }) });
/** Found where who keeps the rewards looks for what is to be decided. */
async function find(page: Page) {
  await open(page, '/rewards/all?state=disputed');
  await main(page).getByText(company).first().click();
  await page.waitForURL(`**${address}`);
}

describe('a reward for what never happened', () => {
  let proposer: Browser;
  let decider: Browser;

  it('is said to be a fraud by one, who cannot decide it', async () => {
    proposer = await as('director');
    const { page } = proposer;
    await open(page, address);
    const form = formOf(page, 'reward.propose');
    await fill(form, { reason: 'fraud', note: 'The number belongs to the referrer; nobody there knows of it.' });
    await press(form, t('reward.propose'));
    await says(toastOf(page), t('reward.done'));
    await says(main(page), 'nobody there knows of it');
    await shot(page, 'fraud-proposed');
    expect(await formOf(page, 'reward.decide').count()).toBe(0);
    expect(await formOf(page, 'reward.propose').count()).toBe(0);
    // nor by a form of their own making
    const [said] = await sql`select id from reward_challenges where entry_id = ${entry}`;
    const forged = await (await Visitor.signIn(emailOf('director'))).post(address, {
      intent: 'decide',
      id: String(said!.id),
      verdict: 'void',
      note: 'x',
    });
    expect(forged.status).toBe(422);
    expect((await sql`select is_void from reward_challenges where entry_id = ${entry}`)[0]!.is_void).toBeNull();
    // nothing was taken away so far, and the owner may read what is said
    expect(await scoreOf(owner.page)).toBe(ever);
    await open(owner.page, address);
    await says(main(owner.page), 'nobody there knows of it');
    expect(await formOf(owner.page, 'reward.appeal').count()).toBe(0);
  }, 120_000);

  it('is voided by another, and the owner reads why', async () => {
    decider = await as('hq');
    const { page } = decider;
    await find(page);
    const form = formOf(page, 'reward.decide');
    await fill(form, { verdict: 'void', note: 'I rang them up: no such request.' });
    await shot(page, 'fraud-deciding');
    await press(form, t('reward.decide'));
    await says(main(page), t('reward.decided_void', { who: await nameOf('hq') }));
    expect(await violations(page)).toEqual([]);
    await shot(page, 'fraud-decided');

    await open(owner.page, '/notices');
    await main(owner.page)
      .getByRole('button', { name: saying(company) })
      .first()
      .tap();
    await owner.page.waitForURL(`**${address}`);
    const told = main(owner.page);
    await says(told, t('reward.state.voided'));
    await says(told, t('reward.proposed', { who: await nameOf('director'), reason: t('reward.reason.fraud') }));
    await says(told, t('reward.decided_void', { who: await nameOf('hq') }));
    await says(told, 'I rang them up: no such request.');
    expect(await owner.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await shot(owner.page, 'fraud-told');
    expect(await scoreOf(owner.page)).toBe(ever - points);
  }, 120_000);

  it('is appealed by the owner, once, and heard by neither of the two', async () => {
    const { page } = owner;
    await open(page, address);
    const form = formOf(page, 'reward.appeal');
    await form.locator('[name=note]').fill('Ask Ms Qian at the gate: I took her call on 3 November.');
    await press(form, t('reward.appeal'));
    await says(main(page), 'Ask Ms Qian');
    expect(await formOf(page, 'reward.appeal').count()).toBe(0);
    for (const one of [proposer, decider]) {
      await find(one.page);
      await says(main(one.page), 'Ask Ms Qian');
      expect(await formOf(one.page, 'reward.answer').count()).toBe(0);
    }
    const [said] = await sql`select id from reward_challenges where entry_id = ${entry}`;
    for (const who of ['director', 'hq']) {
      const forged = await (await Visitor.signIn(emailOf(who))).post(address, {
        intent: 'answer',
        id: String(said!.id),
        verdict: 'keep',
        note: 'x',
      });
      expect(forged.status).toBe(422);
    }
    // somebody else of the company learns nothing of it
    const stranger = await Visitor.signIn(emailOf('manager'));
    expect((await stranger.get(address)).status).toBe(404);
    expect((await stranger.post(address, { intent: 'propose', id: newId(), reason: 'fraud', note: 'x' })).status).toBe(
      403,
    );
  }, 120_000);

  it('is given back by a third, who heard the owner', async () => {
    const { page, errors } = await as('admin');
    await find(page);
    const form = formOf(page, 'reward.answer');
    await fill(form, { verdict: 'restore', note: 'Ms Qian remembers the call. I am sorry.' });
    await press(form, t('reward.answer'));
    await says(main(page), t('reward.restored', { who: await nameOf('admin') }));
    await shot(page, 'fraud-restored');
    await open(page, '/rewards/all?state=disputed');
    expect(await main(page).getByText(company).count()).toBe(0);

    await open(owner.page, address);
    await says(main(owner.page), 'I am sorry.');
    await says(main(owner.page), t('reward.state.confirmed'));
    expect(await scoreOf(owner.page)).toBe(ever);
    await open(owner.page, '/notices');
    await says(main(owner.page), saying(company));
    const kept = await sql`select event from journal where subject_id = ${entry} order by at`;
    expect(kept.map(({ event }) => event)).toEqual([
      'reward.void_proposed',
      'reward.voided',
      'reward.appealed',
      'reward.restored',
    ]);
    for (const one of [errors, owner.errors, proposer.errors, decider.errors]) expect(surprises(one)).toEqual([]);
  }, 120_000);
});
