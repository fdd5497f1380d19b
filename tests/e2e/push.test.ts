import type { CDPSession, Page, Worker } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, pathOf, signIn, words } from '../support/journey';
import { ownRecords } from './own-records';

const t = words('zh-CN');
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let cdp: CDPSession;
let registrationId = '';
let worker: Worker;
let visit: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  visit = `/visits/${(await ownRecords(sql)).visitId}`;
  browser = await openBrowser('phone', { permissions: ['notifications', 'geolocation'] });
  page = browser.page;
  cdp = await browser.context.newCDPSession(page);
  cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations.find(({ isDeleted }) => !isDeleted)?.registrationId ?? registrationId;
  });
  await cdp.send('ServiceWorker.enable');
  await signIn(page, 'manager');
  await open(page, '/today');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  worker = browser.context.serviceWorkers()[0] ?? (await browser.context.waitForEvent('serviceworker'));
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

const deliver = (data: string) =>
  cdp.send('ServiceWorker.deliverPushMessage', { origin: inject('baseUrl'), registrationId, data });

const shown = () =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
  });

/** As the system would tell the worker; it cannot be pressed itself in a browser without a screen. */
const press = (tag: string) =>
  worker.evaluate(async (wanted) => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      dispatchEvent(event: Event): boolean;
      NotificationEvent: new (name: string, init: { notification: Notification }) => Event;
    };
    const [notification] = await scope.registration.getNotifications({ tag: wanted });
    if (notification) scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  }, tag);

describe('a push that is delivered', () => {
  it('is shown with its words, once for one notice', async () => {
    await eventually(() => registrationId).not.toBe('');
    const push = { id: 'n1', title: t('notice.kind.question'), body: t('push.look'), url: visit };
    // again and again: the browser drops what comes before it has noted the worker
    const deliverAndLook = async () => {
      await deliver(JSON.stringify(push));
      await deliver(JSON.stringify(push));
      return shown();
    };
    await eventually(deliverAndLook).toEqual([{ title: push.title, body: push.body, tag: 'n1', data: { url: visit } }]);
  });

  it('leads to its page when it is pressed, and is gone', async () => {
    await press('n1');
    await eventually(() => pathOf(page)).toBe(visit);
    await hydrated(page);
    await eventually(shown).toEqual([]);
  });

  it('leads to the notices when it cannot be read or means another site', async () => {
    await deliver('no JSON');
    await eventually(shown).toEqual([{ title: 'Jiketong', body: '', tag: 'notices', data: { url: '/notices' } }]);
    await deliver(JSON.stringify({ id: 'n2', title: 'x', body: '', url: 'https://elsewhere.example/a' }));
    await eventually(async () => (await shown()).find(({ tag }) => tag === 'n2')?.data).toEqual({ url: '/notices' });
    await press('n2');
    await eventually(() => pathOf(page)).toBe('/notices');
  });
});
