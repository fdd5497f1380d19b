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

type Deal = { deal_stage: string; close_value: string; sales_agent: string };
const t = words('en');
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let deals: Deal[];
let agents: string[];
let report: string;

describe.runIf(there)('the Maven company in the browser', () => {
  beforeAll(async () => {
    deals = parse(readFileSync(path.join(folder, 'sales_pipeline_asof_2017-09-30.csv')), { columns: true, bom: true });
    const teams: { sales_agent: string }[] = parse(readFileSync(path.join(folder, 'sales_teams.csv')), {
      columns: true,
      bom: true,
    });
    agents = teams.map((line) => line.sales_agent);
    const imported = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/import.ts', '--preset', 'maven', folder, '--password', demoPassword],
      { env: { ...process.env, DATABASE_URL: inject('ownerUrl'), DATA_DIR: inject('dataDir') }, timeout: 110_000 },
    );
    report = imported.stdout;
    browser = await openBrowser('desktop', { locale: 'en' });
    page = browser.page;
    await page.goto('/login');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel(t('sign_in.email')).fill('director@maven.test');
    await page.getByLabel(t('sign_in.password')).fill(demoPassword);
    await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
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

  it('the report names what is open, loose and misspelt', () => {
    const unclosed = deals.filter((deal) => deal.deal_stage !== 'Won' && deal.deal_stage !== 'Lost');
    expect(report).toContain(`${unclosed.length} are open`);
    for (const n of [1008, 1205, 2409]) expect(report).toContain(String(n));
  });

  it('the review names every agent, also those who sold nothing, with 0', async () => {
    expect(await open(page, '/review?by=person')).toBe(200);
    const sellers = new Set(deals.map((deal) => deal.sales_agent));
    const table = page.getByRole('table', { name: t('review.title') });
    for (const agent of agents) {
      const row = table.getByRole('row').filter({ hasText: agent });
      const unclosed = deals.filter(
        (deal) => deal.sales_agent === agent && deal.deal_stage !== 'Won' && deal.deal_stage !== 'Lost',
      );
      expect((await row.getByRole('cell').allInnerTexts())[1], agent).toBe(String(unclosed.length));
    }
    expect(agents.filter((agent) => !sellers.has(agent))).toHaveLength(5);
    await shot(page, 'maven-review-agents');
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
