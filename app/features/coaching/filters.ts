import { isId } from '~/core/ids';
import { type StreamFilter, shows } from './rules';

export function readStreamFilter(params: URLSearchParams): StreamFilter {
  const person = params.get('person');
  return { show: shows.find((one) => one === params.get('show')) ?? 'all', personId: isId(person) ? person : null };
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
