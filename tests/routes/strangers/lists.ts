import { createHash } from 'node:crypto';
import { type BuiltRoute, paramsOf } from '../built-routes';
import type { Stranger } from './people';
import { marker, type Scene, type Victim } from './scene';
import { inParallel, leaks } from './walk';

/** Tell of the stranger’s own signing in, or of the server, and that to the minute: nothing to compare. */
export const selfTelling = new Set(['/settings/sessions', '/settings/health', '/health/ready']);

/** Pages without a record in their address: lists, boards, sums, exports, searches, options. */
export const flat = (routes: BuiltRoute[]) =>
  routes.filter((route) => route.hasLoader && !paramsOf(route).length && !route.pattern.endsWith('*'));

const plainQuery = '?scope=all&shape=list';

/** What an answer says, without what changes from one moment to the next: ids made up for forms, nonces, the time. */
export function said(text: string) {
  // a packed workbook holds the time it was made
  if (text.startsWith('PK')) return `a workbook of ${text.length}`;
  const isNow = (at: number) => Math.abs(Date.now() - at) < 3_600_000;
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/nonce="[^"]*"|nonce-[^']*/g, '')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (at) => (isNow(Date.parse(at)) ? 'NOW' : at))
    .replace(/\b1\d{12}\b/g, (at) => (isNow(Number(at)) ? 'NOW' : at));
}

export type Seen = Map<string, { digest: string; text: string }>;

/** Every list as the stranger sees it. */
export async function look({ visitor }: Stranger, routes: BuiltRoute[]): Promise<Seen> {
  const seen: Seen = new Map();
  await inParallel(flat(routes), async ({ pattern }) => {
    const { status, text } = await visitor.get(pattern + plainQuery);
    const digest = createHash('sha256')
      .update(`${status} ${said(text)}`)
      .digest('hex');
    seen.set(pattern, { digest, text });
  });
  return seen;
}

/** Searches every list for what is out of sight, and asks each for it by name. */
export async function search(stranger: Stranger, routes: BuiltRoute[], { victims, addresses }: Scene, after: Seen) {
  const told: string[] = [];
  const of = (name: string) => (victims[name] as Victim).id;
  const asked = [of('accountId'), of('personId')];
  const query = `?q=${marker}&account=${asked[0]}&owner=${asked[1]}&scope=all&format=csv`;
  for (const [pattern, { text }] of after) {
    const leak = leaks(text, stranger, victims);
    if (leak) told.push(`${pattern} shows ${leak}`);
  }
  const asking = [...flat(routes).map(({ pattern }) => pattern), ...addresses];
  await inParallel(asking, async (pattern) => {
    const answer = await stranger.visitor.get(pattern + query);
    const leak = leaks(answer.text, stranger, victims, asked);
    if (leak) told.push(`${pattern}${query} shows ${leak}`);
    if (answer.status >= 500) told.push(`${pattern}${query} answered ${answer.status}`);
  });
  return { told, answers: after.size + asking.length };
}
