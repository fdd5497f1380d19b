import type { CDPSession, Locator, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays, startOf, today } from '~/core/dates';
import { formatter } from '~/core/format';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { Visitor } from '../support/visitor';
import { nextStages } from './stages';

const t = words('zh-CN');
let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

type Browser = Awaited<ReturnType<typeof openBrowser>>;
type Point = { x: number; y: number };
const middle = async (target: Locator): Promise<Point> => {
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60) };
};
const spoken = (page: Page) => page.locator('[id^=rfd-announcement]');

/** A finger: it rests until the card has come up, goes there in small steps and lets go. */
async function dragWithFinger(page: Page, from: Point, lifted: string, to: () => Promise<Point>, over: string) {
  const finger: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', from);
  await says(spoken(page), lifted);
  const end = await to();
  for (let step = 1; step <= 10; step++)
    await touch('touchMove', {
      x: from.x + ((end.x - from.x) * step) / 10,
      y: from.y + ((end.y - from.y) * step) / 10,
    });
  await says(page.locator('body'), over);
  await touch('touchEnd');
  await finger.detach();
}

describe('a card of the board', () => {
  const title = '拖动测试专线';
  const [first, second] = nextStages('zh-CN');
  let browser: Browser;
  let page: Page;
  let deal: string;

  beforeAll(async () => {
    const manager = await Visitor.signIn(emailOf('manager'));
    const account = newId();
    deal = newId();
    await manager.post('/accounts/new', { id: account, name: '拖动测试公司', kind: 'private', grade: 'B' });
    const form = { source: 'manager', oneOffFen: '860000', monthlyFen: '0', months: '0' };
    const made = { id: deal, accountId: account, title, expectedCloseOn: '2027-03-31', ...form };
    expect((await manager.post('/opportunities/new', made)).status).toBe(302);
    await sql`insert into needs (tenant_id, id, unit_id, owner_id, account_id, kind, text)
      select tenant_id, ${newId()}, unit_id, owner_id, id, 'explicit', '总部上云' from accounts where id = ${account}`;
    browser = await openBrowser('desktop', { hasTouch: true });
    page = browser.page;
    await signIn(page, 'manager');
  });
  afterAll(() => browser?.close());

  const card = () => page.locator(`[data-rfd-drag-handle-draggable-id="${deal}"]`);
  const column = (name: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name, exact: false }) });
  const stageOf = async () =>
    (await sql`select s.name from opportunities o join stages s on s.id = o.stage_id where o.id = ${deal}`)[0]?.name;
  const undo = async () => {
    await toastOf(page)
      .getByRole('button', { name: t('common.undo') })
      .click();
    await eventually(stageOf).toBe(first.name);
  };

  it('goes where the mouse takes it', async () => {
    await open(page, `/opportunities?q=${encodeURIComponent(title)}`);
    await card().waitFor();
    const [from, to] = [await middle(card()), await middle(column(second.name))];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 12, from.y, { steps: 3 });
    await says(spoken(page), t('opportunity.drag_lifted', { title, stage: first.name }));
    await page.mouse.move(to.x, to.y, { steps: 10 });
    await says(spoken(page), t('opportunity.drag_over', { stage: second.name }));
    await page.mouse.up();
    await eventually(stageOf).toBe(second.name);
    await undo();
  });

  it('goes where a finger takes it', async () => {
    await open(page, `/opportunities?q=${encodeURIComponent(title)}`);
    await card().waitFor();
    await dragWithFinger(
      page,
      await middle(card()),
      t('opportunity.drag_lifted', { title, stage: first.name }),
      () => middle(column(second.name)),
      t('opportunity.drag_over', { stage: second.name }),
    );
    await eventually(stageOf).toBe(second.name);
    await undo();
    expect(surprises(browser.errors)).toEqual([]);
  });
});

describe('a visit of the day, on the phone', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser('phone');
    await signIn(browser.page, 'manager');
  });
  afterAll(() => browser?.close());

  it('goes to another day with a finger', async () => {
    const { page } = browser;
    const timeOf = async (id: string) =>
      (
        await sql<{ at: string }[]>`
        select to_char(planned_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at from visits where id = ${id}`
      )[0]!.at;
    // a week that lies ahead, so that there is a day after it whatever day it is today
    const tuesday = addDays(startOf(today(new Date()), 'week'), 8);
    const [visit] = await sql<{ id: string; account: string }[]>`
      update visits v set planned_at = ${`${tuesday}T15:20+08:00`} from accounts a where a.id = v.account_id and v.id = (
        select v.id from visits v join people p on p.id = v.owner_id
        where p.email = ${emailOf('manager')} and v.status = 'planned' and v.deleted_at is null and not v.is_proposed
          and v.planned_at > now() + interval '3 days' order by v.planned_at desc limit 1)
      returning v.id, a.name as account`;
    if (!visit) throw new Error('the demo plans visits');
    const before = await timeOf(visit.id);
    await open(page, `/today?day=${tuesday}`);
    const row = page.locator(`[data-rfd-drag-handle-draggable-id="${visit.id}"]`);
    // clear of the bar at the foot
    await row.evaluate((li) => li.scrollIntoView({ block: 'center' }));
    const from = await middle(row);
    const day = addDays(tuesday, 1);
    await dragWithFinger(
      page,
      { x: from.x + 60, y: from.y },
      visit.account,
      () => middle(page.locator(`.fixed [data-day="${day}"]`)),
      t('move.over_day', { day: formatter('zh-CN').dayLong(day, new Date()) }),
    );
    await eventually(() => timeOf(visit.id)).toBe(`${day} ${before.slice(11)}`);
    await shot(page, 'dragged-day');
    await page.getByRole('button', { name: t('common.undo') }).tap();
    await eventually(() => timeOf(visit.id)).toBe(before);
    expect(surprises(browser.errors)).toEqual([]);
  });
});
