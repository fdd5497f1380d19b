import path from 'node:path';
import { pathToFileURL } from 'node:url';

type Module = { loader?: unknown; action?: unknown; default?: unknown };
type Route = { id: string; path?: string; index?: boolean; parentId?: string; module: Module };

export type BuiltRoute = {
  id: string;
  /** Full pattern, e.g. `/accounts/:accountId`. */
  pattern: string;
  hasLoader: boolean;
  hasAction: boolean;
  isResource: boolean;
};

/** The routes of the build under test, whatever files they came from. */
export async function builtRoutes(): Promise<BuiltRoute[]> {
  const { routes } = (await import(pathToFileURL(path.resolve('build/server/index.js')).href)) as {
    routes: Record<string, Route>;
  };
  const pattern = (route: Route | undefined): string =>
    route ? `${pattern(route.parentId ? routes[route.parentId] : undefined)}${route.path ? `/${route.path}` : ''}` : '';
  return Object.values(routes)
    .filter((route) => route.id !== 'root')
    .map((route) => ({
      id: route.id,
      pattern: pattern(route) || '/',
      hasLoader: Boolean(route.module.loader),
      hasAction: Boolean(route.module.action),
      isResource: !route.module.default,
    }));
}

export const fill = (pattern: string, id: string) => pattern.replace(/:[A-Za-z]+/g, id).replace(/\*$/, 'nothing-here');
