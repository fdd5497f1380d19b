import { newId } from '~/core/ids';
import type { Visitor } from '../../support/visitor';
import { address, type BuiltRoute, intentsOf, paramsOf } from '../built-routes';
import type { Stranger } from './people';
import { canary, companyCanary, type Victim, type Victims } from './scene';

/** Parameters that name nothing of anybody's, with what is put there instead. */
export const words: Record<string, { value: string; why: string }> = {
  kind: { value: 'terminals', why: 'one of three words' },
  locale: { value: 'en', why: 'a language' },
  type: { value: 'routine', why: 'a kind of visit, the same in every company; its forms are in the walk over lists' },
  company: { value: 'zj', why: 'a company’s word at the sign-in, open to all' },
  number: { value: 'none', why: 'of a certificate, told to whoever types it in' },
  token: { value: 'none', why: 'of a public form' },
  secret: { value: 'none', why: 'whoever holds it may: guesses are limited and tested beside each feature' },
  file: { value: 'none', why: 'the secret of a calendar, walked below with the secrets of strangers' },
  code: {
    value: 'standard',
    why: 'a process has the same word in every company; what a customer confirms has a secret',
  },
};

/** The key a route's parameter is kept by: with the first word of the address where that says which of two is meant. */
export const keyOf = (victims: Record<string, unknown>, { pattern }: BuiltRoute, param: string) => {
  const [, first = ''] = pattern.split('/');
  return `${first}/${param}` in victims ? `${first}/${param}` : param;
};

export const isKnown = (victims: Victims, route: BuiltRoute, param: string) =>
  keyOf(victims, route, param) in victims || param in words;

/** What actions read, so that they get past their first look at a form. */
const fields = { version: '1', reason: 'x', text: 'x', name: 'x', title: 'x', note: 'x', answer: 'x', to: '2' };

type Ask = { name: string; send: (path: string, ids: string[]) => ReturnType<Visitor['get']> };

function waysOf({ visitor, role }: Stranger, route: BuiltRoute): Ask[] {
  const ways: Ask[] = [];
  // who may most, and who sells, look at the pages too, and try everything an action knows
  const isAble = role === 'account_manager' || role === 'admin';
  if (route.hasLoader) {
    if (isAble || route.isResource) ways.push({ name: 'page', send: (path) => visitor.get(path) });
    const data = (path: string) => visitor.get(`${path}.data?_routes=${encodeURIComponent(route.id)}`);
    if (!route.isResource) ways.push({ name: 'data', send: data });
  }
  if (!route.hasAction) return ways;
  const end = route.isResource ? '' : route.isIndex ? '.data?index' : '.data';
  const intents = isAble ? [...new Set(['', 'delete', ...intentsOf(route).intents])] : ['delete'];
  for (const intent of intents) {
    const send: Ask['send'] = (path, ids) => visitor.post(path + end, { ...fields, intent, id: ids[0] ?? '' });
    ways.push({ name: `post ${intent}`, send });
  }
  return ways;
}

export const plain = (text: string, ids: string[]) =>
  ids.reduce((all, id) => all.replaceAll(id, 'ID'), text).replace(/nonce="[^"]+"|nonce-[^']+|"requestId":"[^"]+"/g, '');

/** The first place where two answers differ. */
export function difference(one: string, other: string) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 80), at + 60);
  return `${around(one)} ≠ ${around(other)}`;
}

/** Whether anything of the records out of sight is in the text. */
export function leaks(text: string, stranger: Stranger, victims: Victims, asked: string[] = []) {
  if (text.includes(canary) || (stranger.from === 'elsewhere' && text.includes(companyCanary))) return 'the marker';
  const all = Object.values(victims);
  // who is seen somewhere by name may be seen there, however much of theirs is hidden
  const seen = new Set(all.filter(({ namedTo }) => namedTo(stranger)).map(({ id }) => id));
  return all.find(({ id }) => !seen.has(id) && !asked.includes(id) && text.includes(id))?.table;
}

/** What a stranger is told of records out of their sight, each beside what is told of one that is not there. */
export async function walk(stranger: Stranger, routes: BuiltRoute[], victims: Victims) {
  const told: string[] = [];
  let [compared, answers] = [0, 0];
  const hidden = Object.values(victims).filter(({ seenBy }) => !seenBy(stranger));
  for (const route of routes) {
    const params = paramsOf(route).filter((param) => keyOf(victims, route, param) in victims);
    const named = params.map((param) => victims[keyOf(victims, route, param)] as Victim);
    if (!named.some((victim) => hidden.includes(victim))) continue;
    const theirs = named.map(({ id }) => id);
    const missing = named.map(() => newId());
    const at = (ids: string[]) =>
      address(route.pattern, {
        ...Object.fromEntries(Object.entries(words).map(([param, { value }]) => [param, value])),
        ...Object.fromEntries(params.map((param, i) => [param, ids[i] ?? ''])),
      });
    const ways = waysOf(stranger, route);
    const results = await inParallel(ways, async ({ name, send }) => {
      const ask = async () => [await send(at(theirs), theirs), await send(at(missing), missing)] as const;
      const differ = ([one, other]: Awaited<ReturnType<typeof ask>>) =>
        one.status !== other.status || plain(one.text, theirs) !== plain(other.text, missing);
      let pair = await ask();
      // a word of what another request has just done comes along once: what tells of a record does so every time
      for (let tries = 0; tries < 3 && differ(pair); tries++) pair = await ask();
      const [seen, nothing] = pair;
      const said: string[] = [];
      const line = `${name} ${route.pattern} ${seen.status} ${nothing.status}`;
      if (differ(pair)) said.push(`${line}: ${difference(plain(seen.text, theirs), plain(nothing.text, missing))}`);
      else if (seen.status < 400 && !name.startsWith('post')) said.push(line);
      const leak = leaks(seen.text, stranger, victims, theirs);
      if (leak) said.push(`${line} shows ${leak}`);
      return said;
    });
    compared += ways.length;
    answers += 2 * ways.length;
    told.push(...results.flat());
  }
  return { told, compared, answers };
}

/** A few at a time: some are answered while others are read. */
export async function inParallel<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += 3) results.push(...(await Promise.all(items.slice(i, i + 3).map(work))));
  return results;
}
