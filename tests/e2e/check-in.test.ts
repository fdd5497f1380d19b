import type { Page } from 'playwright-core';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, saying, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { accountsOf, plannedVisit } from '../support/offline';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
let sql: postgres.Sql;
let manager: Visitor;
let accountId: string;
let address: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let picture: Buffer;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  accountId = (await accountsOf(sql, 1, 4))[0]!.id;
  address = (await sql<{ address: string }[]>`select address from accounts where id = ${accountId}`)[0]!.address;
  manager = await Visitor.signIn(emailOf('manager'));
  picture = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#2456a8' } })
    .jpeg()
    .toBuffer();
  // without the worker the network of a page can be told what to refuse
  browser = await openBrowser('phone', { serviceWorkers: 'block' });
  await browser.context.addInitScript(`window.marks = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      window.marks.push(text);
      return fillText.call(this, text, ...rest);
    };`);
  page = browser.page;
  await signIn(page, 'manager');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

async function planned(minutes: number) {
  const id = newId();
  const sent = await manager.post('/visits/new', plannedVisit(id, accountId, `签到 ${minutes}`, minutes, '15'));
  expect(sent.status).toBe(302);
  return id;
}
const visitOf = async (id: string) => (await sql`select * from visits where id = ${id}`)[0]!;

/** A page whose device answers as told. */
async function pageWhere(device: string) {
  const other = await browser.context.newPage();
  await other.addInitScript(`navigator.geolocation.getCurrentPosition = ${device}`);
  return other;
}

async function checkIn(id: string, on: Page) {
  await open(on, `/visits/${id}`);
  await on.getByRole('button', { name: t('visit.start') }).tap();
}

/** What is written on a photo taken now. */
async function marksOn(here: Page) {
  await here
    .getByLabel(t('attachment.take_photo'))
    .setInputFiles([{ name: '机房.jpg', mimeType: 'image/jpeg', buffer: picture }]);
  const marks = () => here.evaluate(() => (window as unknown as { marks: string[] }).marks);
  await eventually(async () => (await marks()).length).toBe(3);
  return (await marks()).join('\n');
}
const here = t('visit.position_at', { place: '23.12911, 113.26436' });
const away = saying(t('visit.distance', { distance: '7' })).source.replace('7', '[\\d.]+ k?m');

describe('checking in', () => {
  it('keeps the position of a phone, to the sixth decimal', async () => {
    const id = await planned(300);
    await checkIn(id, page);
    await eventually(async () => (await visitOf(id)).check_in, 60_000).toMatchObject({
      latitude: 23.129111,
      longitude: 113.26436,
    });
    expect(await visitOf(id)).toMatchObject({ status: 'in_progress', is_position_unusable: false });
  });

  it('marks a photo with where the phone was, and how far that is from the customer', async () => {
    const marks = await marksOn(page);
    expect(marks).toContain(here);
    expect(marks).toMatch(new RegExp(away));
    expect(marks).not.toContain(address);
  });

  it('does so too while the check-in still waits for the network', async () => {
    const id = await planned(390);
    const cut = await browser.context.newPage();
    await cut.route('**/outbox/send', (route) => route.abort());
    await cut.route(`**/visits/${id}*`, (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await checkIn(id, cut);
    await cut.waitForURL('**?do=complete');
    expect(await visitOf(id)).toMatchObject({ status: 'planned' });
    expect(await marksOn(cut)).toContain(here);
    await cut.close();
    // what waits goes first: the next one would wait behind it
    await open(page, '/today');
    await eventually(async () => (await visitOf(id)).status, 90_000).toBe('in_progress');
  }, 150_000);

  it('goes on with coordinates off the earth, and says that they were not used', async () => {
    const id = await planned(330);
    const off = await pageWhere(
      '(found) => found({ timestamp: Date.now(), coords: { latitude: 91.5, longitude: 113.2, accuracy: 9 } })',
    );
    await checkIn(id, off);
    await says(toastOf(off), t('visit.done.started_unplaced'));
    await says(off.getByRole('main'), t('visit.reason.bad_position'));
    expect(await visitOf(id)).toMatchObject({ status: 'in_progress', check_in: null, is_position_unusable: true });
    await shot(off, 'off-the-earth');
    const marks = await marksOn(off);
    expect(marks).toContain(t('visit.no_position'));
    expect(marks).not.toContain(address);
    await off.close();
  });

  it('does not wait for ever while the browser asks whether it may', async () => {
    const id = await planned(360);
    const silent = await pageWhere('() => {}');
    await checkIn(id, silent);
    await eventually(async () => (await visitOf(id)).status, 60_000).toBe('in_progress');
    expect(await visitOf(id)).toMatchObject({ check_in: null, is_position_unusable: false });
    await silent.close();
    // the network that was cut on purpose
    expect(surprises(browser.errors).filter((line) => !line.includes('ERR_FAILED'))).toEqual([]);
  }, 90_000);
});
