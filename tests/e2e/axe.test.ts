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

const pagesOf = {
  manager: [
    '/today',
    '/accounts',
    '/accounts/new',
    '/accounts/{account}',
    '/accounts/{account}/people',
    '/opportunities',
    '/opportunities?shape=list',
    '/opportunities/{opportunity}',
    '/opportunities/{opportunity}/move',
    '/visits',
    '/visits/new?account={account}&mode=log',
    '/visits/{visit}',
    '/commitments',
    '/commitments/new?account={account}',
    '/settings/calendar',
    '/search?q=zj',
    '/coaching',
    '/coaching/{visit}',
    '/notices',
    '/settings/notices',
    '/settings',
  ],
  lead: ['/coaching', '/coaching/{visit}?do=joint'],
  director: ['/commitments/kept', '/review', '/review?by=person', '/team', '/team/assign', '/enterprises'],
  admin: ['/imports', '/imports/new', '/people', '/journal', '/recycle-bin', '/units'],
};
const addressOf = (page: string) =>
  page
    .replace('{account}', records.accountId)
    .replace('{opportunity}', records.opportunityId)
    .replace('{visit}', records.visitId);

async function findings(page: Page, runOnly?: string[]) {
  const { violations } = await page.evaluate(
    (only) => window.axe.run({ resultTypes: ['violations'], ...(only && { runOnly: only }) }),
    runOnly,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.html.slice(0, 160)}`);
}

/** Waits for what fades and slides to arrive; what turns for ever never does. */
const still = (page: Page) =>
  page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.race([
      Promise.allSettled(ending.map((one) => one.finished)),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]);
  });

/** Light with every rule; dark differs by its colours only, and those are one for the desktop and the phone. */
async function wrongOn(page: Page, address: string, schemes: 'light' | 'both') {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await open(page, address), address).toBe(200);
  await still(page);
  await page.evaluate(axe);
  const light = await findings(page);
  if (schemes === 'light') return light;
  await page.emulateMedia({ colorScheme: 'dark' });
  // a page of its own: Chromium leaves some inherited colours as they were when the scheme is emulated later
  await page.reload();
  await still(page);
  await page.evaluate(axe);
  return [...light, ...(await findings(page, ['color-contrast'])).map((finding) => `dark: ${finding}`)];
}

describe.each(['desktop', 'phone'] as const)('axe on the %s', (device) => {
  describe.each(['manager', 'lead', 'director', 'admin'] as const)('finds nothing serious for the %s', (who) => {
    let browser: Awaited<ReturnType<typeof openBrowser>>;
    beforeAll(async () => {
      browser = await openBrowser(device, { bypassCSP: true, reducedMotion: 'reduce' });
      await signIn(browser.page, who);
    });
    afterAll(() => browser?.close());

    it.each(pagesOf[who])('on %s', async (page) => {
      expect(await wrongOn(browser.page, addressOf(page), device === 'desktop' ? 'both' : 'light')).toEqual([]);
    });
  });
});
