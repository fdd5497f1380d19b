import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';
import { type BuiltRoute, builtRoutes, fill } from './built-routes';

const openToAll =
  /^routes\/(login|login_\.(code|passkey|sso\.\$company(_\.back)?)|forgot|recover\.\$secret|logout|preferences|confirm\._index|confirm\.\$code|calendar\.\$file|invitation\.\$secret|unsubscribe\.\$secret|enquiry\.\$token|offer\.\$secret(\/route)?|verify\._index|verify\.\$number|offer\.\$secret_\.paper\.\$locale|health\.(live|ready)|\$|api\.v1\.openapi\[\.\]json|product\.\$offeringId(\/route)?)$/;
/** What is searched for may be repeated on the page; what only the hidden records hold may not. */
const marker = 'MARKER7391';
const canary = `${marker}CANARY`;

let sql: postgres.Sql;
let routes: BuiltRoute[];
/** Ids of Zhejiang's records, by the name of the route parameter that takes them. */
const victims: Record<string, string> = {};

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  routes = await builtRoutes();
  const [account] = await sql`
    select a.tenant_id, a.id, a.owner_id, a.unit_id from accounts a join tenants t on t.id = a.tenant_id
    join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and exists (select 1 from opportunities o where o.account_id = a.id and o.stage_type = 'open')
      and exists (select 1 from visits v where v.account_id = a.id) and exists (select 1 from contacts c where c.account_id = a.id) limit 1`;
  if (!account) throw new Error('the demo has no account to hide');
  const { id } = account;
  await sql`update accounts set name = ${canary} || name, search = lower(${canary}) || ' ' || search, address = ${canary} where id = ${id}`;
  await sql`update contacts set name = ${canary} || name, search = lower(${canary}) || ' ' || search where account_id = ${id}`;
  await sql`update opportunities set title = ${canary} || title, search = lower(${canary}) || ' ' || search where account_id = ${id}`;
  await sql`update visits set purpose = ${canary} || purpose, note = ${canary} where account_id = ${id}`;
  await sql`update commitments set text = ${canary} || text where account_id = ${id}`;
  victims.accountId = id;
  victims.enterpriseId = newId();
  await sql`insert into enterprises (id, name) values (${victims.enterpriseId}, ${'隐江集团'})`;
  await sql`update accounts set enterprise_id = ${victims.enterpriseId} where id = ${id}`;
  victims.opportunityId = (await sql`select id from opportunities where account_id = ${id} limit 1`)[0]!.id;
  victims.visitId = (await sql`select id from visits where account_id = ${id} limit 1`)[0]!.id;
  victims.commitmentId = newId();
  await sql`insert into commitments (tenant_id, id, unit_id, owner_id, account_id, text, due_on)
    values (${account.tenant_id}, ${victims.commitmentId}, ${account.unit_id}, ${account.owner_id}, ${id}, ${canary}, '2030-01-01')`;
  victims.contactId = (await sql`select id from contacts where account_id = ${id} limit 1`)[0]!.id;
  victims.interactionId = newId();
  await sql`insert into interactions (tenant_id, id, unit_id, owner_id, account_id, channel, at, text, subject)
    values (${account.tenant_id}, ${victims.interactionId}, ${account.unit_id}, ${account.owner_id}, ${id}, 'phone', now(), ${canary}, ${canary})`;
  victims.mergeId = newId();
  await sql`insert into account_merges (tenant_id, id, unit_id, owner_id, account_id, merged_id, merged_name, by_id, fields, merged, moved, joined, cleared)
    values (${account.tenant_id}, ${victims.mergeId}, ${account.unit_id}, ${account.owner_id}, ${id}, ${id}, ${canary}, ${account.owner_id}, '{}', '{}', '{}', '{}', '[]')`;
  victims.contactMergeId = newId();
  await sql`insert into contact_merges (tenant_id, id, contact_id, merged_id, merged_name, by_id, fields, moved, doubled)
    values (${account.tenant_id}, ${victims.contactMergeId}, ${victims.contactId ?? null}, ${victims.contactId ?? null}, ${canary}, ${account.owner_id}, '{}', '{}', '[]')`;
  victims.leadId = newId();
  victims.referralId = victims.leadId;
  await sql`insert into leads (tenant_id, id, unit_id, pool_unit_id, holder_id, referrer_id, state, source, company, contact_name, phone, need)
    values (${account.tenant_id}, ${victims.leadId}, ${account.unit_id}, ${account.unit_id}, ${account.owner_id}, ${account.owner_id},
    'accepted', 'employee', ${canary}, ${canary}, '138 0013 8000', ${canary})`;
  victims.fileId = newId();
  await sql`insert into attachments (tenant_id, id, unit_id, owner_id, account_id, visit_id, kind, name, mime, bytes, sha256, added_by)
    values (${account.tenant_id}, ${victims.fileId}, ${account.unit_id}, ${account.owner_id}, ${id}, ${victims.visitId ?? null},
    'photo', ${canary}, 'image/jpeg', 1, ${'a'.repeat(64)}, ${account.owner_id})`;
  const [contract] = await sql`
    select k.tenant_id, k.id, k.quote_id, k.version_id, k.unit_id, k.owner_id, k.account_id from contracts k
    join people p on p.id = k.owner_id and p.email = 'manager@demo.test' limit 1`;
  if (!contract) throw new Error('the demo has no contract to hide');
  victims.contractId = contract.id;
  victims.quoteId = (
    await sql`select id from quotes where owner_id = ${contract.owner_id} and state = 'draft' limit 1`
  )[0]!.id;
  victims.paperId = newId();
  await sql`update contracts set title = ${canary} || title where id = ${contract.id}`;
  await sql`update contract_sites set name = ${canary} || name where contract_id = ${contract.id}`;
  await sql`update quotes set title = ${canary} || title where id = ${victims.quoteId ?? null}`;
  await sql`insert into quote_papers (tenant_id, id, unit_id, owner_id, account_id, quote_id, version_id, locale, state, sha256, created_by)
    values (${contract.tenant_id}, ${victims.paperId}, ${contract.unit_id}, ${contract.owner_id}, ${contract.account_id}, ${contract.quote_id},
    ${contract.version_id}, 'en', 'made', ${'a'.repeat(64)}, ${contract.owner_id})`;
  victims.personId = account.owner_id;
  victims.scheduleId = newId();
  victims.exportFileId = newId();
  await sql`insert into export_schedules (tenant_id, id, owner_id, role, view_id, page, name, rhythm, hour, format, next_at, paused_reason)
    values (${account.tenant_id}, ${victims.scheduleId}, ${account.owner_id}, 'account_manager', ${newId()}, 'accounts', ${canary}, 'workdays', 8,
    'csv', now(), 'person')`;
  await sql`insert into export_files (tenant_id, id, schedule_id, owner_id, page, name, format, due_at, rows, bytes, made_at)
    values (${account.tenant_id}, ${victims.exportFileId}, ${victims.scheduleId}, ${account.owner_id}, 'accounts', ${canary}, 'csv', now(), 1, 1, now())`;
});
afterAll(() => sql?.end());

/** What a role is told of a record it may not open, by decision: which deals wait for a certificate. */
const toldByDecision: Record<string, string[]> = { trainer: ['/training/gaps'] };
const strangers = ['manager.gd', 'trainer', 'product', 'employee', 'partner'];

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
  it.each(strangers)('%s is told the same of an unseen record as of a missing one', async (who) => {
    const visitor = await Visitor.signIn(`${who}@demo.test`);
    await visitor.get('/settings'); // the first page brings the style sheet along
    const told: string[] = [];
    const same = (text: string, id: string) =>
      text.replaceAll(id, 'ID').replace(/nonce="[^"]+"|nonce-[^']+|"requestId":"[^"]+"/g, '');
    for (const route of routes.filter((r) => /:(\w+)/.test(r.pattern))) {
      const [, param = ''] = /:(\w+)/.exec(route.pattern) ?? [];
      const victim = victims[param];
      if (!victim || param === 'personId') continue;
      const missing = newId();
      const ways: [string, (path: string, id: string) => ReturnType<Visitor['get']>][] = [
        ['page', (path) => visitor.get(path)],
        ['data', (path) => visitor.get(`${path}.data?_routes=${encodeURIComponent(route.id)}`)],
        ['post', (path, id) => visitor.post(path, { intent: 'delete', id, version: '1' })],
      ];
      for (const [name, ask] of ways) {
        if (name === 'post' ? !route.hasAction : !route.hasLoader) continue;
        const seen = await ask(fill(route.pattern, victim), victim);
        const nothing = await ask(fill(route.pattern, missing), missing);
        const differs = seen.status !== nothing.status || same(seen.text, victim) !== same(nothing.text, missing);
        if (differs || (seen.status < 400 && name === 'page'))
          told.push(`${name} ${route.pattern} ${seen.status} ${nothing.status}`);
        if (seen.text.includes(canary)) told.push(`${name} ${route.pattern} shows the marker`);
      }
    }
    expect(told).toEqual([]);
  });

  it.each(strangers)('%s finds the marker in no list, search, count or export', async (who) => {
    const visitor = await Visitor.signIn(`${who}@demo.test`);
    const shown: string[] = [];
    const flat = routes.filter(
      (r) => r.hasLoader && !/:|\*$/.test(r.pattern) && !toldByDecision[who]?.includes(r.pattern),
    );
    const queries = [
      '',
      `?q=${marker}`,
      '?shape=list&scope=all',
      `?account=${victims.accountId}`,
      `?owner=${victims.personId}&scope=all`,
      '?format=csv&scope=all',
    ];
    for (const route of flat)
      for (const query of queries) {
        const answer = await visitor.get(route.pattern + query);
        if (answer.text.toUpperCase().includes(canary)) shown.push(`${route.pattern}${query}`);
        if (answer.status >= 500) shown.push(`${route.pattern}${query} answered ${answer.status}`);
      }
    expect(shown).toEqual([]);
  });

  it('the manager of the account does find it, so the search for it means something', async () => {
    const visitor = await Visitor.signIn('manager@demo.test');
    const found = await visitor.get(`/search.json?q=${marker}`);
    expect(found.text).toContain(victims.accountId);
    expect((await visitor.get(`/accounts/${victims.accountId}`)).text).toContain(canary);
  });
});
