import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { partOf } from '../../app/core/word-parts';
import { all as en } from '../../app/locales/en/all';
import { all as zhCN } from '../../app/locales/zh-CN/all';

type Said = { keys: Set<string>; heads: Set<string> };
const languages: [string, Record<string, string>][] = [
  ['zh-CN', zhCN],
  ['en', en],
];
const allKeys = Object.keys(zhCN);
const isKey = new Set(allKeys);

const importing = /(?:\bfrom|\bimport)\s*\(?\s*['"]([.~][^'"]*)['"]/g;
const quoted = /(['"`])([a-z][\w-]*(?:\.[\w-]+)+)\1/g;
const begun = /`([a-z][\w-]*\.[\w.-]*)\$\{|['"]([a-z][\w-]*\.(?:[\w-]+\.)*)['"]/g;

/** What a file's text names: other files of ours, keys of the catalogue, and beginnings of keys (`` `stage.${code}` ``). */
function readSource(app: string, file: string) {
  const text = readFileSync(file, 'utf8');
  const resolve = (name: string) => {
    const base = name.startsWith('~/') ? path.join(app, name.slice(2)) : path.resolve(path.dirname(file), name);
    return [base, `${base}.ts`, `${base}.tsx`].find((one) => existsSync(one) && statSync(one).isFile());
  };
  const files = [...text.matchAll(importing)].map(([, name = '']) => resolve(name));
  return {
    files: files.filter((one) => one !== undefined && /\.tsx?$/.test(one) && !one.includes('/locales/')) as string[],
    keys: [...text.matchAll(quoted)].map(([, , key = '']) => key).filter((key) => isKey.has(key)),
    heads: [...text.matchAll(begun)].map(([, template, plain]) => template ?? plain ?? ''),
  };
}

/** The keys that can be said where these files are used. */
function reader(app: string) {
  const sources = new Map<string, ReturnType<typeof readSource>>();
  return (entries: string[]): Said => {
    const seen = new Set<string>();
    const said: Said = { keys: new Set(), heads: new Set() };
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      const source = sources.get(file) ?? readSource(app, file);
      sources.set(file, source);
      for (const key of source.keys) said.keys.add(key);
      for (const head of source.heads) said.heads.add(head);
      source.files.forEach(visit);
    };
    entries.forEach(visit);
    for (const key of allKeys) if ([...said.heads].some((head) => key.startsWith(head))) said.keys.add(key);
    return said;
  };
}

/** The file of each route, by Remix's id of it. */
function routeFiles(app: string): [id: string, file: string][] {
  const folder = path.join(app, 'routes');
  return readdirSync(folder).map((name) => {
    const file = [`${name}/route.tsx`, `${name}/route.ts`].find((one) => existsSync(path.join(folder, one))) ?? name;
    return [`routes/${name.replace(/\.tsx?$/, '')}`, path.join(folder, file)];
  });
}

/** The words of the frame of every page, and of each route what it adds to them. */
export function wordParts(app: string): Map<string, Said> {
  const say = reader(app);
  const frame = say([path.join(app, 'root.tsx'), path.join(app, 'routes/_app/route.tsx')]);
  const parts = new Map([['frame', frame]]);
  for (const [id, file] of routeFiles(app)) {
    if (id === 'routes/_app') continue;
    // what draws nothing says nothing, but is loaded like a page when a page asks it for data
    const { keys, heads } = say(file.endsWith('.tsx') ? [file] : []);
    parts.set(partOf(id), {
      keys: new Set([...keys].filter((key) => !frame.keys.has(key))),
      heads: new Set([...heads].filter((head) => !frame.heads.has(head))),
    });
  }
  return parts;
}

/**
 * The words of a page are those its modules can say, found in their text: all words of one language would be the
 * largest file of a first visit. `words-STAMP-LANGUAGE-PART.js` each, and `words.json` for the server, which puts into
 * the page what was said and is in none of them (keys from the database).
 */
export const wordsByRoute = (app: string): Plugin => ({
  name: 'words-by-route',
  apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
  generateBundle() {
    const parts = wordParts(app);
    const files = languages.flatMap(([locale, words]) =>
      [...parts].map(([part, { keys, heads }]): [string, string] => {
        const own = Object.fromEntries([...keys].sort().map((key) => [key, words[key]]));
        return [`${locale}-${part}`, `export const words=${JSON.stringify(own)},heads=${JSON.stringify([...heads])};`];
      }),
    );
    const stamp = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 8);
    for (const [name, source] of files) {
      this.emitFile({ type: 'asset', fileName: `assets/words-${stamp}-${name}.js`, source });
    }
    const index = { stamp, parts: Object.fromEntries([...parts].map(([part, { keys }]) => [part, [...keys]])) };
    this.emitFile({ type: 'asset', fileName: 'assets/words.json', source: JSON.stringify(index) });
  },
});
