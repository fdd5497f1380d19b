import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { open, signIn } from '../support/journey';
import { ownRecords } from './own-records';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
type Finding = { id: string; impact: string | null; nodes: { target: string[]; html: string }[] };
declare global {
  interface Window {
    axe: { run(options: object): Promise<{ violations: Finding[] }> };
  }
}

let sql: postgres.Sql;
let records: Awaited<ReturnType<typeof ownRecords>>;
beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  records = await ownRecords(sql);
});
afterAll(() => sql?.end());

const field = () => [
  '/today',
  '/accounts',
  '/accounts/new',
  `/accounts/${records.accountId}`,
  `/accounts/${records.accountId}/people`,
  '/opportunities',
  '/opportunities?shape=list',
  `/opportunities/${records.opportunityId}`,
  `/opportunities/${records.opportunityId}/move`,
  '/visits',
  `/visits/new?account=${records.accountId}&mode=log`,
  `/visits/${records.visitId}`,
  '/commitments',
  '/search?q=zj',
  '/settings',
];
const pagesOf = {
  manager: field,
  director: () => ['/review', '/review?by=person', '/team', '/team/assign', '/enterprises'],
  admin: () => ['/imports', '/imports/new', '/people', '/journal', '/recycle-bin', '/units'],
};

async function findings(page: Page, runOnly?: string[]) {
  const { violations } = await page.evaluate(
    (only) => window.axe.run({ resultTypes: ['violations'], ...(only && { runOnly: only }) }),
    runOnly,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.html.slice(0, 160)}`);
}

const still = (page: Page) =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  });

/** Light with every rule; dark differs by its colours only. */
async function both(page: Page, address: string) {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await open(page, address), address).toBe(200);
  await still(page);
  await page.evaluate(axe);
  const light = await findings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  // a page of its own: Chromium leaves some inherited colours as they were when the scheme is emulated later
  await page.reload();
  await still(page);
  await page.evaluate(axe);
  return [...light, ...(await findings(page, ['color-contrast'])).map((finding) => `dark: ${finding}`)];
}

describe.each(['desktop', 'phone'] as const)('axe on the %s, light and dark', (device) => {
  it.each(['manager', 'director', 'admin'] as const)(
    'finds nothing serious on the pages of the %s',
    async (who) => {
      const browser = await openBrowser(device, { bypassCSP: true, reducedMotion: 'reduce' });
      try {
        await signIn(browser.page, who);
        const wrong: string[] = [];
        for (const address of pagesOf[who]()) {
          wrong.push(...(await both(browser.page, address)).map((finding) => `${address} ${finding}`));
        }
        expect(wrong).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    180_000,
  );
});
