import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, type Told, tokenOf } from '../support/program';
import { count } from '../support/tally';
import { valuesToTry } from './naughty';

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
} & {
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  minimum?: number;
};
type Parameter = { name: string; in: string; required: boolean; schema: Schema };
type Operation = {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
};
type Call = { method: string; path: string; operation: Operation };

const canary = 'MARKERAPI8264';
/** `npm run security` tries some hundreds. */
const values = valuesToTry(Number(process.env.INPUT_RUNS ?? 8));
let sql: postgres.Sql;
let calls: Call[];
let ownerId: string;
/** Records of a manager in Hangzhou, by the name in the address. */
const victims: Record<string, string> = {};

async function mark(owner: string) {
  const [account] = await sql`
    select a.id, a.tenant_id, a.unit_id, a.owner_id from accounts a where a.owner_id = ${owner}
      and exists (select 1 from opportunities o where o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null)
      and exists (select 1 from visits v where v.account_id = a.id and v.status = 'planned' and v.deleted_at is null)
      and exists (select 1 from contacts c where c.account_id = a.id) and a.deleted_at is null limit 1`;
  if (!account) throw new Error('the demo has no account to hide');
  const of = {
    tenant_id: account.tenant_id,
    unit_id: account.unit_id,
    owner_id: account.owner_id,
    account_id: account.id,
  };
  await sql`update accounts set name = ${canary} || name, address = ${canary}, search = lower(${canary}) || ' ' || search where id = ${account.id}`;
  await sql`update contacts set name = ${canary} || name where account_id = ${account.id}`;
  await sql`update opportunities set title = ${canary} || title where account_id = ${account.id}`;
  await sql`update visits set purpose = ${canary} || purpose, note = ${canary} where account_id = ${account.id}`;
  victims.accounts = account.id;
  victims.contacts = (await sql`select id from contacts where account_id = ${account.id} limit 1`)[0]!.id;
  victims.opportunities = (
    await sql`select id from opportunities where account_id = ${account.id} and stage_type = 'open' limit 1`
  )[0]!.id;
  victims.visits = (
    await sql`select id from visits where account_id = ${account.id} and status = 'planned' limit 1`
  )[0]!.id;
  for (const name of ['interactions', 'commitments', 'leads']) victims[name] = newId();
  await sql`insert into interactions ${sql({ ...of, id: victims.interactions, channel: 'phone', at: new Date().toISOString(), text: canary } as never)}`;
  victims.deleted = newId();
  await sql`insert into interactions ${sql({ ...of, id: victims.deleted, channel: 'phone', at: new Date().toISOString(), text: canary, deleted_at: new Date().toISOString() } as never)}`;
  await sql`insert into commitments ${sql({ ...of, id: victims.commitments, side: 'ours', text: canary, due_on: '2030-01-01' } as never)}`;
  const visit = { ...of, visit_id: victims.visits };
  for (const name of ['sites', 'needs', 'attachments', 'approvals', 'comments', 'goals']) victims[name] = newId();
  await sql`insert into sites ${sql({ ...of, id: victims.sites, name: canary } as never)}`;
  await sql`insert into needs ${sql({ ...visit, id: victims.needs, kind: 'explicit', text: canary } as never)}`;
  await sql`insert into attachments ${sql({ ...visit, id: victims.attachments, kind: 'photo', name: canary, mime: 'image/jpeg', bytes: 1, sha256: 'a'.repeat(64), width: 1, height: 1, added_by: of.owner_id } as never)}`;
  await sql`insert into approvals ${sql({ ...of, id: victims.approvals, opportunity_id: victims.opportunities, stage_code: 'x', criterion: canary, mode: 'all', note: canary, asked_by: of.owner_id } as never)}`;
  await sql`insert into visit_comments ${sql({ ...visit, id: victims.comments, author_id: of.owner_id, text: canary } as never)}`;
  await sql`insert into goals ${sql({ tenant_id: of.tenant_id, id: victims.goals, unit_id: of.unit_id, person_id: of.owner_id, length: 'month', starts_on: '2031-01-01', total_fen: 1, set_by_id: of.owner_id } as never)}`;
  await sql`insert into leads (tenant_id, id, unit_id, pool_unit_id, holder_id, state, source, company, contact_name, phone, need)
    values (${of.tenant_id}, ${victims.leads!}, ${of.unit_id}, ${of.unit_id}, ${of.owner_id}, 'accepted', 'manager', ${canary}, ${canary}, '138 0013 8000', ${canary})`;
}

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [owner] = await sql`select id from people where email = 'manager@demo.test'`;
  ownerId = owner?.id;
  await mark(ownerId);
  const [quote] = await sql`select id from quotes where owner_id = ${owner?.id} and state = 'draft' limit 1`;
  const [contract] = await sql`select id from contracts where owner_id = ${owner?.id} limit 1`;
  if (!quote || !contract) throw new Error('the demo has no quote or contract to hide');
  victims.quotes = quote.id;
  victims.contracts = contract.id;
  await sql`update quotes set title = ${canary} || title where id = ${quote.id}`;
  await sql`update contracts set title = ${canary} || title where id = ${contract.id}`;
  victims.webhooks = newId();
  await sql`insert into webhooks (tenant_id, id, owner_id, role, name, url, events, secret)
    select p.tenant_id, ${victims.webhooks}, a.id, 'admin', ${canary}, ${`https://${canary}.example`}, '{account.updated}', ${canary}
    from people p, people a where p.email = 'manager@demo.test' and a.email = 'admin@demo.test'`;
  await sql`insert into webhook_deliveries (tenant_id, id, webhook_id, event, happened_at, state, next_at, until, error)
    select tenant_id, gen_random_uuid(), id, ${canary}, now(), 'failed', now(), now(), ${canary} from webhooks where id = ${victims.webhooks}`;
  const document = (await (await fetch(new URL('/api/v1/openapi.json', inject('baseUrl')))).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
});
afterAll(async () => {
  await sql`update webhooks set deleted_at = now() where id = ${victims.webhooks ?? null}`;
  await sql.end();
});

/** A value a schema allows; where it asks for a record, `id`. */
function sample(schema: Schema, id: string): unknown {
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first) return sample(first, id);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'array') return schema.items?.format === 'uuid' ? [id] : schema.items ? [sample(schema.items, id)] : [];
  if (type === 'object') {
    const needed = schema.required ?? [];
    const ofRecords = Object.entries(schema.properties ?? {}).filter(
      ([name, one]) => needed.includes(name) || one.format === 'uuid',
    );
    return Object.fromEntries(ofRecords.map(([name, one]) => [name, sample(one, id)]));
  }
  if (schema.format === 'uuid') return id;
  if (schema.format === 'date') return '2030-01-01';
  if (schema.format === 'date-time') return '2030-01-01T09:00:00+08:00';
  return '13800138000';
}

/** Fresh ids of what would be made are not the victim's. */
function bodyOf({ operation }: Call, id: string) {
  const schema = operation.requestBody?.content['application/json'].schema;
  if (!schema) return undefined;
  const body = sample(schema, id) as Record<string, unknown>;
  if (operation.operationId.endsWith('.create')) body.id = newId();
  return body;
}

const resourceOf = ({ path }: Call) => path.split('/')[1] ?? '';

function ask(program: Program, call: Call, id: string): Promise<Told> {
  const query = call.operation.parameters
    .filter((one) => one.in === 'query' && one.required)
    .map((one) => `${one.name}=${encodeURIComponent(String(sample(one.schema, id)))}`);
  const headers: Record<string, string> = call.operation.parameters.some(({ name }) => name === 'If-Match')
    ? { 'If-Match': '"1"' }
    : {};
  const path = call.path.replace('{id}', id) + (query.length ? `?${query.join('&')}` : '');
  return program.ask(call.method, path, { body: bodyOf(call, id), headers });
}

const stripped = ({ status, text }: Told, ...ids: string[]) =>
  ids.reduce((all, id) => all.replaceAll(id, 'ID'), `${status} ${text}`).replace(/"requestId":"[^"]*"/, '');

describe('every operation of the document', () => {
  it('answers nothing without a token', async () => {
    const open: string[] = [];
    for (const call of calls) {
      const answer = await ask(new Program(null), call, victims[resourceOf(call)] ?? newId());
      if (answer.status !== 401 || answer.text.includes(canary))
        open.push(`${call.operation.operationId} ${answer.status}`);
    }
    expect(calls.length).toBeGreaterThan(45);
    expect(open).toEqual([]);
  });

  const strangers = ['manager.gd', 'neighbour', 'trainer', 'employee', 'partner', 'product'];
  it.each(strangers)('tells %s the same of an unseen record as of one that is not there', async (who) => {
    const program = new Program(await tokenOf(sql, await emailOf(who)));
    const told: string[] = [];
    count('canary', 2 * calls.length);
    for (const call of calls) {
      const victim = victims[resourceOf(call)] ?? victims.accounts!;
      const isHidden = !['people', 'offerings', 'stages', 'units', 'courses', 'bundles', 'promotions'].includes(
        resourceOf(call),
      );
      const missing = newId();
      const [seen, nothing] = [await ask(program, call, victim), await ask(program, call, missing)];
      const name = `${call.operation.operationId} ${seen.status} ${nothing.status}`;
      if (seen.text.includes(canary)) told.push(`${name} shows the marker`);
      if (seen.status >= 500 || nothing.status >= 500) told.push(name);
      const isOne = isHidden && call.path.includes('{id}');
      // a new record that names an unseen one is refused like one that names none
      const isCompared = isOne || (call.operation.operationId.endsWith('.create') && seen.status >= 400);
      if (isCompared && stripped(seen, victim) !== stripped(nothing, missing)) told.push(`${name} ${seen.text}`);
      if (isOne && seen.status < 400) told.push(name);
    }
    expect(told).toEqual([]);
  });

  it.each(strangers)('gives %s no list with the marker or its ids in it', async (who) => {
    const program = new Program(await tokenOf(sql, await emailOf(who)));
    const shown: string[] = [];
    const since = '?since=2000-01-01T00:00:00Z&limit=100';
    const queries = [
      '',
      '?updatedSince=2000-01-01T00:00:00Z&limit=100',
      `?owner=${ownerId}`,
      '?limit=100',
      `?q=${canary}`,
      `?account=${victims.accounts}`,
      `?reach=team&account=${victims.accounts}`,
      '?show=open',
    ];
    for (const call of calls.filter(({ operation }) => /[.](list|deleted)$/.test(operation.operationId)))
      for (const query of call.path.endsWith('/deleted') ? [since] : queries) {
        count('canary', 1);
        const answer = await program.get(call.path + query);
        const ids = Object.values(victims).filter((id) => answer.text.includes(id));
        if (answer.text.includes(canary) || ids.length || answer.status >= 500)
          shown.push(`${call.path}${query} ${answer.status}`);
      }
    expect(shown).toEqual([]);
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
          const known = call.method === 'PATCH' ? victims[resourceOf(call)] : newId();
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
    ])
      expect((await program.get(`/${name}/${victims[name]}`)).text, name).toContain(canary);
  });
});

/** `neighbour`: another manager of the same company, in another unit, who is on no team of the victim's accounts. */
async function emailOf(who: string): Promise<string> {
  if (who !== 'neighbour') return `${who}@demo.test`;
  const [row] = await sql`
    select p.email from people p join people m on m.email = 'manager@demo.test' and m.tenant_id = p.tenant_id and m.unit_id <> p.unit_id
    join role_grants g on g.person_id = p.id and g.role = 'account_manager'
    where p.left_on is null and not exists (select 1 from assignments s join accounts a on a.id = s.account_id
      where s.owner_id = p.id and a.owner_id = m.id)
      and not exists (select 1 from role_grants o where o.person_id = p.id and o.role <> 'account_manager') order by p.id limit 1`;
  if (!row) throw new Error('the demo has no neighbour');
  return row.email;
}
