import path from 'node:path';
import ICAL from 'ical.js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { type Mail, mailsIn, partOf } from '../support/mailbox';
import { Visitor } from '../support/visitor';
import { ownRecords } from './own-records';

const t = words('zh-CN');
const visitId = newId();
const contactId = newId();
const box = path.join(inject('dataDir'), 'mail');
const to = `guest-${contactId.slice(-12)}@example.com`;
let sql: postgres.Sql;
let ours: Awaited<ReturnType<typeof openBrowser>>;
let theirs: Awaited<ReturnType<typeof openBrowser>>;

const mailsToGuest = () => mailsIn(box).filter((mail) => mail.headers.to?.includes(to));
const eventOf = (mail: Mail) => {
  const text = partOf(mail, 'text/calendar');
  const calendar = new ICAL.Component(ICAL.parse(text));
  const part = calendar.getFirstSubcomponent('vevent')!;
  return { method: calendar.getFirstPropertyValue('method'), event: new ICAL.Event(part), part, text };
};
const linkIn = (mail: Mail) =>
  new URL(/https?:\/\/\S+\/invitation\/[\w-]{43}/.exec(partOf(mail, 'text/plain'))![0]).pathname;
async function nextMail(count: number) {
  await eventually(() => mailsToGuest().length, 30_000).toBe(count);
  return mailsToGuest().at(-1)!;
}

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const { accountId } = await ownRecords(sql);
  await sql`
    insert into contacts (tenant_id, id, unit_id, owner_id, account_id, name, email)
    select tenant_id, ${contactId}, unit_id, owner_id, id, '沈国强', ${to} from accounts where id = ${accountId}`;
  await sql`
    insert into visits (tenant_id, id, unit_id, owner_id, account_id, purpose, planned_at, planned_minutes)
    select tenant_id, ${visitId}, unit_id, owner_id, id, '内部：防止转网', date_trunc('day', now()) + interval '3 days 2 hours', 60
    from accounts where id = ${accountId}`;
  await sql`
    insert into visit_attendees (tenant_id, id, unit_id, owner_id, account_id, visit_id, contact_id)
    select tenant_id, ${newId()}, unit_id, owner_id, account_id, id, ${contactId} from visits where id = ${visitId}`;
  ours = await openBrowser('desktop');
  theirs = await openBrowser('phone');
  await signIn(ours.page, 'manager');
});
afterAll(async () => {
  await ours?.close();
  await theirs?.close();
  await sql?.end();
});

describe('an invitation', () => {
  let link: string;
  let sequence: number;

  it('is sent from the visit and read from a real mail server by a real calendar parser', async () => {
    const { page } = ours;
    await open(page, `/visits/${visitId}`);
    await page.getByRole('link', { name: t('invitation.send') }).click();
    await page.waitForURL('**/invite');
    await page.getByLabel(t('invitation.meeting_title')).fill('年度交流');
    await page.getByLabel(t('invitation.meeting_place')).fill('文三路 1 号, 3 楼');
    await shot(page, 'invite-form');
    await page.getByRole('button', { name: t('invitation.submit') }).click();
    await page.waitForURL((url) => url.pathname === `/visits/${visitId}`);
    await says(toastOf(page), t('invitation.done', { n: 1 }));
    const mail = await nextMail(1);
    expect(mail.headers.subject).toBe(t('invitation.subject.new', { title: '年度交流' }));
    expect(mail.parts.map((part) => part.type.split(';')[0])).toEqual(
      expect.arrayContaining(['text/plain', 'text/html', 'text/calendar']),
    );
    const [visit] =
      await sql`select p.name, p.email, v.planned_at from visits v join people p on p.id = v.owner_id where v.id = ${visitId}`;
    const { method, event, part, text } = eventOf(mail);
    expect(mail.raw).toMatch(/text\/calendar;[^\n]*\s*[^\n]*method=REQUEST/i);
    expect([method, event.uid, event.summary, event.location]).toEqual([
      'REQUEST',
      `visit-${visitId}@jiketong`,
      '年度交流',
      '文三路 1 号, 3 楼',
    ]);
    expect(event.startDate.toJSDate()).toEqual(visit?.planned_at);
    expect(String(part.getFirstPropertyValue('organizer'))).toBe(`mailto:${visit?.email}`);
    expect(event.attendees.map((one) => String(one.getFirstValue()).toLowerCase())).toEqual([`mailto:${to}`]);
    expect(mail.headers['reply-to']).toContain(visit?.email);
    for (const said of [partOf(mail, 'text/plain'), partOf(mail, 'text/html'), text])
      expect(said).not.toMatch(/内部|转网/);
    sequence = event.sequence;
    link = linkIn(mail);
  });

  it('is answered by a press on the guest’s phone, not by a program that follows its links', async () => {
    const scanner = new Visitor();
    for (const address of [link, `${link}?answer=accepted`, `${link}?answer=declined`])
      expect((await scanner.get(address)).status).toBe(200);
    expect((await sql`select answer from visit_invitations where visit_id = ${visitId}`)[0]?.answer).toBeNull();

    const { page } = theirs;
    await page.goto(`${link}?answer=accepted`);
    await hydrated(page);
    const told = await page.getByRole('main').innerText();
    for (const said of ['年度交流', '文三路 1 号', '沈国强']) expect(told).toContain(said);
    expect(told).not.toMatch(/内部|转网/);
    await shot(page, 'phone-invitation');
    await page.getByRole('button', { name: t('invitation.accepted') }).tap();
    await says(page.getByRole('status'), t('invitation.you_accepted'));
    await shot(page, 'phone-invitation-accepted');
    await open(ours.page, `/visits/${visitId}`);
    await says(ours.page.getByRole('list', { name: t('invitation.title') }), t('invitation.state.accepted'));
    await shot(ours.page, 'visit-invited');
    await open(ours.page, '/notices');
    await says(ours.page.getByRole('list', { name: t('notice.list') }), '沈国强 接受了');
  });

  it('follows the visit: the new time with a higher number, then its end', async () => {
    const { page } = ours;
    const [row] = await sql`select version from visits where id = ${visitId}`;
    const cookies = await page.context().cookies();
    const post = (fields: Record<string, string>, page = '') =>
      new Visitor().request(`/visits/${visitId}${page}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { Origin: inject('baseUrl'), Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
      });
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const moved = {
      plannedAt: `${day}T15:00`,
      plannedMinutes: '90',
      version: String(row?.version),
    };
    expect((await post(moved, '/move')).status).toBe(302);
    const update = eventOf(await nextMail(2));
    expect(update.event.uid).toBe(`visit-${visitId}@jiketong`);
    expect(update.event.sequence).toBeGreaterThan(sequence);
    expect(update.event.startDate.toJSDate()).toEqual(new Date(`${day}T07:00:00Z`));
    expect(mailsToGuest().at(-1)?.headers.subject).toBe(t('invitation.subject.changed', { title: '年度交流' }));
    // the same link, and the answer to the old time is none
    expect(linkIn(mailsToGuest().at(-1)!)).toBe(link);
    await theirs.page.goto(link);
    await theirs.page.getByText(t('invitation.your_answer', { guest: '沈国强' })).waitFor();
    const stale = await new Visitor().post(link, { answer: 'accepted', sequence: String(sequence) });
    expect(stale.status).toBe(422);

    const cancelled = { intent: 'cancel', cancelReason: '客户内部有变', version: String(Number(row?.version) + 1) };
    expect((await post(cancelled)).status).toBe(302);
    const last = await nextMail(3);
    const end = eventOf(last);
    expect([end.method, end.part.getFirstPropertyValue('status'), end.event.uid]).toEqual([
      'CANCEL',
      'CANCELLED',
      `visit-${visitId}@jiketong`,
    ]);
    expect(end.event.sequence).toBeGreaterThan(update.event.sequence);
    expect(partOf(last, 'text/plain')).not.toContain('客户内部有变');
    await theirs.page.goto(link);
    await says(theirs.page.getByRole('status'), t('invitation.off'));
    expect(surprises([...ours.errors, ...theirs.errors])).toEqual([]);
  });

  it('is nobody’s by another secret, which is told as one that has ended', async () => {
    const visitor = new Visitor();
    for (const secret of ['x', 'A'.repeat(43), `${link.slice(12)}x`, '..%2F..%2Fvisits']) {
      const answer = await visitor.get(`/invitation/${secret}`);
      expect([secret, answer.status]).toEqual([secret, 404]);
    }
    expect((await visitor.post(`/invitation/${'A'.repeat(43)}`, { answer: 'accepted', sequence: '0' })).status).toBe(
      404,
    );
    expect((await visitor.post(link, { answer: 'maybe', sequence: 'x' })).status).toBe(422);
  });
});
