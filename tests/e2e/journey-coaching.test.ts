import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import {
  emailOf,
  eventually,
  hydrated,
  open,
  pathOf,
  saying,
  says,
  shot,
  signIn,
  surprises,
  words,
} from '../support/journey';
import { Visitor } from '../support/visitor';

const locale = 'zh-CN';
const t = words(locale);
const [asked, answered] = ['客户的预算什么时候批下来？', '下周三上会，我周四回访。'];

/** A visit of the manager that has just taken place. */
async function logVisit() {
  const manager = await Visitor.signIn(emailOf('manager'));
  const [account, visit] = [newId(), newId()];
  await manager.post('/accounts/new', { id: account, name: '点评测试公司', kind: 'private', grade: 'B' });
  const at = new Date(Date.now() - 2 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 16);
  const made = await manager.post('/visits/new', {
    id: visit, accountId: account, mode: 'log', plannedAt: at, plannedMinutes: '30', type: 'routine', channel: 'phone',
    purpose: '谈专线扩容', note: '客户想把专线扩到 1G，预算还没有批。',
  }); // biome-ignore format: one form
  expect(made.status).toBe(302);
  return visit;
}

describe('a lead and a manager talk about a visit', () => {
  let visit: string;
  let lead: Awaited<ReturnType<typeof openBrowser>>;
  let manager: Awaited<ReturnType<typeof openBrowser>>;
  const bell = (page: Page) => page.locator('a[href="/notices"]:visible').first();
  const count = async () => Number(/\d+/.exec((await bell(manager.page).getAttribute('aria-label')) ?? '')?.[0] ?? 0);

  const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });

  beforeAll(async () => {
    visit = await logVisit();
    lead = await openBrowser('desktop');
    manager = await openBrowser('desktop');
    await signIn(lead.page, 'lead', locale);
    await signIn(manager.page, 'manager', locale);
  });
  afterAll(() => Promise.all([lead?.close(), manager?.close(), sql.end()]));

  it('the lead reads it in the stream', async () => {
    await open(lead.page, '/coaching');
    await shot(lead.page, 'coaching-stream');
    await lead.page.locator(`a[href^="/coaching/${visit}"]`).click();
    await eventually(() => pathOf(lead.page)).toBe(`/coaching/${visit}`);
    await says(lead.page.getByRole('main'), '专线扩到 1G');
    await eventually(async () => (await sql`select 1 from visit_reads where visit_id = ${visit}`).length).toBe(1);
  });

  it('asks a question, and the bell of the manager rises without a reload', async () => {
    await open(manager.page, '/today');
    await manager.page.waitForResponse((answer) => answer.url().endsWith('/notices/stream'));
    const before = await count();
    await lead.page.getByRole('textbox', { name: saying(t('coaching.comment')) }).fill(asked);
    await lead.page.getByLabel(t('coaching.as_question')).check();
    await lead.page.getByRole('button', { name: t('coaching.send') }).click();
    await says(lead.page.locator('#comments'), asked);
    await eventually(count, 20_000).toBe(before + 1);
    expect(pathOf(manager.page)).toBe('/today');
  });

  it('the manager follows the notice and answers', async () => {
    await bell(manager.page).click();
    await eventually(() => pathOf(manager.page)).toBe('/notices');
    await shot(manager.page, 'notices');
    await manager.page.getByRole('button').filter({ hasText: asked }).click();
    await eventually(() => pathOf(manager.page)).toBe(`/visits/${visit}`);
    await hydrated(manager.page);
    const comments = manager.page.locator('#comments');
    await comments.getByRole('link', { name: t('coaching.answer'), exact: true }).click();
    await eventually(() => new URL(manager.page.url()).searchParams.has('answer')).toBe(true);
    await comments.getByRole('textbox', { name: saying(t('coaching.answer')) }).fill(answered);
    await comments.getByRole('button', { name: t('coaching.answer'), exact: true }).click();
    await says(comments, answered);
    await says(comments, t('coaching.question_answered'));
    await shot(manager.page, 'visit-comments');
  });

  it('the lead sees the answer', async () => {
    await open(lead.page, `/coaching/${visit}`);
    await says(lead.page.locator('#comments'), answered);
    await shot(lead.page, 'coaching-one');
    await open(lead.page, '/notices');
    await says(lead.page.getByRole('main'), answered);
    expect(surprises([...lead.errors, ...manager.errors])).toEqual([]);
  });
});

describe('a lead and a manager talk about a deal', () => {
  const title = '点评测试专线项目';
  const [account, deal] = [newId(), newId()];
  const [asked, answered] = ['这个价格客户的财务认可吗？', '认可，周五给书面答复。'];
  let lead: Awaited<ReturnType<typeof openBrowser>>;
  let manager: Awaited<ReturnType<typeof openBrowser>>;
  const row = () => manager.page.locator(`[data-row="${deal}"]`);

  beforeAll(async () => {
    const owner = await Visitor.signIn(emailOf('manager'));
    await owner.post('/accounts/new', { id: account, name: '点评商机公司', kind: 'private', grade: 'B' });
    const form = { source: 'manager', oneOffFen: '8600000', monthlyFen: '0', months: '0' };
    const made = await owner.post('/opportunities/new', { id: deal, accountId: account, title, ...form });
    expect(made.status).toBe(302);
    lead = await openBrowser('desktop');
    manager = await openBrowser('desktop');
    await signIn(lead.page, 'lead', locale);
    await signIn(manager.page, 'manager', locale);
  });
  afterAll(() => Promise.all([lead?.close(), manager?.close()]));

  it('the lead asks on the page of the deal', async () => {
    await open(lead.page, `/opportunities/${deal}`);
    const comments = lead.page.locator('#comments');
    await comments.getByRole('textbox', { name: saying(t('coaching.comment')) }).fill(asked);
    await comments.getByLabel(t('coaching.as_question_deal')).check();
    await comments.getByRole('button', { name: t('coaching.send') }).click();
    await says(comments, asked);
    await says(comments, t('coaching.question_open'));
    await shot(lead.page, 'deal-comments');
  });

  it('the manager sees the mark in the list, follows it and answers', async () => {
    const list = '/opportunities?shape=list&sort=-updated';
    await open(manager.page, list);
    await says(row(), t('coaching.unheard'));
    await shot(manager.page, 'deal-unheard');
    await row().locator('a.row-link').click();
    await eventually(() => pathOf(manager.page)).toBe(`/opportunities/${deal}`);
    const comments = manager.page.locator('#comments');
    await comments.getByRole('link', { name: t('coaching.answer'), exact: true }).click();
    await eventually(() => new URL(manager.page.url()).searchParams.has('answer')).toBe(true);
    await comments.getByRole('textbox', { name: saying(t('coaching.answer')) }).fill(answered);
    await comments.getByRole('button', { name: t('coaching.answer'), exact: true }).click();
    await says(comments, t('coaching.question_answered'));
    await open(manager.page, list);
    await says(row(), title);
    expect(await row().innerText()).not.toContain(t('coaching.unheard'));
    expect(surprises([...lead.errors, ...manager.errors])).toEqual([]);
  });

  it('the lead is led to the answer by a notice', async () => {
    await eventually(async () => {
      await open(lead.page, '/notices');
      return lead.page.getByRole('main').innerText();
    }, 30_000).toContain(answered);
    await lead.page.getByRole('button').filter({ hasText: answered }).click();
    await eventually(() => pathOf(lead.page)).toBe(`/opportunities/${deal}`);
    await says(lead.page.locator('#comments'), answered);
  });
});
