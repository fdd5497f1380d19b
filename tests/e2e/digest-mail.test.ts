import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { mailsIn, partOf } from '../support/mailbox';
import { Visitor } from '../support/visitor';
import { ownRecords } from './own-records';

const t = words('zh-CN');
const box = path.join(inject('dataDir'), 'mail');
const text = `催办 ${newId().slice(-8)}`;
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const { accountId } = await ownRecords(sql);
  await sql`
    insert into commitments (tenant_id, id, unit_id, owner_id, account_id, text, due_on)
    select tenant_id, ${newId()}, unit_id, owner_id, id, ${text}, '2026-11-19' from accounts where id = ${accountId}`;
  browser = await openBrowser('phone');
  await signIn(browser.page, 'manager');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

const digests = () =>
  mailsIn(box).filter(
    (mail) => mail.headers.to?.includes(emailOf('manager')) && mail.raw.includes('List-Unsubscribe-Post'),
  );
const morning = (day: string) => sql`
  select graphile_worker.add_job('notices.digest', '{}'::json, run_at => ${`${day}T00:00:00Z`}::timestamptz, job_key => ${`digest-${day}`})`;

describe('the digest', () => {
  it('is chosen in the settings, comes on a working day with links, and once', async () => {
    const { page } = browser;
    await open(page, '/settings/notices');
    await page.getByLabel(t('mail.rhythm.daily')).check({ force: true });
    await shot(page, 'phone-mail-settings');
    const saves = page.getByRole('button', { name: t('common.save') });
    await saves.nth(1).tap();
    await says(toastOf(page), t('mail.done'));
    await morning('2026-11-21'); // a Saturday
    await morning('2026-11-20');
    await eventually(() => digests().length, 30_000).toBe(1);
    await morning('2026-11-20');
    await eventually(
      async () =>
        (
          await sql`select count(*)::int as n from graphile_worker.jobs where task_identifier like 'notices.%' and run_at < now()`
        )[0]?.n,
      30_000,
    ).toBe(0);
    expect(digests()).toHaveLength(1);
    const [mail] = digests();
    const plain = partOf(mail!, 'text/plain');
    expect(mail!.headers.subject).toContain(t('mail.daily_heading', { day: '11月20日 周五' }));
    expect(plain).toContain(text);
    expect(plain).toMatch(/http:\/\/localhost:\d+\/commitments/);
    expect(partOf(mail!, 'text/html')).toContain(text);
  });

  it('ends by one post of the mail program, without a session', async () => {
    const [mail] = digests();
    expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    const link = new URL(mail!.headers['list-unsubscribe']!.slice(1, -1)).pathname;
    const visitor = new Visitor();
    expect((await visitor.get(link)).status).toBe(200);
    const chosen = async () =>
      (
        await sql`select c.mail from notice_choices c join people p on p.id = c.person_id where p.email = ${emailOf('manager')}`
      )[0]?.mail;
    expect(await chosen()).toBe('daily');
    const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
    expect((await visitor.request(link, oneClick)).status).toBe(200);
    expect((await visitor.request(link, oneClick)).status).toBe(200);
    expect(await chosen()).toBe('off');
    expect((await visitor.get(`/unsubscribe/${'A'.repeat(43)}`)).status).toBe(404);
    await browser.page.goto(link);
    await browser.page.getByRole('button', { name: t('mail.end_now') }).waitFor();
    await shot(browser.page, 'phone-unsubscribe');
    expect(surprises(browser.errors)).toEqual([]);
  });
});

describe('push', () => {
  it('explains itself where the browser refuses', async () => {
    const { page } = browser;
    await open(page, '/settings/notices');
    const card = page.locator('section').filter({ hasText: t('push.title') });
    await card
      .getByText(t('push.denied'))
      .or(card.getByRole('button', { name: t('push.on') }))
      .first()
      .waitFor();
    const button = card.getByRole('button', { name: t('push.on') });
    if (await button.isVisible()) {
      await button.tap();
      // no push service is within reach of the tests
      await says(
        card.getByRole('status'),
        new RegExp([t('push.failed'), t('push.denied'), t('push.not_now')].join('|')),
      );
    }
    await shot(page, 'phone-push');
  });

  it('takes no address that leads inside', async () => {
    const visitor = await Visitor.signIn(emailOf('manager'));
    const keys = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22), intent: 'on' };
    for (const endpoint of ['https://127.0.0.1/x', 'http://example.com/x', 'https://localhost:5432/']) {
      const answer = await visitor.post('/settings/push', { ...keys, endpoint });
      expect([endpoint, answer.status]).toEqual([endpoint, 422]);
    }
    expect(
      (await new Visitor().post('/settings/push', { ...keys, endpoint: 'https://push.example.com/x' })).status,
    ).toBe(302);
  });
});
