import type { Page } from 'playwright-core';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, pathOf, says, shot, signIn, surprises, words } from '../support/journey';
import { drafts, keeps, online, plannedVisit, waiting } from '../support/offline';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
const visits = { first: newId(), second: newId() };
const newcomer = '骆新鸣';
const note = '现场确认：两条专线改为双路由，周五给方案';
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let accounts: { id: string; name: string }[];
let taps = 0;
const since = new Date();

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  accounts = await sql<{ id: string; name: string }[]>`
    select a.id, a.name from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id desc limit 2`;
  const manager = await Visitor.signIn(emailOf('manager'));
  for (const [i, id] of [visits.first, visits.second].entries()) {
    const sent = await manager.post('/visits/new', plannedVisit(id, accounts[i]!.id, `全天第${i + 1}访`, 1 + i * 20));
    expect(sent.status).toBe(302);
  }
  browser = await openBrowser('phone');
  await browser.context.exposeFunction('tapped', () => {
    taps += 1;
  });
  await browser.context.addInitScript(() => {
    window.addEventListener(
      'click',
      (event) => event.isTrusted && (window as unknown as { tapped(): void }).tapped(),
      true,
    );
  });
  page = browser.page;
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

/** As the phone does it when it is short of memory. */
const killed = async (address: string) => {
  await page.close();
  page = await browser.context.newPage();
  await open(page, address);
};
const visitOf = async (id: string) => (await sql`select * from visits where id = ${id}`)[0]!;
const keptDraft = (name: string, after: number) =>
  eventually(async () => (await drafts(page)).some(({ id, at }) => id === name && at >= after)).toBe(true);
const row = (title: string) => page.getByRole('group', { name: title });

describe('a full day on the phone', () => {
  it('begins with the day, and a check-in that is stored at once', async () => {
    await signIn(page, 'manager');
    await open(page, '/today');
    await says(page.getByRole('main'), '全天第1访');
    await keeps(page, `/visits/${visits.second}.data?do=complete`);
    await keeps(page, `/accounts/${accounts[1]!.id}/people.data?peek=new`);
    await keeps(page, `/visits/new.data?account=${accounts[1]!.id}`);
    await eventually(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
    await open(page, `/visits/${visits.first}`);
    taps = 0;
    await page.getByRole('button', { name: t('visit.start') }).tap();
    await eventually(async () => (await visitOf(visits.first)).status).toBe('in_progress');
    await page.locator('[name=note]').waitFor();
  }, 240_000);

  it('goes on when the network is gone: the report with a need, a promise and a photo, in few taps', async () => {
    await browser.context.setOffline(true);
    await page.locator('[name=note]').tap();
    await page.keyboard.insertText(note);
    await row(t('visit.need_n', { n: 1 }))
      .getByLabel(t('visit.need_text'))
      .tap();
    await page.keyboard.insertText('双路由专线');
    await keptDraft(`/visits/${visits.first}`, Date.now());
    await killed(`/visits/${visits.first}?do=complete`);
    await eventually(() => page.getByLabel(t('visit.note')).inputValue()).toBe(note);
    const picture = await sharp({
      create: {
        width: 2400,
        height: 1800,
        channels: 3,
        background: '#2456a8',
        noise: { type: 'gaussian', mean: 120, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer();
    const choosing = page.waitForEvent('filechooser');
    await page.getByLabel(t('attachment.take_photo')).tap();
    await (await choosing).setFiles([{ name: '机房.jpg', mimeType: 'image/jpeg', buffer: picture }]);
    await eventually(() => waiting(page), 30_000).toBe(1);
    await says(page.locator('#photos'), t('attachment.kept'));
    await shot(page, 'day-photo-kept');
    const promise = row(t('visit.commitment_n', { n: 1 }));
    await promise.getByLabel(t('visit.commitment_text')).tap();
    await page.keyboard.insertText('送双路由方案');
    await promise.getByRole('button', { name: t('visit.due_in_5') }).tap();
    await page.getByRole('button', { name: t('visit.check_out') }).tap();
    await page.waitForURL('**/today');
    await eventually(() => waiting(page)).toBe(2);
    expect(taps).toBeGreaterThan(5);
    expect(taps).toBeLessThanOrEqual(12);
    await shot(page, 'day-logged');
  });

  it('meets somebody new and names them in the next visit, before the server knows of either', async () => {
    const [, account] = accounts;
    await open(page, `/visits/new?account=${account!.id}`);
    await page.getByLabel(t('visit.purpose')).fill('与新负责人见面');
    await keptDraft(`/visits/new/${account!.id}`, 0);
    await page.getByRole('link', { name: t('visit.add_contact') }).tap();
    await page.waitForURL('**/people?**');
    await page.locator('[name=name]').fill(newcomer);
    await page.getByRole('button', { name: t('common.save') }).tap();
    await page.waitForURL('**/visits/new?**');
    await eventually(() => waiting(page)).toBe(3);
    await eventually(() => page.getByLabel(t('visit.purpose')).inputValue()).toBe('与新负责人见面');
    await page.getByLabel(t('outbox.contact_waiting', { name: newcomer })).tap();
    await shot(page, 'day-names-newcomer');
    await page.getByRole('button', { name: t('visit.save_plan') }).tap();
    await page.waitForURL('**/today');
    await eventually(() => waiting(page)).toBe(4);
  });

  it('checks in at the next one, and is killed again', async () => {
    await open(page, `/visits/${visits.second}`);
    await page.getByRole('button', { name: t('visit.start') }).tap();
    await page.waitForURL(`**/visits/${visits.second}?do=complete`);
    await eventually(() => waiting(page)).toBe(5);
    await killed('/outbox');
    await eventually(() => page.locator('main li').count()).toBe(5);
    await shot(page, 'day-outbox');
    await says(page.getByRole('main'), newcomer);
    await eventually(() => page.locator('main img[src^="blob:"]').count()).toBe(1);
    const stored = await sql`select 1 from contacts where name = ${newcomer}`;
    expect([stored.length, (await visitOf(visits.first)).status, (await visitOf(visits.second)).status]).toEqual([
      0,
      'in_progress',
      'planned',
    ]);
  });

  it('sends everything in its order, each once, when the network is back', async () => {
    await online(browser.context, page);
    await eventually(() => page.locator('main li').count(), 60_000).toBe(0);
    expect(pathOf(page)).toBe('/outbox');
    expect(await visitOf(visits.first)).toMatchObject({ status: 'completed', note });
    expect(await visitOf(visits.second)).toMatchObject({ status: 'in_progress' });
    expect((await visitOf(visits.second)).check_in).toMatchObject({ latitude: 23.129111 });
    const [counts] = await sql`
      select (select count(*)::int from needs where visit_id = ${visits.first}) as needs,
        (select count(*)::int from commitments where visit_id = ${visits.first}) as promises,
        (select count(*)::int from attachments where visit_id = ${visits.first} and deleted_at is null) as photos,
        (select count(*)::int from contacts where name = ${newcomer}) as contacts,
        (select count(*)::int from visits where purpose = '与新负责人见面') as planned,
        (select count(*)::int from visit_attendees a join contacts c on c.id = a.contact_id
          join visits v on v.id = a.visit_id where c.name = ${newcomer} and v.purpose = '与新负责人见面') as named`;
    expect(counts).toEqual({ needs: 1, promises: 1, photos: 1, contacts: 1, planned: 1, named: 1 });
    const told = await sql<{ event: string }[]>`
      select j.event from journal j join people p on p.id = j.actor_id
      where p.email = 'manager@demo.test' and j.at >= ${since} and j.event in
        ('visit.completed', 'contact.created', 'visit.started', 'visit.planned', 'visit.photo_added')
        and (j.subject_id in (${visits.first}, ${visits.second}) or j.event in ('contact.created', 'visit.planned'))
      order by j.at, j.id`;
    expect(told.map(({ event }) => event).slice(-6)).toEqual([
      'visit.started',
      'visit.completed',
      'contact.created',
      'visit.planned',
      'visit.started',
      'visit.photo_added',
    ]);
    const unexpected = surprises(browser.errors).filter(
      (line) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/.test(line),
    );
    expect(unexpected).toEqual([]);
  });
});
