import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium } from '../chromium.mjs';
import { type Line, slow4g } from './line';

/** A page as a phone sees it, in milliseconds after its address was entered. */
export type Seen = {
  /** First byte and last byte of the document. */
  answered: number;
  document: number;
  /** The last style sheet, and the last script before the page came alive. */
  styles: number;
  scripts: number;
  fcp: number;
  lcp: number;
  /** React has taken the page over: from then on a press is answered without a page load. */
  alive: number;
  cls: number;
  /** How long the processor was busy in pieces of more than 50 ms until then. */
  busy: number;
  jsKb: number;
  /** All that came down the line until then. */
  kb: number;
};

const slowdown = 4;
const userAgent =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

/** A browser never used before, on a mid-range phone, signed in. */
export async function openPhone(line: Line, cookie: string) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'jiketong-phone-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    // the worker's requests are a phone's only when the whole browser says so
    args: [`user-agent=${userAgent}`, 'no-sandbox', 'disable-gpu', 'disable-dev-shm-usage'].map((one) => `--${one}`),
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    userAgent,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: line.url,
  });
  context.setDefaultTimeout(120_000);
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: line.url }]);
  const page = context.pages()[0] ?? (await context.newPage());
  // what runs these scripts wraps functions that have names
  await page.addInitScript('globalThis.__name = (one) => one');
  await page.addInitScript(watch);
  const cdp = await context.newCDPSession(page);
  await slow(cdp, true);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, cdp, close };
}
export type Phone = Awaited<ReturnType<typeof openPhone>>;

export const slow = (cdp: CDPSession, isSlow: boolean) =>
  cdp.send('Emulation.setCPUThrottlingRate', { rate: isSlow ? slowdown : 1 });

type ReactRoot = { stateNode: { current: { memoizedState: { isDehydrated?: boolean } | null } } };
type Told = { lcp: number; alive: number; cls: number; busy: number; presses: number[] };

/** In the page: notes what the browser tells, and when React has taken the page over. */
function watch() {
  const told: Told = { lcp: 0, alive: 0, cls: 0, busy: 0, presses: [] };
  Object.assign(window, { told });
  const on = (type: string, note: (entry: PerformanceEntry) => void, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  on('largest-contentful-paint', (entry) => {
    told.lcp = entry.startTime;
  });
  on('layout-shift', (entry) => {
    const { hadRecentInput, value } = entry as PerformanceEntry & { hadRecentInput: boolean; value: number };
    if (!hadRecentInput) told.cls += value;
  });
  on('longtask', ({ duration }) => {
    if (!told.alive) told.busy += duration;
  });
  on(
    'event',
    (entry) =>
      (entry as PerformanceEntry & { interactionId: number }).interactionId && told.presses.push(entry.duration),
    { durationThreshold: 16 },
  );
  const timer = setInterval(() => {
    const key = Object.keys(document).find((name) => name.startsWith('__reactContainer'));
    const root = key ? (document as unknown as Record<string, ReactRoot>)[key] : undefined;
    if (root?.stateNode.current.memoizedState?.isDehydrated !== false) return;
    told.alive = performance.now();
    clearInterval(timer);
  }, 10);
}

const told = (page: Page) => page.evaluate(() => (window as unknown as { told: Told }).told);
const isAlive = (page: Page) => page.waitForFunction(() => (window as unknown as { told?: Told }).told?.alive);

/** Opens a page over the slow line. */
export async function see({ page }: Phone, line: Line, address: string): Promise<Seen> {
  line.become(slow4g);
  const before = line.bytes();
  await page.goto(address, { waitUntil: 'commit' });
  await isAlive(page);
  const kb = (line.bytes() - before) / 1024;
  await page.waitForTimeout(700); // the largest paint and late shifts are told afterwards
  const { lcp, alive, cls, busy } = await told(page);
  const rest = await page.evaluate((until) => {
    const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const ended = (suffix: string) =>
      files.filter(({ name, responseEnd }) => name.endsWith(suffix) && responseEnd < until);
    const last = (suffix: string) => Math.max(0, ...ended(suffix).map(({ responseEnd }) => responseEnd));
    return {
      answered: document?.responseStart ?? 0,
      document: document?.responseEnd ?? 0,
      styles: last('.css'),
      scripts: last('.js'),
      fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      jsKb: ended('.js').reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024,
    };
  }, alive);
  return { ...rest, lcp, alive, cls, busy, kb };
}

/** Presses what is named, one after the other on a page that is alive; the longest time until the next paint. */
export async function press({ page }: Phone, address: string, targets: string[]): Promise<number[]> {
  const times: number[] = [];
  for (const target of targets) {
    await page.goto(address);
    await isAlive(page);
    const one = page.locator(target).filter({ visible: true }).first();
    if ((await one.count()) === 0) continue;
    await one.tap();
    await page.waitForTimeout(1500); // the paint that follows is told late
    const { presses } = await told(page);
    // what took less than 16 ms is not told
    times.push(Math.max(16, ...presses));
  }
  return times;
}

/** Until the worker has kept a page and its data. */
export const untilKept = ({ page }: Phone, address: string) =>
  page.waitForFunction(
    async (wanted) => {
      for (const name of await caches.keys()) if (await (await caches.open(name)).match(`${wanted}.data`)) return true;
      return false;
    },
    address,
    { polling: 250 },
  );
