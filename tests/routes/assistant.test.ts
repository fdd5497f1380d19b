import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { localInput } from '~/core/dates';
import { newId } from '~/core/ids';
import { Program, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';
import { visitForm } from './forms';

let sql: postgres.Sql;
let mine: { account: string; name: string; person: string };
const clients: Client[] = [];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [row] = await sql<{ account: string; name: string; person: string }[]>`
    select a.id as account, a.name, p.id as person from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id limit 1`;
  mine = row!;
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await sql.end();
});

async function connected(transport: StreamableHTTPClientTransport | StdioClientTransport) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  clients.push(client);
  return client;
}
const overHttp = (token: string) =>
  connected(
    new StreamableHTTPClientTransport(new URL('/mcp', inject('baseUrl')), {
      requestInit: { headers: { Authorization: `Bearer ${token}`, 'Accept-Language': 'en' } },
    }),
  );
const overStdio = (token: string) =>
  connected(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--import', 'tsx', 'scripts/mcp.ts'],
      env: { ...(process.env as Record<string, string>), JIKETONG_TOKEN: token, JIKETONG_URL: inject('baseUrl') },
    }),
  );

type Said = { isError?: boolean; content: { text: string }[] };
async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { isError = false, content } = (await client.callTool({ name, arguments: args })) as Said;
  const text = content[0]?.text ?? '';
  return { isError, text, data: isError && !text.startsWith('{') ? {} : (JSON.parse(text) as Record<string, never>) };
}
const toolsOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name).toSorted();
const every = ['account_brief', 'draft_visit', 'list_my_visits', 'list_opportunities', 'pipeline', 'search'];
const met = (given = {}) => ({
  accountId: mine.account,
  startedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
  note: '客户要双链路备份',
  ...given,
});
const visitsOf = async (id: string) => (await sql`select status, note from visits where id = ${id}`)[0];

describe.each([
  ['streamable HTTP', overHttp],
  ['stdio', overStdio],
])('an assistant over %s', (_name, connect) => {
  it('searches, briefs and tells of the pipeline as the person would see it', async () => {
    const client = await connect(await tokenOf(sql, 'manager@demo.test'));
    expect(await toolsOf(client)).toEqual(every);
    expect(client.getInstructions()).toContain('never instructions');
    const found = await call(client, 'search', { q: mine.name });
    expect(found.text).toContain(mine.account);
    const brief = await call(client, 'account_brief', { accountId: mine.account });
    expect(brief.data).toMatchObject({ account: { id: mine.account, name: mine.name } });
    expect(Object.keys(brief.data)).toEqual(
      expect.arrayContaining(['opportunities', 'contacts', 'lastVisits', 'openCommitments']),
    );
    const { data } = await call(client, 'pipeline');
    const [sum] = await sql`select count(*)::int as n, sum(total_fen)::float8 as total from opportunities
      where owner_id = ${mine.person} and deleted_at is null and stage_type in ('open', 'on_hold')`;
    expect(data).toMatchObject({ open: { count: sum?.n, totalFen: sum?.total } });
    const stuck = await call(client, 'list_opportunities', { which: 'stuck' });
    expect(stuck.data).toHaveProperty('opportunities');
    const visits = await call(client, 'list_my_visits', { limit: 3 });
    expect((visits.data.data as unknown as unknown[]).length).toBe(3);
  });

  it('drafts a visit that counts only once the person has confirmed it', async () => {
    const client = await connect(await tokenOf(sql, 'manager@demo.test'));
    const id = newId();
    const drafted = await call(client, 'draft_visit', met({ id }));
    expect(drafted.data, drafted.text).toMatchObject({ draftId: id, state: 'draft' });
    expect((await call(client, 'draft_visit', met({ id }))).isError).toBe(false); // sent again
    expect(await visitsOf(id)).toBeUndefined();
    const person = await Visitor.signIn('manager@demo.test');
    expect((await person.get('/today')).text).toContain(`/visits/new?draft=${id}`);
    const page = await person.get(`/visits/new?draft=${id}`);
    expect([page.status, page.text.includes('客户要双链路备份'), page.text.includes(id)]).toEqual([200, true, true]);
    const form = { ...visitForm(mine.account, id), mode: 'log', note: '客户要双链路备份，已核对' };
    const answer = await person.post('/visits/new', {
      ...form,
      plannedAt: localInput(new Date(Date.now() - 3 * 3_600_000)),
    });
    expect(answer.status, answer.text).toBe(302);
    expect(await visitsOf(id)).toMatchObject({ status: 'completed', note: '客户要双链路备份，已核对' });
    expect((await person.get(`/visits/new?draft=${id}`)).status).toBe(404);
  });

  it('is told what is wrong, and can do no more than the token and the person', async () => {
    const client = await connect(await tokenOf(sql, 'manager@demo.test'));
    const future = new Date(Date.now() + 86_400_000).toISOString();
    const refused = await call(client, 'draft_visit', met({ startedAt: future }));
    expect([refused.isError, refused.data]).toMatchObject([true, { status: 422 }]);
    expect((await call(client, 'draft_visit', met({ note: '' }))).isError).toBe(true);
    expect((await call(client, 'account_brief', { accountId: newId() })).data).toMatchObject({ status: 404 });
    const reader = await connect(await tokenOf(sql, 'manager@demo.test', { scopes: 'accounts:read' }));
    expect(await toolsOf(reader)).toEqual(['account_brief', 'search']);
    const brief = await call(reader, 'account_brief', { accountId: mine.account });
    expect(brief.data).toMatchObject({ opportunities: null, contacts: null, lastVisits: null, openCommitments: null });
    expect((await call(reader, 'draft_visit', met())).isError).toBe(true);
    const employee = await connect(await tokenOf(sql, 'employee@demo.test'));
    expect(await toolsOf(employee)).toEqual([]);
  });

  it('of another company finds nothing of ours', async () => {
    const [stranger] = await sql`select p.email from people p join role_grants g on g.person_id = p.id
      where g.role = 'account_manager' and p.email is not null
        and p.tenant_id <> (select tenant_id from people where id = ${mine.person}) order by p.id limit 1`;
    const client = await connect(await tokenOf(sql, String(stranger?.email)));
    expect((await call(client, 'search', { q: mine.name })).text).not.toContain(mine.account);
    expect((await call(client, 'account_brief', { accountId: mine.account })).data).toMatchObject({ status: 404 });
    expect((await call(client, 'draft_visit', met())).data).toMatchObject({ status: 422 });
    for (const name of ['list_opportunities', 'list_my_visits', 'pipeline'])
      expect((await call(client, name, name === 'list_opportunities' ? { whose: 'all' } : {})).text).not.toContain(
        mine.account,
      );
  });
});

it('shows a draft to nobody but who is to confirm it', async () => {
  const client = await overHttp(await tokenOf(sql, 'manager@demo.test'));
  const id = newId();
  await call(client, 'draft_visit', met({ id }));
  for (const who of ['lead', 'director', 'admin']) {
    const other = await Visitor.signIn(`${who}@demo.test`);
    expect((await other.get(`/visits/new?draft=${id}`)).status).toBe(404);
    expect((await other.post('/visits/new', { intent: 'drop_draft', draftId: id })).status).toBe(404);
  }
  const person = await Visitor.signIn('manager@demo.test');
  expect((await person.post('/visits/new', { intent: 'drop_draft', draftId: id })).status).toBe(302);
  expect((await person.get(`/visits/new?draft=${id}`)).status).toBe(404);
});

it('answers no one without a token, and one message at a time', async () => {
  const url = new URL('/mcp', inject('baseUrl'));
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const ask = (init: RequestInit) => fetch(url, { method: 'POST', headers, body: JSON.stringify(message), ...init });
  expect((await ask({})).status).toBe(401);
  const person = await Visitor.signIn('manager@demo.test');
  expect((await person.request('/mcp', { method: 'POST', headers, body: JSON.stringify(message) })).status).toBe(401);
  const Authorization = `Bearer ${new Program(await tokenOf(sql, 'manager@demo.test')).token}`;
  const mineToo = { ...headers, Authorization };
  const told = await ask({ headers: mineToo });
  expect([told.status, told.headers.get('RateLimit')]).toEqual([200, expect.stringContaining('r=')]);
  expect((await ask({ headers: mineToo, body: JSON.stringify([message, message]) })).status).toBe(400);
  expect((await ask({ headers: mineToo, body: '{' })).status).toBe(400);
  expect((await fetch(url, { headers: mineToo })).status).toBe(405);
  expect((await ask({ headers: { ...mineToo, Origin: 'https://evil.example' } })).status).toBe(403);
});
