import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, hydrated, open, says, shot, signIn, words } from '../support/journey';
import { accountsOf, keeps, online, plannedVisit, waiting } from '../support/offline';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
const [visit, kept, answered, clashing] = [newId(), newId(), newId(), newId()];
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let manager: Visitor;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [account] = await accountsOf(sql, 1, 14);
  manager = await Visitor.signIn(emailOf('manager'));
  await manager.post('/visits/new', plannedVisit(visit, account!.id, '兑现承诺', 10));
  for (const [id, text] of [
    [kept, '送样机试用'],
    [answered, '答复报价'],
    [clashing, '补交资质'],
  ] as const) {
    const made = { id, accountId: account!.id, side: 'ours', text, dueOn: '2030-01-04' };
    expect((await manager.post('/commitments/new', made)).status).toBe(302);
  }
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'manager');
  await open(page, '/today');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

const item = (text: string) => page.getByRole('listitem').filter({ hasText: text });
const rowOf = async (id: string) => (await sql`select state, answer, version from commitments where id = ${id}`)[0]!;

describe('promises settled without a network', () => {
  it('wait on the phone and are seen to, on the visit and on the board', async () => {
    await keeps(page, `/visits/${visit}.data`);
    await keeps(page, '/commitments.data');
    await open(page, `/visits/${visit}`);
    await browser.context.setOffline(true);
    await open(page, `/visits/${visit}`);
    await item('送样机试用')
      .getByRole('button', { name: t('commitment.keep'), exact: true })
      .tap();
    await eventually(() => waiting(page)).toBe(1);
    await says(item('送样机试用'), `${t('outbox.kind.keep')} · ${t('outbox.waiting')}`);

    await item('答复报价').getByText(t('commitment.answer'), { exact: true }).tap();
    await item('答复报价').getByLabel(t('commitment.answer_what')).fill('电话告知周五发出');
    await item('答复报价')
      .getByRole('button', { name: t('commitment.save_answer') })
      .tap();
    await eventually(() => waiting(page)).toBe(2);
    await says(item('答复报价'), `${t('outbox.kind.answer')} · ${t('outbox.waiting')}`);
    await shot(page, 'offline-promise-settled');

    await open(page, '/commitments');
    await item('补交资质').getByText(t('commitment.answer'), { exact: true }).tap();
    await item('补交资质').getByLabel(t('commitment.answer_what')).fill('资质已寄出');
    await item('补交资质')
      .getByRole('button', { name: t('commitment.save_answer') })
      .tap();
    await eventually(() => waiting(page)).toBe(3);
    expect((await rowOf(kept)).state).toBe('open');
  });

  it('and what cannot wait is refused in words, with everything typed still there', async () => {
    // a phone of its own: this one would send what waits on the other at the sight of a network
    const other = await openBrowser('phone');
    await signIn(other.page, 'manager');
    await open(other.page, `/visits/${visit}?do=cancel`);
    await other.context.setOffline(true);
    const reason = other.page.getByLabel(t('visit.cancel_reason'));
    await reason.fill('客户临时出差');
    await other.page
      .getByRole('button', { name: t('visit.cancel') })
      .last()
      .tap();
    await says(other.page.getByRole('alert'), t('outbox.no_network'));
    expect(await reason.inputValue()).toBe('客户临时出差');
    await shot(other.page, 'offline-refused');
    await other.close();
  });

  it('are stored once when the network is back; a refused one is changed and sent again', async () => {
    // somebody else settles one of them first
    await manager.post('/commitments', { commitmentId: clashing, version: '1', verb: 'answer', answer: '先答复了' });
    await online(browser.context, page);
    await eventually(async () => (await rowOf(kept)).state, 40_000).toBe('kept');
    await eventually(async () => (await rowOf(answered)).answer, 40_000).toBe('电话告知周五发出');
    expect((await rowOf(kept)).version).toBe(2);
    const [{ n }] = (await sql`select count(*)::int as n from journal where subject_id = ${kept} and event = 'commitment.kept'`) as [
      { n: number },
    ]; // biome-ignore format: one row
    expect(n).toBe(1);
    await open(page, '/outbox');
    await page.getByRole('button', { name: t('outbox.edit') }).tap();
    await page.waitForURL(`**/commitments/${clashing}`);
    await hydrated(page);
    await eventually(() => page.getByLabel(t('commitment.answer_what')).inputValue()).toBe('资质已寄出');
    await shot(page, 'offline-promise-again');
    await page.getByRole('button', { name: t('commitment.save_answer') }).tap();
    await eventually(async () => (await rowOf(clashing)).answer, 20_000).toBe('资质已寄出');
    await eventually(() => waiting(page), 40_000).toBe(0);
  });
});
