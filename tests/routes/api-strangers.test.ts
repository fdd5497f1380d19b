import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { roles } from '~/features/people/rules';
import { Program, tokenOf } from '../support/program';
import { count } from '../support/tally';
import { valuesToTry } from './naughty';
import { company, learning } from './strangers/company';
import { customers } from './strangers/customers';
import { hanging } from './strangers/hanging';
import { papers } from './strangers/papers';
import { makeStrangers, type Stranger } from './strangers/people';
import {
  ask,
  type Call,
  common,
  everyCall,
  keyOfId,
  picks,
  resourceOf,
  stripped,
  victimOf,
} from './strangers/programs';
import { canary, marker, Scene } from './strangers/scene';
import { leaks } from './strangers/walk';

/** `npm run security` tries some hundreds. */
const values = valuesToTry(Number(process.env.INPUT_RUNS ?? 8));
let sql: postgres.Sql;
let calls: Call[];
let strangers: Stranger[];
let scene: Scene;
let untouched: Awaited<ReturnType<Scene['rows']>>;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  calls = await everyCall();
  strangers = await makeStrangers();
  scene = await Scene.open(sql);
  await company(scene);
  await learning(scene);
  const customer = await customers(scene);
  await papers(scene, customer);
  await hanging(scene, customer);
  await sql`insert into webhook_deliveries (tenant_id, id, webhook_id, event, happened_at, state, next_at, until, error)
    select tenant_id, gen_random_uuid(), id, ${canary}, now(), 'failed', now(), now(), ${canary} from webhooks where id = ${scene.victims.webhookId!.id}`;
  untouched = await scene.rows();
});
afterAll(async () => {
  await sql`update webhooks set deleted_at = now() where id = ${scene.victims.webhookId?.id ?? null}`;
  await sql.end();
});

const everyone = (['beside', 'elsewhere'] as const).flatMap((from) => roles.map((role) => [role, from] as const));
async function programOf(role: string, from: string) {
  const stranger = strangers.find((one) => one.role === role && one.from === from) as Stranger;
  return { stranger, program: new Program(await tokenOf(sql, stranger.email)) };
}
/** Names of records that a list can be narrowed by. */
const filtersOf = ({ operation }: Call) =>
  operation.parameters.filter((one) => one.in === 'query' && /"uuid"/.test(JSON.stringify(one.schema)));

describe('every operation of the document', () => {
  it('has a record to hide, or a reason, and one for every filter', () => {
    expect(calls.length).toBeGreaterThan(80);
    const without = calls.map(resourceOf).filter((name) => !((victimOf[name] ?? '') in scene.victims) && !common[name]);
    expect([...new Set(without)]).toEqual([]);
    const filters = calls.flatMap((call) => filtersOf(call).map(({ name }) => name));
    expect([...new Set(filters)].filter((name) => !keyOfId(name, scene.victims))).toEqual([]);
  });

  it('answers nothing without a token', async () => {
    const open: string[] = [];
    for (const call of calls) {
      const answer = await ask(new Program(null), call, picks(call, scene.victims, null).theirs);
      if (answer.status !== 401 || answer.text.includes(marker))
        open.push(`${call.operation.operationId} ${answer.status}`);
    }
    expect(open).toEqual([]);
  });

  it.each(everyone)('tells %s %s the same of an unseen record as of one that is not there', async (role, from) => {
    const { stranger, program } = await programOf(role, from);
    const told: string[] = [];
    count('canary', 2 * calls.length);
    for (const call of calls) {
      const { own, theirs, missing, absent } = picks(call, scene.victims, stranger);
      const isHidden = !common[resourceOf(call)] && !own.seenBy(stranger);
      const [seen, nothing] = [await ask(program, call, theirs), await ask(program, call, missing)];
      const name = `${call.operation.operationId} ${seen.status} ${nothing.status}`;
      const ids = Object.values(scene.victims).map(({ id }) => id);
      const leak = leaks(seen.text, stranger, scene.victims, ids);
      if (leak) told.push(`${name} shows ${leak}`);
      if (seen.status >= 500 || nothing.status >= 500) told.push(name);
      const isOne = isHidden && call.path.includes('{id}');
      // a new record that names an unseen one is refused like one that names none
      const isCompared =
        isOne ||
        call.operation.operationId.endsWith('.bulk') ||
        (call.operation.operationId.endsWith('.create') && seen.status >= 400);
      if (isCompared && stripped(seen, ids) !== stripped(nothing, absent()))
        told.push(`${name} ${seen.text} ≠ ${nothing.text}`);
      if (isOne && seen.status < 400) told.push(name);
    }
    expect(told).toEqual([]);
  });

  it.each(everyone)('gives %s %s no list with the marker or its ids in it', async (role, from) => {
    const { stranger, program } = await programOf(role, from);
    const shown: string[] = [];
    const since = '?since=2000-01-01T00:00:00Z&limit=100';
    const plain = [
      '',
      '?limit=100',
      `?q=${marker}`,
      '?show=open',
      '?updatedSince=2000-01-01T00:00:00Z&limit=100',
      '?sort=-updated&limit=100',
    ];
    for (const call of calls.filter(({ operation }) => /[.](list|deleted)$/.test(operation.operationId))) {
      const named = filtersOf(call).map(({ name }) => ({
        name,
        id: scene.victims[keyOfId(name, scene.victims) ?? '']!.id,
      }));
      const queries = call.path.endsWith('/deleted')
        ? [since]
        : [...plain, ...named.map(({ name, id }) => `?${name}=${id}`)];
      for (const query of queries) {
        count('canary', 1);
        const answer = await program.get(call.path + query);
        const leak = leaks(
          answer.text,
          stranger,
          scene.victims,
          named.map(({ id }) => id).filter((id) => query.endsWith(id)),
        );
        if (leak || answer.status >= 500) shown.push(`${call.path}${query} ${answer.status} ${leak}`);
      }
    }
    expect(shown).toEqual([]);
  });

  it('changed no record that somebody out of sight tried it on', async () => {
    expect(await scene.rows()).toEqual(untouched);
  });

  it(
    'never stumbles over what is sent in a parameter or a body',
    async () => {
      const failed: string[] = [];
      for (const call of calls) {
        // a token of its own, so that none is told to slow down
        const program = new Program(await tokenOf(sql, 'director@demo.test', { role: 'sales_director' }));
        for (const [turn, value] of values.entries()) {
          const text = typeof value === 'string' ? value : JSON.stringify(value);
          const query = call.operation.parameters
            .filter((one) => one.in === 'query')
            .map(({ name }) => `${name}=${encodeURIComponent(text)}`)
            .join('&');
          const schema = call.operation.requestBody?.content['application/json'].schema;
          const branch = schema?.oneOf?.[turn % schema.oneOf.length] ?? schema;
          const body =
            branch &&
            JSON.stringify(Object.fromEntries(Object.keys(branch.properties ?? {}).map((name) => [name, value])));
          // a strange id ends it early: the rest is read for one that is there, or at least could be
          const known = call.method === 'PATCH' ? scene.victims[victimOf[resourceOf(call)] ?? '']?.id : newId();
          const ids = call.path.includes('{id}') ? [text || ' ', known ?? newId()] : [''];
          for (const id of ids) {
            const at = call.path.replace('{id}', encodeURIComponent(id));
            const headers = { 'If-Match': turn % 4 ? '"1"' : `"${turn}e${turn}"` };
            const answer = await program.ask(call.method, query ? `${at}?${query}` : at, { body, headers });
            if (answer.status >= 500) failed.push(`${call.operation.operationId} ${text} ${answer.status}`);
            if (answer.status === 429) await pause(1000 * Number(answer.headers.get('Retry-After')));
          }
        }
      }
      count('inputs', values.length);
      expect(failed).toEqual([]);
    },
    120_000 + values.length * 5_000,
  );

  it('shows the marker to who owns it, so that looking for it means something', async () => {
    const program = new Program(await tokenOf(sql, 'manager@demo.test'));
    for (const name of [
      'accounts',
      'contacts',
      'opportunities',
      'visits',
      'interactions',
      'commitments',
      'leads',
      'quotes',
      'contracts',
      'sites',
      'needs',
      'attachments',
      'approvals',
      'comments',
      'rewards',
    ])
      expect((await program.get(`/${name}/${scene.victims[victimOf[name] as string]!.id}`)).text, name).toContain(
        canary,
      );
    for (const name of ['goals', 'forecasts', 'certificates'])
      expect((await program.get(`/${name}/${scene.victims[victimOf[name] as string]!.id}`)).status, name).toBe(200);
  });
});
