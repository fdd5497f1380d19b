import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** A feature may import only the features listed before it. */
const features = [
  'people',
  'offerings',
  'satellite',
  'custom-fields',
  'accounts',
  'bundles',
  'promotions',
  'contacts',
  'assignments',
  'opportunities',
  'bulk',
  'retirement',
  'processes',
  'approvals',
  'visits',
  'qualification',
  'leads',
  'outcomes',
  'solutions',
  'quotes',
  'attachments',
  'confirmations',
  'calendar',
  'mail',
  'access',
  'invitations',
  'offers',
  'contracts',
  'certification',
  'rewards',
  'awards',
  'selection',
  'training',
  'coverage',
  'coaching',
  'notices',
  'interactions',
  'timeline',
  'automation',
  'search',
  'views',
  'exports',
  'review',
  'forecast',
  'performance',
  'imports',
  'duplicates',
  'webhooks',
  'api',
  'assistant',
  'tmforum',
  'installation',
];

const vague =
  /^(utils?|helpers?|common|misc|shared|lib|types|constants|index|service|manager|models?|hooks?)\.(server\.)?tsx?$/;
const longest = 250;

type Import = { from: string; to: string; typeOnly: boolean };

const walk = (dir: string): string[] =>
  readdirSync(join(root, dir)).flatMap((name) => {
    const path = join(dir, name);
    if (statSync(join(root, path)).isDirectory()) return walk(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });

const sources = [...walk('app'), ...walk('drizzle')].filter((path) => !/\.(test|d)\.tsx?$/.test(path));
const known = new Set(sources);
const contents = new Map(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
const text = (path: string) => contents.get(path)!;

function locate(from: string, specifier: string) {
  const base = specifier.startsWith('~/')
    ? join('app', specifier.slice(2))
    : specifier.startsWith('#drizzle/')
      ? join('drizzle', specifier.slice(9))
      : specifier.startsWith('.')
        ? relative(root, resolve(root, dirname(from), specifier))
        : null;
  if (base === null) return specifier;
  return (
    ['', '.ts', '.tsx', '/index.ts', '/route.tsx'].map((end) => base + end).find((path) => known.has(path)) ?? base
  );
}

const imports: Import[] = sources.flatMap((from) =>
  [...text(from).matchAll(/^(?:import|export)\s+(type\s)?([^"';]*?\sfrom\s)?["']([^"']+)["']/gm)].map(
    ([, type, clause, specifier]) => ({
      from,
      to: locate(from, specifier!),
      typeOnly: Boolean(type) || /^\{(\s*type\s+\w+(\s+as\s+\w+)?,?\s*)+\}\sfrom\s$/.test(clause ?? ''),
    }),
  ),
);

const values = imports.filter((i) => !i.typeOnly);
const show = (list: Import[]) => list.map((i) => `${i.from} -> ${i.to}`);
/** Without comments. */
const code = (path: string) => text(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
const isServer = (path: string) => /\.server\.tsx?$/.test(path);
const isRoute = (path: string) => path.startsWith('app/routes/');
const isEntry = (path: string) => /^app\/(root|entry\.)/.test(path);
/** `route.tsx` of a folder, or a file directly under routes: what Remix loads as a route. */
const isRouteModule = (path: string) => /^app\/routes\/([^/]+\/route|[^/]+)\.tsx?$/.test(path);
const featureOf = (path: string) => /^app\/features\/([^/]+)\//.exec(path)?.[1];
const openToAll = [
  'login',
  'login_.code',
  'login_.passkey',
  'login_.sso.$company',
  'login_.sso.$company_.back',
  'forgot',
  'recover.$secret',
  'logout',
  'preferences',
  'health.live',
  'health.ready',
  'confirm._index',
  'confirm.$code',
  'calendar.$file',
  'invitation.$secret',
  'unsubscribe.$secret',
  'enquiry.$token',
  'offer.$secret',
  'verify._index',
  'verify.$number',
  'offer.$secret_.paper.$locale',
  'product.$offeringId',
  'api.v1.openapi[.]json',
  '$',
];

describe('architecture', () => {
  it('lets only route modules and .server files reach server code', () => {
    const reaches = (to: string) =>
      isServer(to) || to.startsWith('drizzle/') || /^(drizzle-orm|postgres|node:)/.test(to);
    const mayReach = (from: string) =>
      isServer(from) || from.startsWith('drizzle/') || isEntry(from) || isRouteModule(from);
    expect(show(values.filter((i) => reaches(i.to) && !mayReach(i.from)))).toEqual([]);
  });

  it('marks server code by suffix, never by folder', () => {
    expect(sources.filter((path) => path.includes('.server/'))).toEqual([]);
  });

  it('keeps tables out of routes', () => {
    const touching = values.filter(
      (i) => isRoute(i.from) && (i.to.startsWith('drizzle/') || i.to.startsWith('drizzle-orm')),
    );
    expect(show(touching)).toEqual([]);
  });

  it('never points upwards', () => {
    const wrong = values.filter(({ from, to }) => {
      const [a, b] = [featureOf(from), featureOf(to)];
      if (isRoute(to)) return !isRoute(from) || dirname(from) !== dirname(to);
      if (from.startsWith('drizzle/')) return to.startsWith('app/') && !/\/rules\.ts$/.test(to);
      if (from.startsWith('app/ui/')) return b !== undefined || isServer(to) || to.startsWith('app/locales/');
      if (from.startsWith('app/core/')) return to.startsWith('app/ui/') || (b !== undefined && b !== 'people');
      if (a && b && a !== b) return features.indexOf(b) > features.indexOf(a) || !features.includes(b);
      return false;
    });
    expect(show(wrong)).toEqual([]);
  });

  it('knows every feature', () => {
    expect(readdirSync(join(root, 'app/features')).filter((name) => !features.includes(name))).toEqual([]);
  });

  it('begins every loader and action by asking who it is', () => {
    const modules = sources.filter(
      (path) => isRouteModule(path) && !openToAll.includes(path.slice(11).replace(/(\/route)?\.tsx?$/, '')),
    );
    const unguarded = modules.flatMap((path) =>
      [...text(path).matchAll(/export async function (loader|action)\([^)]*\)[^{]*\{\s*([^\n]*)/g)]
        .filter(([, , first]) => !/requireContext\(/.test(first!))
        .map(([, name]) => `${path} ${name}`),
    );
    const arrows = modules.filter(
      (path) => /export const (loader|action)\b/.test(text(path)) && !/=> redirect\(/.test(text(path)),
    );
    expect([...unguarded, ...arrows]).toEqual([]);
  });

  it('guards and records every write of a feature, itself or by what it calls in its own feature', () => {
    const callees = (path: string) =>
      imports.filter((i) => i.from === path && featureOf(i.to) === featureOf(path) && known.has(i.to)).map((i) => i.to);
    const reach = (path: string) => {
      const near = callees(path);
      return [path, ...near, ...near.flatMap(callees)].map(code).join('\n');
    };
    const ownMarks = [
      'app/features/people/commands/sessions.server.ts',
      'app/features/people/commands/keys.server.ts', // the database function asks who may, and records it
      'app/features/access/commands/second-factor.server.ts', // one's own
      'app/features/access/commands/passkeys.server.ts', // one's own
      'app/features/access/commands/password.server.ts', // one's own
      'app/features/access/commands/send-recovery.server.ts', // the database function that writes the link records it
      'app/features/coaching/commands/marks.server.ts',
      'app/features/notices/commands.server.ts',
      'app/features/notices/push/devices.server.ts',
      'app/features/leads/commands/receive.server.ts', // the database function that stores it records it
      'app/features/offers/commands/paper.server.ts', // a paper changes nothing of the quote
      'app/features/offers/make-paper.server.ts', // made by a job for who asked
      'app/features/api/write.server.ts', // runs the commands of others, which guard and record
      'app/features/notices/write.server.ts', // what it writes, the journal has led to
    ];
    const writes = sources.filter(
      (path) => featureOf(path) && /\binTransaction\(/.test(code(path)) && !ownMarks.includes(path),
    );
    const bare = writes.filter(
      (path) => !/requirePermission\(|\bcan\(/.test(reach(path)) || !/\brecord\(/.test(reach(path)),
    );
    expect(bare).toEqual([]);
  });

  it('reads the environment in one place and no clock in features', () => {
    const environment = sources.filter((path) => path.startsWith('app/') && path !== 'app/core/env.server.ts');
    expect(environment.filter((path) => text(path).includes('process.env'))).toEqual([]);
    const clocks = sources.filter(
      (path) => featureOf(path) && !path.endsWith('.tsx') && /new Date\(\)|Date\.now\(/.test(text(path)),
    );
    expect(clocks).toEqual([]);
  });

  it('writes no Chinese outside the locales and reference data', () => {
    const data =
      /^app\/(locales|features\/accounts\/(industries|regions|name-core)|features\/imports|features\/interactions\/email|features\/satellite\/cities|features\/forecast\/learn\/(usable|column)|features\/quotes\/(addresses|feasibility)|features\/solutions\/spoken|core\/(pinyin|credit-code|calendar|money|format|phone-number))/;
    const found = sources.filter(
      (path) => path.startsWith('app/') && !data.test(path) && /\p{Script=Han}/u.test(code(path)),
    );
    expect(found).toEqual([]);
  });

  it('has no import cycles', () => {
    const done = new Set<string>();
    const trail: string[] = [];
    const cycles: string[] = [];
    const visit = (path: string) => {
      if (trail.includes(path)) return void cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path)) return;
      trail.push(path);
      for (const i of values) if (i.from === path && known.has(i.to)) visit(i.to);
      trail.pop();
      done.add(path);
    };
    sources.forEach(visit);
    expect(cycles).toEqual([]);
  });

  it('keeps files short and names exact', () => {
    const reference = /^app\/(locales|features\/accounts\/(industries|regions|name-core))/;
    const long = sources.filter((path) => !reference.test(path) && text(path).split('\n').length > longest + 1);
    expect(long).toEqual([]);
    expect(
      sources.filter((path) => vague.test(path.split('/').pop()!) && !/^(drizzle.schema.index|app.locales)/.test(path)),
    ).toEqual([]);
  });

  it('has no any', () => {
    expect(sources.filter((path) => /(:\s*any\b(?!\()|\bas any\b|<any>)/.test(code(path)))).toEqual([]);
  });
});
