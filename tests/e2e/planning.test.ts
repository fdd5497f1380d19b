import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import {
  eventually,
  hydrated,
  open,
  pathOf,
  saying,
  says,
  shot,
  signIn,
  surprises,
  toastOf,
  words,
} from '../support/journey';

const t = words('zh-CN');
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let me: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  [{ id: me } = { id: '' }] = await sql<{ id: string }[]>`select id from people where email = 'manager@demo.test'`;
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'manager');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

const planned = async () =>
  (await sql<{ n: number }[]>`select count(*)::int as n from visits where owner_id = ${me} and status = 'planned'`)[0]!
    .n;

describe('planning on the phone', () => {
  it('takes three taps from the day to a planned visit', async () => {
    const before = await planned();
    await open(page, '/today');
    let taps = 0;
    const tap = async (target: ReturnType<Page['locator']>) => {
      taps++;
      await target.tap();
    };
    await tap(
      page
        .getByRole('link', { name: t('today.plan'), exact: true })
        .filter({ visible: true })
        .first(),
    );
    await page.waitForURL('**/visits/plan');
    await tap(page.getByRole('main').getByRole('listitem').first().getByRole('link'));
    await page.waitForURL('**/visits/plan?account=*');
    await hydrated(page);
    await shot(page, 'plan-slots');
    await tap(page.locator('main button[name=plannedAt]').first());
    await eventually(() => pathOf(page)).toBe('/today');
    await says(toastOf(page), saying(t('plan.done', { when: '' }).trim()));
    expect(taps).toBeLessThanOrEqual(3);
    expect(await planned()).toBe(before + 1);
    expect(surprises(browser.errors)).toEqual([]);
  });
});

describe('moving on the phone', () => {
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const timeOf = async (id: string) =>
    (
      await sql<{ at: string }[]>`
      select to_char(planned_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at from visits where id = ${id}`
    )[0]!.at;

  it('is one press in a sheet, and one more takes it back', async () => {
    const [visit] = await sql<{ id: string }[]>`
      select id from visits where owner_id = ${me} and status = 'planned' and deleted_at is null
        and (planned_at at time zone 'Asia/Shanghai')::date = ${day}::date order by planned_at desc limit 1`;
    if (!visit) throw new Error('the demo plans visits for today');
    const before = await timeOf(visit.id);
    await open(page, '/today');
    await page.locator(`a[href^="/visits/${visit.id}/move"]`).tap();
    const sheet = page.getByRole('dialog', { name: t('move.title') });
    await sheet.getByRole('button', { name: t('move.tomorrow') }).tap();
    await eventually(() => timeOf(visit.id)).not.toBe(before);
    expect((await timeOf(visit.id)).slice(11)).toBe(before.slice(11));
    await eventually(() => sheet.count()).toBe(0);
    await shot(page, 'moved');
    await page.getByRole('button', { name: t('common.undo') }).tap();
    await eventually(() => timeOf(visit.id)).toBe(before);
    expect(surprises(browser.errors)).toEqual([]);
  });
});

describe('a proposed visit', () => {
  const stateOf = async (id: string) =>
    (
      await sql<{ proposed: boolean; gone: boolean; at: string }[]>`
      select is_proposed as proposed, deleted_at is not null as gone, planned_at::text as at from visits where id = ${id}`
    )[0]!;
  const button = (verb: 'keep' | 'reject') => ({ name: saying(`${t(`proposal.${verb}`)} `) });
  const rows = () =>
    page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', button('keep')) });
  /** The first of those shown, and how it is now. */
  const first = async () => {
    const row = rows().first();
    const id = (await row.locator('a[href^="/visits/"]').first().getAttribute('href'))!.split('/').at(-1)!;
    return { row, id, ...(await stateOf(id)) };
  };

  it('is kept, moved or dropped by one press each', async () => {
    await sql`update visits set is_proposed = true where id in (
      select id from visits where owner_id = ${me} and status = 'planned' and deleted_at is null
        and planned_at > now() + interval '2 days' order by planned_at limit 3)`;
    await open(page, '/today');
    const kept = await first();
    expect(kept).toMatchObject({ proposed: true, gone: false });
    await kept.row.getByRole('button', button('keep')).tap();
    await says(toastOf(page), t('proposal.kept'));
    expect(await stateOf(kept.id)).toEqual({ proposed: false, gone: false, at: kept.at });

    await open(page, '/today');
    const moved = await first();
    expect(moved.id).not.toBe(kept.id);
    await moved.row.locator(`a[href^="/visits/${moved.id}/move"]`).tap();
    const sheet = page.getByRole('dialog', { name: t('move.title') });
    await sheet.getByRole('button', { name: new RegExp(`${t('move.tomorrow')}|${t('move.day_after')}`) }).tap();
    await eventually(async () => (await stateOf(moved.id)).at).not.toBe(moved.at);
    expect(await stateOf(moved.id)).toMatchObject({ proposed: false, gone: false });

    await open(page, '/today');
    const dropped = await first();
    expect([kept.id, moved.id]).not.toContain(dropped.id);
    await dropped.row.getByRole('button', button('reject')).tap();
    await says(toastOf(page), t('proposal.rejected'));
    expect(await stateOf(dropped.id)).toMatchObject({ gone: true });
    await shot(page, 'proposals');
    expect(surprises(browser.errors)).toEqual([]);
  });
});
