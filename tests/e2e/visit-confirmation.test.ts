import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { eventually, open, shot, signIn, surprises, words } from '../support/journey';
import { Visitor } from '../support/visitor';
import { ownRecords } from './own-records';

const t = words('zh-CN');
const visitId = newId();
let sql: postgres.Sql;
let ours: Awaited<ReturnType<typeof openBrowser>>;
let theirs: Awaited<ReturnType<typeof openBrowser>>;
let digits: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const { accountId } = await ownRecords(sql);
  await sql`
    insert into visits (tenant_id, id, unit_id, owner_id, account_id, purpose, planned_at, status, started_at)
    select tenant_id, ${visitId}, unit_id, owner_id, id, '内部目的', now(), 'in_progress', now() from accounts where id = ${accountId}`;
  ours = await openBrowser('phone');
  theirs = await openBrowser('phone');
  await signIn(ours.page, 'manager');
});
afterAll(async () => {
  await ours?.close();
  await theirs?.close();
  await sql?.end();
});

describe('a customer confirms the visit', () => {
  it('on their own phone, by six digits, with a rating; the visitor sees it appear', async () => {
    await open(ours.page, `/visits/${visitId}`);
    await ours.page.getByRole('link', { name: t('confirmation.ask') }).tap();
    await ours.page.waitForURL('**/confirm');
    await ours.page.getByRole('button', { name: t('confirmation.make') }).tap();
    await ours.page.getByRole('img', { name: t('confirmation.qr') }).waitFor();
    await shot(ours.page, 'phone-confirm-code');
    digits = (await ours.page.locator('[data-code]').getAttribute('data-code'))!;

    const { page } = theirs;
    await page.goto('/confirm');
    await page.getByLabel(t('confirmation.code')).fill(`${digits.slice(0, 3)} ${digits.slice(3)}`);
    await page.getByRole('button', { name: t('confirmation.next') }).tap();
    await page.waitForURL(`**/confirm/${digits}`);
    await page.getByRole('button', { name: t('confirmation.confirm') }).waitFor();
    const told = await page.getByRole('main').innerText();
    const [visit] = await sql`select p.name, t.name as company from visits v join people p on p.id = v.owner_id
      join tenants t on t.id = v.tenant_id where v.id = ${visitId}`;
    expect(told).toContain(visit?.name);
    expect(told).toContain(visit?.company);
    expect(told).not.toContain('内部目的');
    await page.getByLabel('5', { exact: true }).check({ force: true });
    await shot(page, 'phone-confirm-customer');
    await page.getByRole('button', { name: t('confirmation.confirm') }).tap();
    await eventually(() => page.getByRole('status').first().innerText()).toContain(t('confirmation.thanks'));
    await eventually(() => ours.page.getByRole('main').innerText()).toContain(t('confirmation.done'));
    await shot(ours.page, 'phone-confirmed');
    const [row] = await sql`select confirmed_rating, confirmed_at from visits where id = ${visitId}`;
    expect(row).toMatchObject({ confirmed_rating: 5 });
    expect([...surprises(ours.errors), ...surprises(theirs.errors)]).toEqual([]);
  });

  it('once: a used code and a wrong one are told the same', async () => {
    const visitor = new Visitor();
    const plain = (text: string) => text.replace(/nonce="[^"]+"|nonce-[^']+/g, '').replaceAll(digits, 'X');
    const used = await visitor.get(`/confirm/${digits}`);
    const wrong = await visitor.get(`/confirm/${newId().replaceAll('-', '').slice(0, 22)}`);
    expect([used.status, wrong.status]).toEqual([404, 404]);
    for (const answer of [used, wrong]) expect(plain(answer.text)).toContain(t('confirmation.unknown'));
    const again = await visitor.post(`/confirm/${digits}`, { rating: '1' });
    expect(again.status).toBe(404);
  });

  it('and nobody finds a code by trying', async () => {
    const visitor = new Visitor();
    const answers: number[] = [];
    for (let i = 0; i < 12; i++) answers.push((await visitor.get(`/confirm/00000${i % 10}`)).status);
    expect(answers.at(-1)).toBe(429);
    expect((await visitor.post('/confirm/123456', { rating: '5' })).status).toBe(429);
  });
});
