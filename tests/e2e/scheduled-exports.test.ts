import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { emailOf, eventually, open, pathOf, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { mailsIn, partOf } from '../support/mailbox';
import { Visitor } from '../support/visitor';

const t = words('zh-CN');
const name = `每周在途 ${newId().slice(-6)}`;
const box = path.join(inject('dataDir'), 'mail');
let sql: postgres.Sql;
let lead: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  lead = await openBrowser('desktop');
  await signIn(lead.page, 'lead');
});
afterAll(async () => {
  await lead?.close();
  await sql?.unsafe('update export_schedules set deleted_at = now() where name = $1', [name]);
  await sql?.unsafe('delete from saved_views where name = $1', [name]);
  await sql?.end();
});

const ask = () => sql`select graphile_worker.add_job('exports.due', '{}'::json)`;
const filesMade = async () => {
  const rows = await sql<{ id: string; rows: number }[]>`select id, rows from export_files where name = ${name}`;
  return rows.map((row) => ({ ...row }));
};

describe('a list that is sent by the clock', () => {
  it('is set from the list itself: the view is saved, then the time is chosen', async () => {
    const { page } = lead;
    await open(page, '/opportunities?shape=list&type=open&sort=-amount');
    await page.getByRole('button', { name: t('common.export') }).click();
    await page.getByRole('menuitem', { name: t('export.send') }).click();
    const field = page.getByLabel(t('view.name'));
    await field.waitFor();
    await field.fill(name);
    await page.getByRole('button', { name: t('common.save') }).click();
    const list = page.getByLabel(t('export.view'));
    await list.waitFor();
    expect(await list.locator('option:checked').innerText()).toContain(name);
    const weekday = page.getByLabel(t('export.weekday'));
    expect(await weekday.isVisible()).toBe(false);
    await page.getByLabel(t('export.rhythm.weekly')).check({ force: true });
    await weekday.waitFor();
    await weekday.selectOption('3');
    await page.getByLabel(t('export.hour')).selectOption('7');
    await page.getByLabel('CSV').check({ force: true });
    await shot(page, 'export-new');
    await page.getByRole('button', { name: t('common.save') }).click();
    await page.waitForURL((url) => url.pathname === '/settings/exports');
    await says(toastOf(page), '07:00');
    await says(page.locator('main'), t('export.when.weekly', { weekday: t('export.weekday.3'), time: '07:00' }));
  });

  it('comes once as a file, with a notice and a mail that holds none of it', async () => {
    const { page } = lead;
    await sql`update export_schedules set next_at = now() - interval '1 hour' where name = ${name}`;
    await Promise.all([ask(), ask(), ask()]);
    await eventually(async () => (await filesMade()).length, 60_000).toBe(1);
    const [file] = await filesMade();
    expect(file!.rows).toBeGreaterThan(0);
    const link = page.getByRole('link', { name: t('export.download_named', { name }) });
    await open(page, '/settings/exports');
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${name}-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
    await shot(page, 'export-list');
    const mine = () =>
      mailsIn(box).filter((mail) => mail.headers.to?.includes(emailOf('lead')) && mail.headers.subject?.includes(name));
    await eventually(() => mine().length, 30_000).toBe(1);
    const text = partOf(mine()[0]!, 'text/plain');
    expect(text).toMatch(/http:\/\/localhost:\d+\/settings\/exports/);
    const [deal] = await sql`select o.title from opportunities o join people p on p.email = ${emailOf('lead')}
      join unit_tree u on u.ancestor_id = p.unit_id and u.descendant_id = o.unit_id where o.stage_type = 'open' limit 1`;
    expect(text).not.toContain(deal!.title);
    await ask();
    await eventually(
      async () => (await sql`select 1 from graphile_worker.jobs where task_identifier like 'exports.%'`).length,
      30_000,
    ).toBe(0);
    expect(await filesMade()).toHaveLength(1);
  });

  it('is nothing to anybody else, signed in or not', async () => {
    const [file] = await filesMade();
    const manager = await Visitor.signIn(emailOf('manager'));
    expect((await manager.get(`/settings/exports/files/${file!.id}`)).status).toBe(404);
    expect((await manager.get('/settings/exports')).text).not.toContain(name);
    const answer = await new Visitor().get(`/settings/exports/files/${file!.id}`);
    expect(answer.headers.get('Location')).toMatch(/^\/login/);
  });

  it('is paused, resumed and deleted in the settings', async () => {
    const { page } = lead;
    await open(page, '/settings/exports');
    await page.getByRole('button', { name: t('export.pause_named', { name }) }).click();
    await says(toastOf(page), t('export.paused'));
    await page.getByRole('button', { name: t('export.resume_named', { name }) }).click();
    await says(toastOf(page), t('export.resumed'));
    const [schedule, file] = [page.locator('main li').first(), page.locator('main li').last()];
    await file.getByRole('button', { name: t('export.delete_named', { name }) }).click();
    await says(toastOf(page), t('export.file_deleted'));
    await schedule.getByRole('button', { name: t('export.delete_named', { name }) }).click();
    await says(toastOf(page), t('export.deleted'));
    await says(page.locator('main'), t('export.empty'));
    expect(pathOf(page)).toBe('/settings/exports');
    expect(surprises(lead.errors)).toEqual([]);
  });
});
