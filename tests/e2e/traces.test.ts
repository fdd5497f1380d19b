import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { openCollector, type Span } from '../support/collector';
import { freePort } from '../support/global-server';
import { open } from '../support/journey';
import { ownServer } from '../support/own-server';

let collector: Awaited<ReturnType<typeof openCollector>>;
let server: ReturnType<typeof ownServer>;
beforeAll(async () => {
  collector = await openCollector();
  const more = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200' };
  server = ownServer(await freePort(), { more });
  await server.start();
});
afterAll(async () => {
  await server?.stop();
  await collector?.close();
});

const wait = { timeout: 30_000 };
const named = (name: string) => collector.spans.filter((span) => span.name === name);
const above = (span: Span | undefined) => collector.spans.find(({ spanId }) => spanId === span?.parentSpanId);
/** The names from a span up to the beginning of its trace. */
function lineOf(span: Span | undefined): string[] {
  return span ? [span.name, ...lineOf(above(span))] : [];
}
const secret = '绝密客户甲';

describe('a trace', () => {
  it('leads from the browser to the statement, when a page is opened and when one moves on', async () => {
    const browser = await openBrowser('desktop', { baseURL: server.baseUrl });
    try {
      const { page } = browser;
      await page.goto('/login');
      await page.fill('[name=email]', 'manager@demo.test');
      await page.fill('[name=password]', 'jiketong-demo');
      await page.click('form [type=submit]');
      await page.waitForURL(/\/today/);
      await page.goto(`/accounts?q=${encodeURIComponent(secret)}`);
      await expect.poll(() => named('load /accounts').length, wait).toBe(1);
      const [load] = named('load /accounts');
      expect(load?.parentSpanId).toBeFalsy();
      const statements = () =>
        collector.spans.filter((span) => span.traceId === load?.traceId && span.attributes['db.query.text']);
      await expect.poll(() => statements().length, wait).toBeGreaterThan(2);
      const lines = statements().map(lineOf);
      expect(lines).toContainEqual(['select', 'loader routes/_app.accounts._index', 'GET /accounts', 'load /accounts']);

      await open(page, '/accounts');
      await page.locator('nav a[href="/opportunities"]').first().click();
      await page.waitForURL(/\/opportunities/);
      await expect.poll(() => named('move /opportunities').length, wait).toBeGreaterThan(0);
      const moved = named('move /opportunities').map(({ traceId }) => traceId);
      const asked = () => named('GET /opportunities').find((span) => moved.includes(span.traceId));
      await expect.poll(() => above(asked())?.name, wait).toBe('move /opportunities');
      expect(browser.errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('goes on with another system’s, and says nothing of people', async () => {
    const traceId = 'a1'.repeat(16);
    const asked = await fetch(`${server.baseUrl}/accounts?q=${encodeURIComponent(secret)}`, {
      headers: { traceparent: `00-${traceId}-${'b2'.repeat(8)}-01` },
      redirect: 'manual',
    });
    const mine = () => collector.spans.find((span) => span.traceId === traceId && span.name === 'GET /accounts');
    await expect.poll(() => mine()?.parentSpanId, wait).toBe('b2'.repeat(8));
    expect(mine()?.attributes).toMatchObject({
      'http.route': '/accounts',
      'http.response.status_code': String(asked.status),
      'request.id': asked.headers.get('X-Request-Id'),
    });
    const all = collector.raw.join('\n');
    expect(all).toContain('db.query.text');
    for (const word of [secret, encodeURIComponent(secret), 'manager@demo.test', 'jiketong-demo', '王芳'])
      expect(all).not.toContain(word);
  });

  it('takes from browsers what a browser tells, and nothing else', async () => {
    const tell = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${server.baseUrl}/traces`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', Origin: server.baseUrl, ...headers },
      }).then(({ status }) => status);
    const one = {
      trace: 'c3'.repeat(16),
      span: 'd4'.repeat(8),
      kind: 'load',
      path: '/accounts/4711',
      start: Date.now() - 50,
      end: Date.now(),
    };
    expect(await tell(JSON.stringify([one]))).toBe(204);
    await expect
      .poll(() => collector.spans.find(({ traceId }) => traceId === one.trace)?.name, wait)
      .toBe('load /accounts/:accountId');
    for (const bad of [
      { ...one, trace: 'x' },
      { ...one, end: one.start - 1 },
      { ...one, start: 0 },
      { ...one, kind: 'sql' },
    ])
      expect(await tell(JSON.stringify([bad]))).toBe(400);
    expect(await tell(JSON.stringify(Array(21).fill(one)))).toBe(400);
    expect(await tell('{')).toBe(400);
    expect(await tell(JSON.stringify([{ ...one, path: 'x'.repeat(20_000) }]))).toBe(413);
    expect(await tell(JSON.stringify([one]), { Origin: 'https://elsewhere.example' })).toBe(403);
  });
});

it('without a collector pages have no part of it, and nobody takes spans', async () => {
  const plain = ownServer(await freePort());
  await plain.start();
  try {
    const page = await fetch(`${plain.baseUrl}/login`, { headers: { Accept: 'text/html' } });
    expect(await page.text()).not.toContain('trace.js');
    const told = await fetch(`${plain.baseUrl}/traces`, {
      method: 'POST',
      body: '[]',
      headers: { Origin: plain.baseUrl },
    });
    expect([404, 405]).toContain(told.status);
  } finally {
    await plain.stop();
  }
});
