import { createHash } from 'node:crypto';
import { newId } from '~/core/ids';
import { type BuiltRoute, paramsOf, readsOf } from '../built-routes';
import type { Stranger } from './people';
import { marker, type Scene, type Victim } from './scene';
import { difference, inParallel, leaks, plain } from './walk';

/** Tell of what the strangers themselves did and asked for, or of the server, and that to the minute: nothing to compare. */
const journal = ['/journal', '/journal.csv'];
export const selfTelling = new Set(['/settings/sessions', '/settings/health', '/health/ready', ...journal]);

/** What a role is told of deals it may not open, by decision: which of them wait for a certificate. */
export const isToldByDecision = ({ role, from }: Stranger, pattern: string) =>
  role === 'trainer' && from === 'beside' && pattern === '/training/gaps';

/** Pages without a record in their address: lists, boards, sums, exports, searches, options. */
export const flat = (routes: BuiltRoute[]) =>
  routes.filter((route) => route.hasLoader && !paramsOf(route).length && !route.pattern.endsWith('*'));

/** All that a page is made of, so also what it does not show. */
const dataAt = (pattern: string, isResource: boolean) =>
  isResource ? pattern : `${pattern === '/' ? '/_root' : pattern}.data`;

const plainQuery = '?scope=all&shape=list';

/** What an answer says, without what changes from one moment to the next: ids made up for forms, nonces, the time. */
export function said(text: string) {
  // packed with the time it was made, so its length tells nothing either
  if (text.startsWith('PK')) return 'a workbook';
  const isNow = (at: number) => Math.abs(Date.now() - at) < 3_600_000;
  return (
    text
      // what the page is made of, which names a thing read by two loaders once or twice, by chance
      .replace(/<script[^>]*>window\.__remixContext[\s\S]*?<\/script>/g, '')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
      .replace(/nonce="[^"]*"|nonce-[^']*/g, '')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (at) => (isNow(Date.parse(at)) ? 'NOW' : at))
      .replace(/\b1\d{12}\b/g, (at) => (isNow(Number(at)) ? 'NOW' : at))
  );
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
export async function search(stranger: Stranger, routes: BuiltRoute[], { victims }: Scene, after: Seen) {
  const told: string[] = [];
  const of = (name: string) => (victims[name] as Victim).id;
  const asked = [of('accountId'), of('personId')];
  const query = `?q=${marker}&account=${asked[0]}&owner=${asked[1]}&scope=all&format=csv`;
  for (const [pattern, { text }] of after) {
    if (isToldByDecision(stranger, pattern)) continue;
    const leak = leaks(text, stranger, victims, journal.includes(pattern) ? asked : []);
    if (leak) told.push(`${pattern} shows ${leak}`);
  }
  // who may most, and who sells, look at the pages themselves
  const isAble = stranger.role === 'account_manager' || stranger.role === 'admin';
  const asking = flat(routes).filter(({ pattern }) => !isToldByDecision(stranger, pattern));
  await inParallel(asking, async ({ pattern, isResource }) => {
    const answer = await stranger.visitor.get((isAble ? pattern : dataAt(pattern, isResource)) + query);
    const leak = leaks(answer.text, stranger, victims, asked);
    if (leak) told.push(`${pattern}${query} shows ${leak}`);
    if (answer.status >= 500) told.push(`${pattern}${query} answered ${answer.status}`);
  });
  return { told, answers: after.size + asking.length };
}

/** What an address can name besides its path, by the victims it may mean. */
const named: Record<string, string[]> = {
  account: ['accountId'],
  accounts: ['accountId'],
  parent: ['accountId'],
  kept: ['accountId', 'contactId'],
  gone: ['accountId', 'contactId'],
  contact: ['contactId'],
  opportunity: ['opportunityId'],
  deal: ['opportunityId'],
  commitment: ['commitmentId'],
  ids: ['opportunityId'],
  visit: ['visitId'],
  lead: ['leadId'],
  quote: ['quoteId'],
  view: ['viewId'],
  owner: ['personId'],
  person: ['personId'],
  rule: ['automation/ruleId', 'rewards/ruleId'],
  offering: ['offeringId'],
};

/** Names what is out of sight behind the question mark, beside what is not there. */
export async function askByName(stranger: Stranger, routes: BuiltRoute[], { victims }: Scene) {
  const asking = flat(routes).flatMap((route) =>
    readsOf(route, Object.keys(named)).flatMap((name) =>
      (named[name] as string[])
        .map((key) => (victims[key] as Victim).id)
        .filter((id) => !Object.values(victims).some((one) => one.id === id && one.seenBy(stranger)))
        .map((id) => ({ route, name, id })),
    ),
  );
  const told = await inParallel(asking, async ({ route: { pattern, isResource }, name, id }) => {
    const at = (value: string) => stranger.visitor.get(`${dataAt(pattern, isResource)}?${name}=${value}`);
    const ask = async () => {
      const missing = newId();
      const [seen, nothing] = [await at(id), await at(missing)];
      const [one, other] = [said(plain(seen.text, [id])), said(plain(nothing.text, [missing]))];
      return { seen, differ: seen.status !== nothing.status || one !== other, difference: difference(one, other) };
    };
    let answer = await ask();
    for (let tries = 0; tries < 3 && answer.differ && !selfTelling.has(pattern); tries++) answer = await ask();
    const leak = leaks(answer.seen.text, stranger, victims, [id]);
    const where = `${pattern}?${name}=`;
    if (answer.seen.status >= 500) return [`${where} answered ${answer.seen.status}`];
    if (leak && !isToldByDecision(stranger, pattern)) return [`${where} shows ${leak}`];
    return answer.differ && !selfTelling.has(pattern) ? [`${where} ${answer.difference}`] : [];
  });
  return { told: told.flat(), answers: 2 * asking.length };
}
