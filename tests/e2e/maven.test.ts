import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { formatter } from '~/core/format';
import { openBrowser } from '../support/browser';
import { demoPassword, open, says, shot, surprises, words } from '../support/journey';

const folder = path.resolve('../shared/data/maven');
const there = existsSync(folder);
if (!there) console.log(`skipped: the Maven files are not at ${folder}`);

type Deal = { deal_stage: string; close_value: string };
const t = words('en');
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let deals: Deal[];

describe.runIf(there)('the Maven company in the browser', () => {
  beforeAll(async () => {
    deals = parse(readFileSync(path.join(folder, 'sales_pipeline_asof_2017-09-30.csv')), { columns: true, bom: true });
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/import.ts', '--preset', 'maven', folder, '--password', demoPassword],
      { env: { ...process.env, DATABASE_URL: inject('ownerUrl'), DATA_DIR: inject('dataDir') }, timeout: 110_000 },
    );
    browser = await openBrowser('desktop', { locale: 'en' });
    page = browser.page;
    await page.goto('/login');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel(t('sign_in.email')).fill('director@maven.test');
    await page.getByLabel(t('sign_in.password')).fill(demoPassword);
    await page.getByRole('button', { name: t('sign_in.go') }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  }, 120_000);
  afterAll(() => browser?.close());

  const wonFen = () =>
    deals
      .filter((deal) => deal.deal_stage === 'Won')
      .reduce((sum, deal) => sum + Math.round(Number(deal.close_value) * 100), 0);

  it('the list shows what was won, to the yuan', async () => {
    await open(page, '/opportunities?shape=list&type=won');
    await says(page.getByRole('main'), formatter('en').money(wonFen()));
    await shot(page, 'maven-list');
  });

  it('the board and the review stand', async () => {
    expect(await open(page, '/opportunities')).toBe(200);
    await shot(page, 'maven-board');
    expect(await open(page, '/review')).toBe(200);
    for (const office of ['Central', 'East', 'West']) await says(page.getByRole('main'), office);
    await shot(page, 'maven-review');
    expect(surprises(browser.errors)).toEqual([]);
  });
});
