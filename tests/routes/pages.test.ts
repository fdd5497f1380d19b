import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { all } from '~/locales/zh-CN/all';
import { Visitor } from '../support/visitor';
import { builtRoutes, fill } from './built-routes';

const roles = ['manager', 'lead', 'director', 'hq', 'admin', 'trainer', 'product', 'service', 'employee', 'partner'];
const languages = ['zh-CN', 'en'] as const;
const subjects = [...new Set(Object.keys(all).map((key) => key.split('.')[0]!))];
const rawKey = new RegExp(`(?<![\\w@.-])(${subjects.join('|')})\\.[a-z_]+\\b(?!\\.?@)`, 'g');

let sql: postgres.Sql;
let pages: { pattern: string; address: string }[];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [row] = await sql`
    select a.id as account, o.id as opportunity, v.id as visit, a.enterprise_id as enterprise, a.owner_id as person
    from accounts a join people p on p.id = a.owner_id and p.email = 'manager@demo.test'
    join opportunities o on o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null
    join visits v on v.account_id = a.id and v.deleted_at is null
    where a.deleted_at is null order by a.enterprise_id nulls last limit 1`;
  if (!row) throw new Error('the demo has nothing to show');
  const ids: Record<string, string> = {
    accountId: row.account,
    opportunityId: row.opportunity,
    visitId: row.visit,
    enterpriseId: row.enterprise ?? row.account,
    personId: row.person,
    type: 'complaint',
    code: 'satellite',
  };
  const routes = await builtRoutes();
  pages = routes
    .filter((route) => !route.isResource && route.pattern !== '/*')
    .map(({ pattern }) => ({
      pattern,
      address: fill(
        pattern.replace(/:(\w+)/g, (whole, name: string) => ids[name] ?? whole),
        row.account,
      ),
    }));
});
afterAll(() => sql?.end());

/** What a person reads: no scripts, no styles, no tags; nor statements of SQL, which name events as the journal does. */
const readable = (html: string) =>
  html
    .replace(/<(script|style|pre|code)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[#\w]+;/g, ' ');

function faults({ status, text, headers }: { status: number; text: string; headers: Headers }) {
  const found: string[] = [];
  if (status >= 500) found.push(`status ${status}`);
  if (!headers.get('Content-Type')?.startsWith('text/html')) return found;
  const keys = readable(text).match(rawKey);
  if (keys) found.push(`keys ${[...new Set(keys)].slice(0, 5).join(' ')}`);
  if (text.includes('\uFFFD')) found.push('U+FFFD');
  if (text.includes('\0')) found.push('NUL');
  const nonce = /'nonce-([^']+)'/.exec(headers.get('Content-Security-Policy') ?? '')?.[1];
  for (const [tag] of text.matchAll(/<script\b[^>]*>/g))
    if (!/ src=/.test(tag) && (!nonce || !tag.includes(`nonce="${nonce}"`))) found.push(`script without nonce ${tag}`);
  if (/\son[a-z]+="/.test(text.replace(/<script\b[\s\S]*?<\/script>/g, ''))) found.push('handler in an attribute');
  return found;
}

describe.each(roles)('every page, for %s', (who) => {
  it.each(languages)('in %s stands, in words', async (lang) => {
    const visitor = await Visitor.signIn(`${who}@demo.test`);
    await visitor.post('/preferences', { lang, back: '/' });
    const wrong: string[] = [];
    for (const { pattern, address } of pages) {
      const answer = await visitor.get(address);
      wrong.push(...faults(answer).map((fault) => `${pattern}: ${fault}`));
      if (answer.status < 400 && answer.text.includes('<html') && !answer.text.includes(`<html lang="${lang}"`))
        wrong.push(`${pattern}: not in ${lang}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what comes with a page', () => {
  const asked = ['/login', '/today', '/accounts', '/nothing-here', '/health/live'];

  it.each(asked)('%s carries the security headers', async (path) => {
    const visitor = await Visitor.signIn('manager@demo.test');
    const { headers } = await visitor.get(path);
    const csp = headers.get('Content-Security-Policy') ?? '';
    const directive = (name: string) => csp.split(';').find((part) => part.trim().startsWith(`${name} `)) ?? '';
    expect(directive('default-src')).toContain("'self'");
    expect(directive('script-src')).toMatch(/'nonce-[^']{16,}'/);
    expect(directive('script-src')).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
    expect(directive('frame-ancestors')).toContain("'none'");
    expect(directive('object-src')).toContain("'none'");
    expect(directive('base-uri')).toContain("'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toMatch(/deny/i);
    expect(headers.get('Referrer-Policy')).toBe('same-origin');
    expect(headers.get('Permissions-Policy')).toContain('geolocation=(self)');
    expect(headers.get('X-Powered-By')).toBeNull();
    expect(headers.get('Cache-Control') ?? '').not.toContain('public');
  });

  it('gives each page a nonce of its own', async () => {
    const visitor = new Visitor();
    const [one, two] = [await visitor.get('/login'), await visitor.get('/login')];
    expect(one.headers.get('Content-Security-Policy')).not.toBe(two.headers.get('Content-Security-Policy'));
  });

  it('hands the page its data, so that it can come alive', async () => {
    const visitor = await Visitor.signIn('manager@demo.test');
    const { text } = await visitor.get('/accounts');
    expect(text).toContain('streamController?.enqueue(');
  });
});
