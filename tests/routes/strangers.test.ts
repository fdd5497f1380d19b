import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { roles } from '~/features/people/rules';
import { count } from '../support/tally';
import { Visitor } from '../support/visitor';
import { type BuiltRoute, builtRoutes, fill, intentsOf, paramsOf } from './built-routes';
import { company, learning } from './strangers/company';
import { customers, group } from './strangers/customers';
import { hanging } from './strangers/hanging';
import { askByName, isToldByDecision, look, type Seen, said, search, selfTelling } from './strangers/lists';
import { papers } from './strangers/papers';
import { makeStrangers, type Stranger } from './strangers/people';
import { canary, marker, Scene } from './strangers/scene';
import { difference, isKnown, walk } from './strangers/walk';

const openToAll =
  /^routes\/(login|login_\.(code|passkey|sso\.\$company(_\.back)?)|forgot|recover\.\$secret|logout|preferences|confirm\._index|confirm\.\$code|calendar\.\$file|invitation\.\$secret|unsubscribe\.\$secret|enquiry\.\$token|offer\.\$secret(\/route)?|verify\._index|verify\.\$number|offer\.\$secret_\.paper\.\$locale|health\.(live|ready)|\$|api\.v1\.openapi\[\.\]json|product\.\$offeringId(\/route)?)$/;
let sql: postgres.Sql;
let routes: BuiltRoute[];
let strangers: Stranger[];
let scene: Scene;
/** Each record as it was before anybody tried anything. */
let untouched: Awaited<ReturnType<Scene['rows']>>;
/** What each stranger's lists said before there was anything to hide from them. */
const before = new Map<Stranger, Seen>();

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  routes = await builtRoutes();
  strangers = await makeStrangers();
  scene = await Scene.open(sql);
  const lookFrom = async (from: Stranger['from']) => {
    for (const one of strangers.filter((stranger) => stranger.from === from)) before.set(one, await look(one, routes));
  };
  await group(scene);
  await lookFrom('elsewhere');
  await company(scene);
  await learning(scene);
  await lookFrom('beside');
  const customer = await customers(scene);
  await papers(scene, customer);
  await hanging(scene, customer);
  untouched = await scene.rows();
}, 900_000);
afterAll(() => sql?.end());

const everyone = (['beside', 'elsewhere'] as const).flatMap((from) => roles.map((role) => [role, from] as const));
const strangerOf = (role: string, from: string) => {
  const found = strangers.find((one) => one.role === role && one.from === from);
  if (!found) throw new Error(`nobody is ${role} ${from}`);
  return found;
};

describe('the walk', () => {
  it('has a record, or a reason, for every parameter of every route', () => {
    const without = routes.flatMap((route) =>
      paramsOf(route)
        .filter((param) => !isKnown(scene.victims, route, param))
        .map((param) => `${param} in ${route.pattern}`),
    );
    expect(without).toEqual([]);
  });

  it('knows what the actions are asked by', () => {
    const asked = routes.filter(({ hasAction }) => hasAction).map((route) => ({ id: route.id, ...intentsOf(route) }));
    expect(asked.filter(({ isNamed, intents }) => isNamed && !intents.length).map(({ id }) => id)).toEqual([]);
    expect(asked.reduce((sum, { intents }) => sum + intents.length, 0)).toBeGreaterThan(300);
  });
});

describe('without a session', () => {
  it('leads every page and every loader called alone to the sign-in, and changes nothing', async () => {
    const visitor = new Visitor();
    const open: string[] = [];
    for (const route of routes.filter((r) => !openToAll.test(r.id))) {
      const path = fill(route.pattern, newId());
      const asked = [
        route.hasLoader && (await visitor.get(path)),
        route.hasLoader &&
          (await visitor.get(`${path === '/' ? '/_root' : path}.data?_routes=${encodeURIComponent(route.id)}`)),
        route.hasAction && (await visitor.post(path, { intent: 'delete', id: newId() })),
        route.hasAction && (await visitor.post(`${path}.data`, { intent: 'delete', id: newId() })),
      ].filter((answer) => answer !== false);
      for (const answer of asked) {
        const toSignIn = answer.headers.get('Location')?.startsWith('/login') || answer.text.includes('/login');
        const isTold = /^\/(api\/|tmf-api\/|mcp$)/.test(route.pattern) && answer.status === 401;
        if (!toSignIn && !isTold && answer.status !== 404) open.push(`${route.id} ${answer.status}`);
      }
    }
    expect(open).toEqual([]);
  });
});

describe('a person from elsewhere', () => {
  // before the walk, whose posts make records of the strangers' own
  it.each(everyone)(
    '%s %s finds nothing in a list, search, count or export, nor that it grew',
    async (role, from) => {
      const stranger = strangerOf(role, from);
      const after = await look(stranger, routes);
      const earlier = before.get(stranger) as Seen;
      const changed = [...after].filter(
        ([pattern, { digest }]) =>
          !selfTelling.has(pattern) && !isToldByDecision(stranger, pattern) && earlier.get(pattern)?.digest !== digest,
      );
      const { told, answers } = await search(stranger, routes, scene, after);
      const asked = await askByName(stranger, routes, scene);
      count('canary', answers + asked.answers);
      expect([...told, ...asked.told]).toEqual([]);
      expect(
        changed.map(
          ([pattern, { text }]) => `${pattern}: ${difference(said(earlier.get(pattern)?.text ?? ''), said(text))}`,
        ),
      ).toEqual([]);
    },
    600_000,
  );

  it.each(everyone)(
    '%s %s is told the same of an unseen record as of a missing one',
    async (role, from) => {
      const { told, compared, answers } = await walk(strangerOf(role, from), routes, scene.victims);
      count('canary', answers);
      expect(told).toEqual([]);
      expect(compared).toBeGreaterThan(100);
    },
    600_000,
  );

  it('nobody changed a record by trying', async () => {
    expect(await scene.rows()).toEqual(untouched);
  });

  it('the manager of the account does find it, so the search for it means something', async () => {
    const visitor = await Visitor.signIn('manager@demo.test');
    const found = await visitor.get(`/search.json?q=${marker}`);
    expect(found.text).toContain(scene.victims.accountId?.id);
    expect((await visitor.get(`/accounts/${scene.victims.accountId?.id}`)).text).toContain(canary);
  });
});
