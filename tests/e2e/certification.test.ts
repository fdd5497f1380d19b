import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { eventually, open, says, shot, signIn, words } from '../support/journey';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
const t = words('zh-CN');
const code = 'NEGOTIATION';
const browsers: Browser[] = [];
let sql: postgres.Sql;
let quote: string;
let offering: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [found] = await sql`
    select q.id, l.offering_id from quotes q join people p on p.id = q.owner_id and p.email = 'manager@demo.test'
    join quote_lines l on l.tenant_id = q.tenant_id and l.quote_id = q.id
    join offerings f on f.id = l.offering_id and f.certificate_code is null and f.lifecycle <> 'retired'
    where q.state = 'draft' order by q.line_count, q.id limit 1`;
  quote = String(found!.id);
  offering = String(found!.offering_id);
  await sql`update offerings set certificate_code = ${code} where id = ${offering}`;
});
afterAll(async () => {
  await sql`update offerings set certificate_code = null where id = ${offering}`;
  await sql.end();
  await Promise.all(browsers.map((browser) => browser.close()));
});

const as = async (who: string | null) => {
  const browser = await openBrowser('desktop', { locale: 'zh-CN' });
  browsers.push(browser);
  if (who) await signIn(browser.page, who);
  return browser.page;
};

describe('certification', () => {
  it('is looked through by keyboard, and learning is assigned', async () => {
    const page = await as('trainer');
    await open(page, '/training');
    const grid = page.getByRole('grid');
    await grid.focus();
    // the first person, then to somebody who has not begun something
    const active = () => grid.getAttribute('aria-activedescendant');
    await eventually(active).toMatch(/\.1$/);
    await page.keyboard.press('ArrowRight');
    await eventually(active).toMatch(/\.2$/);
    await page.keyboard.press('Control+End');
    const last = await grid.getAttribute('aria-rowcount');
    await eventually(() => page.locator(`[aria-rowindex="${last}"]`).count()).toBe(1);
    await page.keyboard.press('Control+Home');
    // the rows of the end are drawn until the grid has scrolled back
    await eventually(() => page.locator(`[aria-rowindex="${last}"]`).count()).toBe(0);
    const cell = (await page
      .getByRole('gridcell', { name: t('matrix.standing.not_begun') })
      .first()
      .getAttribute('id'))!;
    await page.locator(`[id="${cell}"]`).click();
    const side = page.getByRole('complementary', { name: t('matrix.details') });
    await says(side, t('matrix.strengths'));
    await side.getByRole('button', { name: t('assign.one'), exact: true }).click();
    await page.getByRole('button', { name: t('assign.now'), exact: true }).click();
    await eventually(async () => {
      const [row] = await sql`select count(*)::int as n from certificate_goals where person_id = ${cell.split('.')[0]!}
        and assigned_by = (select id from people where email = 'trainer@demo.test') and assigned_at > now() - interval '1 hour'`;
      return row?.n;
    }).toBeGreaterThan(0);
    await shot(page, 'training-assigned');
  }, 90_000);

  it('opens a quote that waited for it, by evidence two people looked at', async () => {
    const manager = await as('manager');
    await open(manager, `/quotes/${quote}`);
    const missing = t('quote_approval.learn');
    await says(manager.locator('main'), missing);

    const lead = await as('lead');
    const [holder] = await sql`select id, name from people where email = 'manager@demo.test'`;
    await open(lead, `/certificates/new?person=${holder!.id}`);
    await lead.getByLabel(t('proof.type')).selectOption(code);
    await lead.getByLabel(t('proof.issued_on')).fill('2026-06-01');
    await lead.getByLabel(t('proof.note')).fill('外部结业证书，成绩 88 分');
    await lead.getByRole('button', { name: t('proof.hand_in') }).click();
    await lead.waitForURL(/\/people\//);
    const [paper] =
      await sql`select id from certificate_evidence where person_id = ${holder!.id} and is_accepted is null`;
    await open(lead, `/training/evidence/${paper!.id}`);
    expect(await lead.getByRole('button', { name: t('proof.accept') }).count()).toBe(0);

    const trainer = await as('trainer');
    await open(trainer, `/training/evidence/${paper!.id}`);
    await trainer.getByRole('button', { name: t('proof.accept') }).click();
    await trainer.waitForURL(/\/training\/evidence$/);

    await open(manager, `/quotes/${quote}`);
    expect(await manager.getByText(missing).count()).toBe(0);
    const [{ number } = { number: '' }] =
      await sql`select number from certificates where person_id = ${holder!.id} and code = ${code}`;
    const keep = manager.getByLabel(t('quote_approval.keep_prices'));
    if (await keep.count()) await keep.check();
    await manager.getByRole('button', { name: /^提交(审批)?$/ }).click();
    await eventually(async () => (await sql`select state from quotes where id = ${quote}`)[0]?.state).not.toBe('draft');

    const stranger = await as(null);
    expect(await open(stranger, `/verify/${String(number).toLowerCase()}`)).toBe(200);
    await says(stranger.locator('main'), t('verify.valid'));
    await says(stranger.locator('main'), String(holder!.name));
    await shot(stranger, 'certificate-verified');
    expect(await open(stranger, '/verify/JK-2611-AAAA-AAAA-AAAA')).toBe(404);
    await says(stranger.locator('main'), t('verify.unknown'));
  }, 120_000);
});
