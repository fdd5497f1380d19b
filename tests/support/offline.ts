import type { BrowserContext, Page } from 'playwright-core';
import type postgres from 'postgres';
import { localInput } from '~/core/dates';
import { emailOf, eventually, saying, words } from './journey';
import { Visitor } from './visitor';

const t = words('zh-CN');

/** The addresses the phone keeps for a time without a network. */
export const keptPages = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('pages-'));
    const pages = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return pages.flat().map(({ url }) => new URL(url).pathname + new URL(url).search);
  });
/** What lies on the device of these pages, as anybody would find it who has the device but not the key. */
export const keptBytes = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('pages-'));
    const kept = await Promise.all(
      names.map(async (name) => {
        const cache = await caches.open(name);
        return Promise.all((await cache.keys()).map(async (key) => (await cache.match(key))?.text() ?? ''));
      }),
    );
    return kept.flat();
  });
export const keeps = (page: Page, address: string) =>
  eventually(async () => (await keptPages(page)).includes(address), 120_000).toBe(true);

const chipSays = (key: 'outbox.chip' | 'outbox.chip_refused') => saying(t(key, { n: 7 })).source.replace('7', '\\d+');
/** The chip at the head of the page that counts what waits. */
export const chip = (page: Page) =>
  page.getByRole('link', { name: new RegExp(`^(${chipSays('outbox.chip')}|${chipSays('outbox.chip_refused')})$`) });
export const waiting = async (page: Page) =>
  (await chip(page).count()) ? Number((await chip(page).innerText()).replace(/\D/g, '')) : 0;

/** The network is back, and the page hears of it. */
export async function online(context: BrowserContext, page: Page) {
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
}

/** Some of the demo manager's accounts, in the order of their ids. */
export const accountsOf = (sql: postgres.Sql, limit: number, offset: number) => sql<{ id: string; name: string }[]>`
  select a.id, a.name from accounts a join people p on p.id = a.owner_id
  where p.email = ${emailOf('manager')} and a.deleted_at is null order by a.id limit ${limit} offset ${offset}`;

/** Stored drafts of this device: what is typed is safe once it is one. */
export const drafts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ id: string; at: number }[]>((done) => {
        const asked = indexedDB.open('jiketong');
        asked.onsuccess = () => {
          const rows = asked.result.transaction('drafts').objectStore('drafts').getAll();
          rows.onsuccess = () => {
            asked.result.close();
            done(rows.result.map(({ id, at }: { id: string; at: number }) => ({ id, at })));
          };
        };
      }),
  );

export const plannedVisit = (
  id: string,
  accountId: string,
  purpose: string,
  minutes: number,
  plannedMinutes = '60',
) => ({
  id,
  mode: 'plan',
  accountId,
  type: 'routine',
  channel: 'onsite',
  purpose,
  plannedAt: localInput(new Date(Date.now() + minutes * 60_000)),
  plannedMinutes,
});

/** By the lead, through the pages: the planned visits go along. */
export async function reassign(sql: postgres.Sql, accountId: string) {
  const others = await sql<{ owner_id: string }[]>`
    select distinct o.owner_id from accounts a join accounts o on o.unit_id = a.unit_id and o.owner_id <> a.owner_id
    where a.id = ${accountId} and o.deleted_at is null`;
  const lead = await Visitor.signIn(emailOf('lead'));
  for (const { owner_id } of others) {
    const move = { accountIds: accountId, toIds: owner_id };
    const seal = /name="seal" value="([^"]+)"/.exec((await lead.post('/team/assign', move)).text)?.[1];
    if (seal && (await lead.post('/team/assign', { ...move, seal, intent: 'confirm' })).status === 302) return;
  }
  throw new Error('nobody could take the account');
}
