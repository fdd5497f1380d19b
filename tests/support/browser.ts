import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { findChromium } from '../../scripts/chromium.mjs';

const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: {
    userAgent:
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  },
} satisfies Record<string, BrowserContextOptions>;

const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu', 'dev-shm-usage'];

/** A browser of its own. `errors` gathers what a person would see in the console; tests expect it to stay empty. */
export async function openBrowser(
  device: keyof typeof devices = 'desktop',
  options: BrowserContextOptions & { args?: string[] } = {},
) {
  const { args = [], ...rest } = options;
  const profile = mkdtempSync(path.join(os.tmpdir(), 'jiketong-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    args: ['--no-sandbox', '--no-first-run', ...quiet.map((name) => `--disable-${name}`), ...args],
    baseURL: inject('baseUrl'),
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // as many decimals as real phones give
    geolocation: { latitude: 23.12911119661331, longitude: 113.26436019800421 },
    permissions: ['geolocation'],
    ...devices[device],
    ...rest,
  });
  context.setDefaultTimeout(15_000);
  const errors: string[] = [];
  const watch = (page: Page) => {
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    // but for pages with a history, whose codes come from the database, a page's own words are enough for it
    page.on('request', (request) => {
      const isKnown = /^\/(journal|people|opportunities\/)/.test(new URL(page.url()).pathname);
      if (/\/assets\/all-/.test(request.url()) && !isKnown) errors.push(`${page.url()}: all words`);
    });
  };
  context.pages().forEach(watch);
  context.on('page', watch);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, page: context.pages()[0] ?? (await context.newPage()), errors, close };
}
