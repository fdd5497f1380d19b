import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { bothLanguages, eventually, open, says, shot, signIn, surprises, words } from '../support/journey';
import { gb18030 } from './gb18030';

const good = ['雁栖造纸公司', '雁栖包装公司', '雁栖印务公司𠮷'];
/** Ten ways to be wrong: each row, and the words its line in the result must contain. */
const bad: [row: string, field: string | null][] = [
  [',A,民营,,,,,', '客户名称'],
  ['缺性质公司,A,,,,,,', '单位性质'],
  ['等级错公司,Z,民营,,,,,', '等级'],
  ['代码错公司,B,民营,91330106MA2CFTX1X9,,,,', '信用代码'],
  ['行业错公司,B,民营,,没有的行业,,,', '行业'],
  ['地区错公司,B,民营,,,亚特兰蒂斯,,', '地区'],
  ['电话错公司,B,民营,,,,12,', '电话'],
  ['人数错公司,B,民营,,,,,很多', '员工数'],
  ['列太多公司,B,民营,,,,,1,2,3,4', null],
  [`${'长'.repeat(121)},B,民营,,,,,`, '客户名称'],
];
const header = '客户名称,等级,客户类型,信用代码,行业,地区,电话,员工数';

describe.each(bothLanguages)('an administrator imports a GB18030 file, in %s', (locale) => {
  const t = words(locale);
  const names = good.map((name) => `${locale === 'en' ? '英' : '中'}${name}`);
  const rows = [...names.map((name) => `${name},B,民营,,,,,20`), ...bad.map(([row]) => row)];
  const bytes = gb18030(`${[header, ...rows].join('\r\n')}\r\n`);
  let sql: postgres.Sql;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;

  const living = async () =>
    (await sql`select name from accounts where name in ${sql(names)} and deleted_at is null order by name`).map(
      ({ name }) => name,
    );

  beforeAll(async () => {
    sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
    browser = await openBrowser('desktop', { locale, acceptDownloads: true });
    page = browser.page;
    await signIn(page, 'admin', locale);
  });
  afterAll(async () => {
    await browser?.close();
    await sql?.end();
  });

  it('uploads it and sees what would happen', async () => {
    await open(page, '/imports/new');
    await page.getByLabel(t('imports.kind')).selectOption('accounts');
    await page.getByLabel(t('imports.unit'), { exact: false }).selectOption({ index: 1 });
    await page.locator('input[type=file]').setInputFiles({ name: '客户清单.csv', mimeType: 'text/csv', buffer: bytes });
    await page.getByRole('button', { name: t('imports.upload') }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
    const main = page.getByRole('main');
    await says(main, names[0] ?? '');
    await says(main, '没有的行业');
    await shot(page, `import-preview-${locale}`);
  });

  it('runs it and reads row by row why ten were refused', async () => {
    await page.getByRole('button', { name: t('imports.start') }).click();
    const results = page.getByRole('main');
    await eventually(() => results.innerText(), 40_000).toContain(t('imports.download'));
    await says(results, t('imports.row_n', { n: 1 + names.length + bad.length }));
    await shot(page, `import-results-${locale}`);
    const told = await results.innerText();
    for (const [i] of bad.entries()) expect(told).toContain(t('imports.row_n', { n: 1 + names.length + i + 1 }));
    if (locale === 'zh-CN') for (const [, field] of bad) if (field) expect(told).toContain(field);
    expect(await living()).toEqual([...names].sort());
  });

  it('downloads the refused rows as they were, each with its reason', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t('imports.download') }).click(),
    ]);
    const text = readFileSync(await download.path()).toString('utf8');
    const columns = header.split(',').length;
    for (const [row] of bad) expect(text).toContain(row.split(',').slice(0, columns).join(',').replace(/,+$/, ''));
    expect(text).toMatch(/列太多公司.*,2,3,4\r\n/);
    for (const name of names) expect(text).not.toContain(name);
    expect(text.trim().split(/\r?\n/)).toHaveLength(1 + bad.length);
    expect(text).toContain(header.split(',')[0]);
  });

  it('undoes the whole import', async () => {
    await page.locator('summary', { hasText: t('imports.undo_ask') }).click();
    await page.getByRole('button', { name: t('imports.undo_confirm') }).click();
    await eventually(() => page.getByRole('main').innerText(), 40_000).toContain(t('imports.state_undone'));
    expect(await living()).toEqual([]);
    await shot(page, `import-undone-${locale}`);
    expect(surprises(browser.errors)).toEqual([]);
  });
});
