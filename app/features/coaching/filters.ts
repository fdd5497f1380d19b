import { isId } from '~/core/ids';
import { type Reading, type StreamFilter, showsOf } from './rules';

export function readStreamFilter(params: URLSearchParams, reading: Reading): StreamFilter {
  const person = params.get('person');
  const show = showsOf(reading).find((one) => one === params.get('show')) ?? 'all';
  return { show, personId: isId(person) ? person : null };
}

/** `?show=…&person=…`, or nothing where nothing is chosen. */
export function streamSearch({ show, personId }: StreamFilter, more: Record<string, string> = {}) {
  const params = new URLSearchParams({
    ...(show !== 'all' && { show }),
    ...(personId && { person: personId }),
    ...more,
  }).toString();
  return params ? `?${params}` : '';
}
