import { describe, expect, it } from 'vitest';
import { Visitor } from '../support/visitor';

const roles = [
  'manager',
  'lead',
  'director',
  'hq',
  'admin',
  'admin.zj',
  'trainer',
  'product',
  'service',
  'employee',
  'partner',
];
const enough = 120;

/** Pages alike but for the record they show are one. */
const shapeOf = ({ pathname, searchParams }: URL) =>
  [
    pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/\d+(?=\/|$)/g, '/:n'),
    searchParams.get('tab'),
    searchParams.get('shape'),
  ].join(' ');

const linksOf = (html: string) =>
  [...html.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));

describe('what a page offers', () => {
  it.each(roles)('leads nowhere that is closed to the %s', async (who) => {
    const visitor = await Visitor.signIn(`${who}@demo.test`);
    const seen = new Set<string>();
    const closed: string[] = [];
    const queue = [{ to: '/', from: '' }];
    for (let at = 0; at < queue.length && seen.size < enough; at++) {
      const { to, from } = queue[at]!;
      const shape = shapeOf(new URL(to, 'http://here'));
      if (seen.has(shape)) continue;
      seen.add(shape);
      const { status, text, headers } = await visitor.get(to);
      if (status >= 400) closed.push(`${from} offers ${to}: ${status}`);
      const next = headers.get('Location');
      if (next?.startsWith('/')) queue.push({ to: next, from: to });
      if (headers.get('Content-Type')?.startsWith('text/html'))
        queue.push(...linksOf(text).map((link) => ({ to: link, from: to })));
    }
    expect(closed).toEqual([]);
    expect(seen.size).toBeGreaterThan(5);
  });
});
