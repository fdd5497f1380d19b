import type { Context } from '~/core/context.server';
import { pageSize } from '~/core/paging';
import { wrong } from '~/features/api/problem.server';
import { readList } from '~/features/api/read.server';
import type { Row } from './face';
import type { Face } from './face-type.server';

const mostRows = 100;
/** Further down a list one goes by the link to the next page. */
const furthest = 1000;

function whole(ctx: Context, params: URLSearchParams, name: string, fallback: number, most: number, least = 0) {
  const given = params.get(name);
  const n = Number(given ?? fallback);
  if (!Number.isInteger(n) || n < least || n > most)
    throw wrong(ctx.actor.locale, 'parameter', { [name]: 'error.range' });
  return n;
}

/** What the list of the REST interface is asked: their filters become ours, the rest is not known. */
function asked(ctx: Context, face: Face, params: URLSearchParams) {
  const ours = new URLSearchParams(face.narrow);
  for (const [name, value] of params) {
    if (['fields', 'offset', 'limit'].includes(name)) continue;
    const filter = face.filters[name];
    if (name === 'cursor') ours.set('cursor', value);
    else if (Object.hasOwn(face.filters, name) && filter)
      for (const [one, as] of Object.entries(filter(value))) ours.set(one, as);
    else throw wrong(ctx.actor.locale, 'parameter', { [name]: 'api.unknown_parameter' });
  }
  return ours;
}

export type Listed = { rows: Row[]; next: string | null; total: number | null };

/** A page by offset, walked to by our keyset. The total is known where the end is reached. */
export async function listPage(ctx: Context, face: Face, params: URLSearchParams): Promise<Listed> {
  const limit = whole(ctx, params, 'limit', pageSize, mostRows, 1);
  const offset = whole(ctx, params, 'offset', 0, furthest);
  const ask = asked(ctx, face, params);
  const begins = ask.has('cursor');
  let passed = 0;
  while (passed < offset) {
    const step = Math.min(mostRows, offset - passed);
    ask.set('limit', String(step));
    const page = await readList(ctx, face.resource, ask);
    passed += page.data.length;
    if (page.next === null || page.data.length < step) return { rows: [], next: null, total: begins ? null : passed };
    ask.set('cursor', page.next);
  }
  ask.set('limit', String(limit));
  const page = await readList(ctx, face.resource, ask);
  const total = page.next === null && !begins ? passed + page.data.length : null;
  return { rows: page.data as Row[], next: page.next, total };
}
