import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '~/core/locale';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { bothLanguages, eventually, hydrated, open, says, shot, signIn, surprises, words } from '../support/journey';

describe.each(bothLanguages)('site check in %s', (locale: Locale) => {
  const t = words(locale);
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  const verdict = () => page.locator('[data-verdict]');
  const pick = async (name: string, part: string) => {
    const value = await page.locator(`select[name=${name}] option`, { hasText: part }).first().getAttribute('value');
    await page.locator(`select[name=${name}]`).selectOption(value ?? '');
  };
  const run = async () => {
    await page.getByRole('button', { name: t('satellite.run') }).click();
  };
  const name = (zh: string, en: string) => (locale === 'en' ? en : zh);

  beforeAll(async () => {
    browser = await openBrowser('desktop', { bypassCSP: true, reducedMotion: 'reduce' });
    page = browser.page;
    await signIn(page, 'manager', locale);
  });
  afterAll(() => browser?.close());

  it('is found in the rail and asks for a place first', async () => {
    await open(page, '/today');
    await page.locator('a[href="/satellite/check"]').first().click();
    await page.waitForURL('**/satellite/check');
    await hydrated(page);
    await says(page.locator('main'), t('satellite.empty'));
    expect(await violations(page)).toEqual([]);
  });

  it('knows swapped coordinates and 0, 0', async () => {
    await open(page, '/satellite/check?where=116.4%2C39.9');
    await page.getByRole('link', { name: t('satellite.place.turn', { likely: '39.9, 116.4' }) }).click();
    await eventually(() => verdict().getAttribute('data-verdict')).toBe('yes');
    await open(page, '/satellite/check?where=0%2C0');
    await says(page.locator('main'), t('satellite.place.zero'));
  });

  it('an island: the portable dish is refused, an alternative is taken', async () => {
    await open(page, '/satellite/check');
    await page.locator('[name=where]').fill('16.83, 112.34');
    await pick('satellite', name('中星16', 'ChinaSat-16'));
    await pick('terminal', '0.45');
    await run();
    await eventually(() => verdict().getAttribute('data-verdict')).toBe('no');
    expect(await violations(page)).toEqual([]);
    await shot(page, `site-check-island-${locale}`);
    const bigger = page.locator('[data-alternative=terminal], [data-alternative=band]').first();
    await bigger.getByRole('link', { name: t('satellite.try') }).click();
    await eventually(() => verdict().getAttribute('data-verdict')).toBe('yes');
    await says(page.locator('main'), t('satellite.warn.sample_parameters'));
  });

  it('a desert mine: outside one satellite, served by the other', async () => {
    await open(page, '/satellite/check');
    await page.locator('[name=where]').fill('39.2, 82.5');
    await pick('satellite', name('中星16', 'ChinaSat-16'));
    await run();
    await says(verdict(), t('satellite.reason.outside_beams', { band: 'Ka' }));
    const other = page.locator('[data-alternative=satellite]');
    await says(other, name('中星26', 'ChinaSat-26'));
    await other.getByRole('link', { name: t('satellite.try') }).click();
    await eventually(() => verdict().getAttribute('data-verdict')).toBe('yes');
    await shot(page, `site-check-mine-${locale}`);
  });

  it('a Ka package on a Ku satellite is refused', async () => {
    await open(page, '/satellite/check?city=beijing');
    await pick('satellite', name('亚太6D', 'APSTAR-6D'));
    await run();
    await eventually(() => verdict().getAttribute('data-verdict')).toBe('no');
    await says(verdict(), 'Ka');
    expect(surprises(browser.errors)).toEqual([]);
  });
});
