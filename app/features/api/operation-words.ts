import type { Translate } from '~/core/message';

/** What an operation does, in a line; of some kinds of record a verb has words of its own. */
export function operationWords(t: Translate, resource: string, action: string) {
  const own = `api.do.${resource}.${action}`;
  return t.any(t.has(own) ? own : `api.do.${action}`, { what: t.any(`api.entity.${resource}`) });
}
