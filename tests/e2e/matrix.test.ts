import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { eventually, open, says, shot, signIn, surprises, words } from '../support/journey';
import { makeManyLearners } from '../support/many-learners';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
const t = words('zh-CN');
const browsers: Browser[] = [];
let sql: postgres.Sql;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  await makeManyLearners(sql);
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await sql.end();
});

const as = async (device: 'desktop' | 'phone') => {
  const browser = await openBrowser(device, { locale: 'zh-CN' });
  browsers.push(browser);
  await signIn(browser.page, 'many.trainer');
  return browser;
};

describe('two thousand people by sixty certificates', () => {
  it('are walked through by keyboard, with a screenful in the page', async () => {
    const { page, errors } = await as('desktop');
    await open(page, '/training');
    const grid = page.getByRole('grid');
    expect([await grid.getAttribute('aria-rowcount'), await grid.getAttribute('aria-colcount')]).toEqual([
      '2101',
      '61',
    ]);
    const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
    expect(await elements()).toBeLessThan(1800);

    await grid.focus();
    const active = () =>
      page.evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant');
        const cell = id && document.getElementById(id);
        return cell
          ? [cell.closest('[role=row]')?.getAttribute('aria-rowindex'), cell.getAttribute('aria-colindex')]
          : null;
      });
    await eventually(active).toEqual(['3', '2']);
    await page.keyboard.press('Control+End');
    await eventually(active).toEqual(['2101', '61']);
    await page.keyboard.press('Home');
    await eventually(active).toEqual(['2101', '1']);
    await page.keyboard.press('End');
    await page.keyboard.press('PageUp');
    await eventually(async () => Number((await active())?.[0])).toBeLessThan(2095);
    await page.keyboard.press('Enter');
    const side = page.getByRole('complementary', { name: t('matrix.details') });
    await says(side, t('matrix.strengths'));
    await page.keyboard.press('Escape');
    expect(await elements()).toBeLessThan(1800);
    await shot(page, 'matrix-many');
    expect(surprises(errors)).toEqual([]);
  }, 120_000);

  it('are chosen and set to learn on the phone, each seen in a sheet', async () => {
    const { page } = await as('phone');
    await open(page, '/training?q=%E5%AD%A6%E5%91%98199');
    await page.getByRole('link', { name: /学员1990/ }).click();
    const sheet = page.getByRole('complementary', { name: t('matrix.details') });
    await says(sheet, '学员1990');
    await shot(page, 'matrix-sheet');
    await sheet.getByRole('button', { name: t('common.close') }).click();
    for (const name of ['学员1990', '学员1991'])
      await page.getByRole('checkbox', { name: t('matrix.select', { name }) }).check();
    await page.getByRole('button', { name: new RegExp(`${t('assign.title')}.*2`) }).click();
    const form = page.getByRole('complementary', { name: t('assign.title') });
    await form.getByText('第 5 号业务能力认证').click();
    await shot(page, 'matrix-assign');
    await form.getByRole('button', { name: t('assign.now'), exact: true }).click();
    await eventually(async () => {
      const [row] = await sql`
        select count(*)::int as n from certificate_goals g join people p on p.id = g.person_id
        where g.code = 'C5' and p.name in ('学员1990', '学员1991') and g.assigned_at > now() - interval '10 minutes'
          and g.due_on is distinct from current_date + 20`;
      return row?.n;
    }).toBe(2);
  }, 90_000);
});
