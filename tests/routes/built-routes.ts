import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
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
  isIndex: boolean;
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
      isIndex: Boolean(route.index),
    }));
}

/** The files a route is written in, and those of the features that it imports. */
function sourcesOf(id: string): string[] {
  const at = path.resolve('app', id);
  const own = existsSync(at) && statSync(at).isDirectory() ? readdirSync(at).map((name) => path.join(at, name)) : [];
  own.push(...[`${at}.ts`, `${at}.tsx`].filter(existsSync));
  const imported = own
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/from '~\/(features\/[^']+)'/g)])
    .flatMap(([, name]) => ['ts', 'tsx'].map((end) => path.resolve('app', `${name}.${end}`)).filter(existsSync));
  return [...new Set([...own, ...imported])].map((file) => readFileSync(file, 'utf8'));
}

const intentPatterns = [
  /\bintent'?: (?:z\.literal\()?'(\w+)'/g,
  /\bintent === '(\w+)'/g,
  /\bintent !== '(\w+)'/g,
  /name="intent" value="(\w+)"/g,
];

/** Which of these names a route reads behind the question mark: by the name, or by a schema that has it. */
export function readsOf({ id }: BuiltRoute, names: string[]) {
  const all = sourcesOf(id).join('\n');
  return names.filter((name) =>
    new RegExp(`\\bget\\('${name}'\\)|\\b${name}: (?:z\\.|fields\\.|ids?\\b|optional|owner|person|one)`).test(all),
  );
}

/** Every `intent` a route's action knows or its forms send, as far as they are written there; `isNamed`: it knows some. */
export function intentsOf({ id }: BuiltRoute) {
  const found = new Set<string>();
  let isNamed = false;
  for (const text of sourcesOf(id)) {
    if (/\.intent\b|\bintent: z\b|name="intent"/.test(text)) isNamed = true;
    for (const pattern of intentPatterns) for (const [, word = ''] of text.matchAll(pattern)) found.add(word);
    const lists = [...text.matchAll(/\bintent: z\.enum\(\[([^\]]*)\]/g)].map(([, list = '']) => list);
    if (/switch \([\w.]*\bintent\)/.test(text)) lists.push(...(text.match(/case '\w+':/g) ?? []));
    for (const [, word = ''] of lists.join().matchAll(/'(\w+)'/g)) found.add(word);
  }
  return { intents: [...found].sort(), isNamed };
}

export const paramsOf = ({ pattern }: BuiltRoute) => [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** The address with each parameter's own value. */
export const address = (pattern: string, values: Record<string, string>) =>
  pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? name));

export const fill = (pattern: string, id: string) => pattern.replace(/:[A-Za-z]+/g, id).replace(/\*$/, 'nothing-here');
