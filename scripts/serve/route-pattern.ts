import type { ServerBuild } from '@remix-run/node';

interface Node {
  fixed: Map<string, Node>;
  any?: Node;
  rest?: string;
  end?: string;
}
const node = (): Node => ({ fixed: new Map() });

type Route = NonNullable<ServerBuild['routes'][string]>;

/** The parts of a route's whole path, and the routes it lies in with itself. */
export function pathParts(routes: ServerBuild['routes'], route: Route) {
  const parts: string[] = [];
  const ids: string[] = [];
  for (let at: Route | undefined = route; at; at = at.parentId ? routes[at.parentId] : undefined) {
    if (at.path) parts.unshift(...at.path.split('/').filter(Boolean));
    ids.unshift(at.id);
  }
  return { parts, ids };
}

/** Names the route of a path ("/accounts/:id"), so that figures are few however many records there are. */
export function routePattern(routes: ServerBuild['routes']) {
  const root = node();
  for (const route of Object.values(routes)) {
    if (!route) continue;
    const { parts } = pathParts(routes, route);
    const pattern = `/${parts.join('/')}`;
    let here = root;
    for (const part of parts) {
      if (part === '*') {
        here.rest = pattern;
        break;
      }
      const next = part.startsWith(':') ? here.any : here.fixed.get(part);
      const child = next ?? node();
      if (part.startsWith(':')) here.any = child;
      else here.fixed.set(part, child);
      here = child;
    }
    if (!parts.includes('*')) here.end = pattern;
  }
  return (pathname: string) => {
    let here: Node | undefined = root;
    let rest: string | undefined;
    if (pathname.startsWith('/assets/')) return '/assets/*';
    for (const part of pathname
      .replace(/\.data$/, '')
      .split('/')
      .filter(Boolean)) {
      rest = here.rest ?? rest;
      here = here.fixed.get(part) ?? here.any;
      if (!here) return rest ?? 'unknown';
    }
    return here.end ?? rest ?? 'unknown';
  };
}
