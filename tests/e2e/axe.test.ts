import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { open, signIn } from '../support/journey';
import { integrationRecords } from './integrations';
import { guestLinks, newTender, ownRecords, solutionRecords } from './own-records';

let sql: postgres.Sql;
let records: Awaited<ReturnType<typeof ownRecords>>;
let tender: string;
let integrations: Awaited<ReturnType<typeof integrationRecords>>;
let solutions: Awaited<ReturnType<typeof solutionRecords>>;
beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  records = await ownRecords(sql);
  tender = await newTender(records.accountId);
  solutions = await solutionRecords(sql);
  integrations = await integrationRecords(sql, records.accountId);
});
afterAll(() => sql?.end());

const pagesOf = {
  manager: [
    '/today',
    '/visits/new?draft={drafted}',
    '/accounts',
    '/accounts/new',
    '/accounts/{account}',
    '/accounts/{account}/people',
    '/opportunities',
    '/opportunities?shape=list',
    '/opportunities/{opportunity}',
    '/opportunities/{opportunity}/move',
    '/opportunities/{opportunity}/qualification',
    '/visits',
    '/visits/new?account={account}&mode=log',
    '/visits/{visit}',
    '/commitments',
    '/commitments/new?account={account}',
    '/commitments/{commitment}',
    '/settings/calendar',
    '/search?q=zj',
    '/coaching',
    '/coaching/{visit}',
    '/notices',
    '/settings/notices',
    '/settings',
    '/settings/password',
    '/settings/second-factor',
    '/settings/passkeys',
    '/settings/sessions',
    '/visits/plan',
    '/visits/plan?account={account}',
    '/visits/{planned}',
    '/visits/{planned}/brief',
    '/visits/{planned}?do=complete',
    '/visits/{planned}/move',
    '/visits/{planned}/invite',
    '/visits/{proposed}',
    '/interactions/new',
    '/interactions/new?account={account}&channel=email',
    '/outbox',
    '/coverage/policy',
    '/leads',
    '/leads?show=pool',
    '/leads/new',
    '/leads/{lead}',
    '/leads/{lead}/edit',
    '/leads/{lead}/convert',
    '/win-loss',
    '/forecast',
    '/learn',
    '/me/certificates',
    '/performance',
    '/targets',
    '/approvals',
    '/opportunities/{asked}/approval?{bid}',
    '/opportunities/{tender}/approval?{bid}',
    '/opportunities/{opportunity}/files',
    '/contracts',
    '/contracts/{contract}',
    '/quotes/{sent}/customer',
    '/quotes/{accepted}/customer',
    '/bundles',
    '/bundles/{bundle}',
    '/promotions',
    '/promotions/{promotion}',
    '/quotes/new?account={account}',
    '/quotes/{quote}',
    '/quotes/{quote}/bundle',
    '/quotes/{quote}/bundle?bundle={bundle}',
    '/quotes',
    '/quotes/{draft}',
    '/quotes/{draft}?tab=sites&site={site}',
    '/quotes/{draft}/sites',
    '/quotes/{draft}/lines',
    '/quotes/{draft}/compare',
    '/quotes/{draft}/edit',
    '/satellite/check?city=beijing',
    '/satellite/check?where=21.93,113.22&committed=10',
    '/catalogue',
    '/catalogue/{offering}',
    '/catalogue/{offering}/retire',
  ],
  'product.hq': [
    '/catalogue?line=satellite',
    '/catalogue/{offering}',
    '/catalogue/{offering}/edit',
    '/catalogue/{offering}/price',
    '/catalogue/{offering}/retire',
    '/catalogue/new',
    '/catalogue/services',
    '/satellite',
    '/quotes/policy',
  ],
  lead: ['/coaching', '/coaching/{visit}?do=joint', '/leads?show=open', '/forecast'],
  employee: ['/refer', '/refer/{referral}', '/rewards', '/sheets', '/learn', '/awards'],
  trainer: [
    '/training',
    '/training/gaps',
    '/training/evidence',
    '/training/requirements',
    '/training/certificates',
    '/training/progress',
    '/training/courses',
    '/training/sessions',
    '/training/questions',
    '/training/exams',
    '/training/marking',
  ],
  director: [
    '/settings/exports',
    '/settings/exports/new',
    '/settings/exports/{schedule}',
    '/commitments/kept',
    '/review',
    '/review?by=person',
    '/review/analysis',
    '/review/one-to-one',
    '/targets',
    '/team',
    '/team/assign',
    '/enterprises',
    '/win-loss?by=competitor',
    '/forecast',
    '/approvals',
    '/processes',
    '/processes/tender?stage=bid_decision',
  ],
  admin: [
    '/automation',
    '/automation/new',
    '/accounts/duplicates',
    '/accounts/duplicates?show=merged',
    '/accounts/merge?kept={account}',
    '/contacts/duplicates',
    '/contacts/duplicates?show=merged',
    '/contacts/merge?kept={contact}',
    '/imports',
    '/imports/new',
    '/people',
    '/people/sign-in',
    '/people/{colleague}/access',
    '/journal',
    '/settings/health',
    '/webhooks',
    '/webhooks/{webhook}',
    '/webhooks/{webhook}/edit',
    '/api',
    '/webhooks/new',
    '/people/{colleague}/commitments',
    '/recycle-bin',
    '/units',
    '/enterprises/{enterprise}',
    '/enterprises/{enterprise}/edit',
    '/enterprises/{enterprise}/merge',
    '/visit-forms',
    '/custom-fields',
    '/custom-fields/new?entity=accounts',
    '/visit-forms/first',
    '/coverage/policy?company=2',
    '/leads/rules',
    '/leads/forms',
    '/processes/tender?stage=bid_decision',
    '/processes/tender/trial',
    '/processes/tender/move-over?company=2',
    '/contracts/policy',
    '/rewards/all',
    '/rewards/payroll',
    '/rewards/rules',
    '/selection',
  ],
  product: [
    '/bundles/new',
    '/bundles/{bundle}/edit',
    '/catalogue/specifications',
    '/catalogue/specifications/new',
    '/catalogue/specifications/{specification}',
    '/promotions/new',
    '/promotions/{promotion}',
  ],
};
const addressOf = (page: string) =>
  page
    .replace('{account}', records.accountId)
    .replace('{contact}', records.contactId)
    .replace('{commitment}', records.commitmentId)
    .replace('{colleague}', records.personId)
    .replace('{opportunity}', records.opportunityId)
    .replace('{visit}', records.visitId)
    .replace('{planned}', records.plannedId)
    .replace('{proposed}', records.proposedId)
    .replace('{lead}', records.leadId)
    .replace('{referral}', records.referralId)
    .replace('{asked}', records.askedId)
    .replace('{tender}', tender)
    .replace('{bid}', 'stage=bid_decision&criterion=approval:in_turn:sales_director')
    .replace('{contract}', records.contractId)
    .replace('{sent}', records.sentId)
    .replace('{accepted}', records.acceptedId)
    .replace('{enterprise}', records.enterpriseId)
    .replace('{bundle}', records.bundleId)
    .replace('{promotion}', records.promotionId)
    .replace('{specification}', records.specificationId)
    .replace('{quote}', records.quoteId)
    .replace('{draft}', solutions.quoteId)
    .replace('{webhook}', integrations.webhookId)
    .replace('{drafted}', integrations.draftId)
    .replace('{schedule}', integrations.scheduleId)
    .replace('{site}', solutions.siteId)
    .replace('{offering}', solutions.offeringId);

/** Light with every rule; dark differs by its colours only, and those are one for the desktop and the phone. */
async function wrongOn(page: Page, address: string, schemes: 'light' | 'both') {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await open(page, address), address).toBe(200);
  const light = await violations(page);
  if (schemes === 'light') return light;
  await page.emulateMedia({ colorScheme: 'dark' });
  // a page of its own: Chromium leaves some inherited colours as they were when the scheme is emulated later
  await page.reload();
  return [...light, ...(await violations(page, ['color-contrast'])).map((finding) => `dark: ${finding}`)];
}

describe.each(['desktop', 'phone'] as const)('axe on the %s', (device) => {
  describe.each(['manager', 'lead', 'director', 'admin', 'employee', 'trainer', 'product', 'product.hq'] as const)(
    'finds nothing serious for the %s',
    (who) => {
      let browser: Awaited<ReturnType<typeof openBrowser>>;
      beforeAll(async () => {
        browser = await openBrowser(device, { bypassCSP: true, reducedMotion: 'reduce' });
        await signIn(browser.page, who);
      });
      afterAll(() => browser?.close());

      it.each(pagesOf[who])('on %s', async (page) => {
        expect(await wrongOn(browser.page, addressOf(page), device === 'desktop' ? 'both' : 'light')).toEqual([]);
      });
    },
  );

  describe('finds nothing serious for a guest', () => {
    let browser: Awaited<ReturnType<typeof openBrowser>>;
    let links: Awaited<ReturnType<typeof guestLinks>>;
    beforeAll(async () => {
      links = await guestLinks(sql, records);
      browser = await openBrowser(device, { bypassCSP: true, reducedMotion: 'reduce' });
    });
    afterAll(() => browser?.close());

    it.each(['/login', '/forgot', `/recover/${'x'.repeat(43)}`])('on %s', async (page) => {
      expect(await wrongOn(browser.page, page, device === 'desktop' ? 'both' : 'light')).toEqual([]);
    });

    it.each(['invitation', 'unsubscribe', 'offer'] as const)('on %s', async (page) => {
      expect(await wrongOn(browser.page, links[page], device === 'desktop' ? 'both' : 'light')).toEqual([]);
    });
  });
});
