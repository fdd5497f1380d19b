import type { ServerBuild } from '@remix-run/node';
import { pathParts, routePattern } from './route-pattern';

/** What opens a page to whoever holds it; behind the sign-in a code or a number is a name like others. */
const isKey = (part: string, isOpen: boolean) =>
  (isOpen ? /^:(secret|token|code|file|number)$/ : /^:(secret|token)$/).test(part);

/** An address nobody serves may be a mistyped one that would be its own key. */
const unserved = (parts: string[]) => `/${[parts[0] ?? '', ...(parts.length > 1 ? ['…'] : [])].join('/')}`;

/** Says paths as logs may keep them: some addresses are their own key. */
export function loggedPath(routes: ServerBuild['routes']) {
  const patternOf = routePattern(routes);
  const keys = new Map<string, boolean[]>();
  for (const route of Object.values(routes)) {
    if (!route) continue;
    const { parts, ids } = pathParts(routes, route);
    const hidden = parts.map((part) => isKey(part, !ids.includes('routes/_app')));
    if (hidden.includes(true)) keys.set(`/${parts.join('/')}`, hidden);
  }
  return (pathname: string) => {
    const parts = pathname.split('/').filter(Boolean);
    const pattern = patternOf(pathname);
    if (pattern === 'unknown' || pattern === '/*') return unserved(parts);
    const hidden = keys.get(pattern);
    return hidden ? `/${parts.map((part, at) => (hidden[at] ? '…' : part)).join('/')}` : pathname;
  };
}
