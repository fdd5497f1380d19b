import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { accountsOf, plannedVisit } from '../support/offline';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
let sql: postgres.Sql;
let manager: Visitor;
let accountId: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  accountId = (await accountsOf(sql, 1, 4))[0]!.id;
  manager = await Visitor.signIn(emailOf('manager'));
  browser = await openBrowser('phone');
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

/** On a page whose device answers as told. */
async function checkIn(id: string, device?: string) {
  const here = device ? await browser.context.newPage() : page;
  if (device) await here.addInitScript(`navigator.geolocation.getCurrentPosition = ${device}`);
  await open(here, `/visits/${id}`);
  await here.getByRole('button', { name: t('visit.start') }).tap();
  return here;
}

describe('checking in', () => {
  it('keeps the position of a phone, to the sixth decimal', async () => {
    const id = await planned(300);
    await checkIn(id);
    await eventually(async () => (await visitOf(id)).check_in, 60_000).toMatchObject({
      latitude: 23.129111,
      longitude: 113.26436,
    });
    expect(await visitOf(id)).toMatchObject({ status: 'in_progress', is_position_unusable: false });
  });

  it('goes on with coordinates off the earth, and says that they were not used', async () => {
    const id = await planned(330);
    const here = await checkIn(
      id,
      '(found) => found({ timestamp: Date.now(), coords: { latitude: 91.5, longitude: 113.2, accuracy: 9 } })',
    );
    await says(toastOf(here), t('visit.done.started_unplaced'));
    await says(here.getByRole('main'), t('visit.reason.bad_position'));
    expect(await visitOf(id)).toMatchObject({ status: 'in_progress', check_in: null, is_position_unusable: true });
    await shot(here, 'off-the-earth');
    await here.close();
  });

  it('does not wait for ever while the browser asks whether it may', async () => {
    const id = await planned(360);
    const here = await checkIn(id, '() => {}');
    await eventually(async () => (await visitOf(id)).status, 60_000).toBe('in_progress');
    expect(await visitOf(id)).toMatchObject({ check_in: null, is_position_unusable: false });
    await here.close();
    expect(surprises(browser.errors)).toEqual([]);
  }, 90_000);
});
