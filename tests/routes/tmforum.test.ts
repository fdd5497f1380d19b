import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { tokenOf } from '../support/program';
import { tally } from '../support/tally';
import { Visitor } from '../support/visitor';
import { nested, published } from './tmf-fields';

type Body = Record<string, unknown> & { id?: string };
type Told = { status: number; text: string; body: Body; rows: Body[]; headers: Headers };

let sql: postgres.Sql;
let mine: { account: string; opportunity: string; quote: string; contact: string; person: string };
let token: string;

async function ask(
  method: string,
  path: string,
  body?: unknown,
  { as = token, headers = {} as Record<string, string> } = {},
): Promise<Told> {
  tally();
  const response = await fetch(new URL(`/tmf-api/${path}`, inject('baseUrl')), {
    method,
    headers: {
      'Accept-Language': 'en',
      Authorization: `Bearer ${as}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const read = text ? (JSON.parse(text) as Body | Body[]) : {};
  const rows = Array.isArray(read) ? read : [];
  return { status: response.status, text, body: Array.isArray(read) ? {} : read, rows, headers: response.headers };
}
const get = (path: string, as = token) => ask('GET', path, undefined, { as });

const paths = {
  Organization: 'partyManagement/v4/organization',
  Individual: 'partyManagement/v4/individual',
  Customer: 'customerManagement/v4/customer',
  SalesLead: 'salesManagement/v4/salesLead',
  SalesOpportunity: 'salesManagement/v4/salesOpportunity',
  Quote: 'quoteManagement/v4/quote',
  ProductOffering: 'productCatalogManagement/v4/productOffering',
  TroubleTicket: 'troubleTicket/v4/troubleTicket',
};
const changes: Record<string, object> = {
  Individual: { fullName: 'x' },
  Quote: { description: 'x' },
  TroubleTicket: { status: 'resolved' },
};
const changeOf = (type: string) => changes[type] ?? { name: 'x' };
const check = 'productOfferingQualificationManagement/v4/productOfferingQualification';
/** Names that nobody published, at any depth. */
function strange(value: unknown, at: string, within = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => strange(one, `${at}[]`, within));
  if (typeof value !== 'object' || value === null) return [];
  const known = nested[`${within}.${at}`] ?? nested[at];
  if (!known) return [at];
  return Object.entries(value).flatMap(([name, inner]) =>
    known.includes(name) ? strange(inner, name, at) : [`${at}.${name}`],
  );
}
const isPublished = (type: string, row: Body) =>
  expect([
    type,
    Object.entries(row).flatMap(([name, inner]) => (published[type]?.includes(name) ? strange(inner, name) : [name])),
  ]).toEqual([type, []]);

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  token = await tokenOf(sql, 'manager@demo.test');
  const [row] = await sql<(typeof mine)[]>`
    select a.id as account, o.id as opportunity, p.id as person,
      (select c.id from contacts c where c.account_id = a.id and c.deleted_at is null limit 1) as contact,
      (select q.id from quotes q where q.owner_id = p.id limit 1) as quote
    from accounts a join people p on p.id = a.owner_id and p.email = 'manager@demo.test'
    join opportunities o on o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null
    where a.deleted_at is null and exists (select 1 from contacts c where c.account_id = a.id and c.deleted_at is null)
    order by a.id limit 1`;
  mine = row!;
});
afterAll(() => sql?.end());

describe('what is read in TM Forum’s words', () => {
  it.each(Object.entries(paths))('names the fields of %s as published, in lists and alone', async (type, path) => {
    const { status, rows, text, headers } = await get(`${path}?limit=5`);
    expect([200, 206], text).toContain(status);
    expect(headers.get('X-Result-Count')).toBe(String(rows.length));
    for (const row of rows) {
      isPublished(type, row);
      expect(row).toMatchObject({ '@type': type, href: expect.stringMatching(`/tmf-api/${path}/${row.id}$`) });
      const one = await get(`${path}/${row.id}`);
      expect(one.status, one.text).toBe(200);
      isPublished(type, one.body);
      expect(one.text).not.toMatch(/cost|margin/i);
    }
    if (type !== 'SalesLead') expect(rows.length).toBeGreaterThan(0);
  });

  it('says what the REST interface says', async () => {
    const [deal] =
      await sql`select title, total_fen::float8 as total, account_id from opportunities where id = ${mine.opportunity}`;
    expect((await get(`${paths.SalesOpportunity}/${mine.opportunity}`)).body).toMatchObject({
      name: deal?.title,
      status: 'inProgress',
      estimatedRevenue: { unit: 'CNY', value: Number(deal?.total) / 100 },
      relatedParty: expect.arrayContaining([expect.objectContaining({ id: mine.account, role: 'customer' })]),
    });
    const quote = await get(`${paths.Quote}/${mine.quote}`);
    const [lines] = await sql`select count(*)::int as n from quote_lines where quote_id = ${mine.quote}`;
    expect((quote.body.quoteItem as unknown[]).length).toBe(lines?.n);
    const people = await get(`${paths.Individual}?relatedParty.id=${mine.account}`);
    expect(people.rows.map(({ id }) => id)).toContain(mine.contact);
  });

  it('chooses fields, and pages by offset or by the link', async () => {
    const [some] = (await get(`${paths.Organization}?fields=name&limit=1`)).rows;
    expect(Object.keys(some!).toSorted()).toEqual(['@type', 'href', 'id', 'name']);
    const first = await get(`${paths.Organization}?limit=3`);
    const second = await get(`${paths.Organization}?limit=3&offset=3`);
    expect(first.status).toBe(206);
    const link = /<[^>]*\/tmf-api\/([^>]+)>; rel="next"/.exec(first.headers.get('Link') ?? '')?.[1];
    expect((await get(link!)).rows).toEqual(second.rows);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(6);
    const [all] =
      await sql`select count(*)::int as n from accounts where owner_id = ${mine.person} and deleted_at is null`;
    const rest = await get(`${paths.Organization}?limit=100&offset=${Number(all?.n) - 1}`);
    expect(Number(rest.headers.get('X-Total-Count') ?? all?.n)).toBeGreaterThanOrEqual(Number(all?.n));
  });
});

describe('what is written in TM Forum’s words', () => {
  it('is an account, a person there, a deal and a lead', async () => {
    const name = `Forum ${newId()}`;
    const organization = await ask('POST', paths.Organization, {
      name,
      organizationType: 'private',
      contactMedium: [{ mediumType: 'postalAddress', characteristic: { street1: '文三路 1 号' } }],
      partyCharacteristic: [{ name: 'grade', value: 'C' }],
    });
    expect(organization.status, organization.text).toBe(201);
    expect(organization.headers.get('Location')).toBe(`/tmf-api/${paths.Organization}/${organization.body.id}`);
    const relatedParty = [{ id: organization.body.id }];
    const person = await ask('POST', paths.Individual, {
      fullName: '张三',
      relatedParty,
      contactMedium: [{ mediumType: 'mobile', characteristic: { phoneNumber: '138 0013 8000' } }],
    });
    expect(person.status, person.text).toBe(201);
    const key = { 'Idempotency-Key': newId() };
    const sent = {
      name,
      relatedParty,
      estimatedRevenue: { unit: 'CNY', value: 1234.5 },
      validFor: { endDateTime: '2030-06-30T00:00:00+08:00' },
    };
    const deal = await ask('POST', paths.SalesOpportunity, sent, { headers: key });
    expect(deal.status, deal.text).toBe(201);
    expect((await ask('POST', paths.SalesOpportunity, sent, { headers: key })).body.id).toBe(deal.body.id);
    const [stored] =
      await sql`select one_off_fen::int as fen, expected_close_on::text as day from opportunities where id = ${deal.body.id!}`;
    expect(stored).toEqual({ fen: 123_450, day: '2030-06-30' });
    const lead = await ask('POST', paths.SalesLead, {
      name,
      description: '专线',
      relatedParty: [{ name: '李四', role: 'prospect' }],
      prospectContact: [{ mediumType: 'mobile', characteristic: { phoneNumber: '138 0013 8001' } }],
    });
    expect(lead.status, lead.text).toBe(201);
    for (const [type, { body }] of Object.entries({
      Organization: organization,
      Individual: person,
      SalesOpportunity: deal,
      SalesLead: lead,
    }))
      isPublished(type, body);
  });

  it('changes what it names, over the version that was read', async () => {
    const path = `${paths.SalesOpportunity}/${mine.opportunity}`;
    const etag = (await get(path)).headers.get('ETag')!;
    expect((await ask('PATCH', path, { name: '改名' })).status).toBe(428);
    const changed = await ask('PATCH', path, { name: '改名' }, { headers: { 'If-Match': etag } });
    expect([changed.status, changed.body.name]).toEqual([200, '改名']);
    expect((await ask('PATCH', path, { name: '再改' }, { headers: { 'If-Match': etag } })).status).toBe(412);
  });

  it('is a customer, a corrected lead and a quote', async () => {
    const customer = await ask('POST', paths.Customer, {
      name: `Forum ${newId()}`,
      characteristic: [
        { name: 'organizationType', value: 'private' },
        { name: 'grade', value: 'C' },
      ],
    });
    expect(customer.status, customer.text).toBe(201);
    const change = async (path: string, body: unknown) => {
      const headers = { 'If-Match': (await get(path)).headers.get('ETag')! };
      return ask('PATCH', path, body, { headers });
    };
    const renamed = await change(`${paths.Customer}/${customer.body.id}`, { name: `Forum ${newId()} B` });
    expect(renamed.status, renamed.text).toBe(200);
    isPublished('Customer', renamed.body);
    const lead = await ask('POST', paths.SalesLead, {
      name: `Forum ${newId()}`,
      description: '专线',
      relatedParty: [{ name: '王五', role: 'prospect' }],
      prospectContact: [{ mediumType: 'mobile', characteristic: { phoneNumber: '138 0013 8002' } }],
    });
    await sql`update leads set holder_id = ${mine.person}, state = 'accepted' where id = ${lead.body.id!}`;
    const corrected = await change(`${paths.SalesLead}/${lead.body.id}`, { description: '两条专线' });
    expect([corrected.status, corrected.body.description], corrected.text).toEqual([200, '两条专线']);
    const [open] = await sql`select id from quotes where owner_id = ${mine.person} and state = 'draft' limit 1`;
    const quote = await change(`${paths.Quote}/${open?.id}`, { description: '改名' });
    expect([quote.status, quote.body.description], quote.text).toEqual([200, '改名']);
  });

  it('is a trouble ticket, which is a promise to the customer', async () => {
    const sent = {
      name: '丢包',
      description: '专线丢包，三天内修复',
      requestedResolutionDate: '2030-01-05T09:00:00+08:00',
      relatedParty: [{ id: mine.account, role: 'customer' }],
    };
    const key = { 'Idempotency-Key': newId() };
    const made = await ask('POST', paths.TroubleTicket, sent, { headers: key });
    expect(made.status, made.text).toBe(201);
    expect((await ask('POST', paths.TroubleTicket, sent, { headers: key })).body.id).toBe(made.body.id);
    const [stored] = await sql`select side, due_on::text as due, state from commitments where id = ${made.body.id!}`;
    expect(stored).toEqual({ side: 'ours', due: '2030-01-05', state: 'open' });
    const path = `${paths.TroubleTicket}/${made.body.id}`;
    const listed = await get(`${paths.TroubleTicket}?relatedParty.id=${mine.account}&status=inProgress`);
    expect(listed.rows.map(({ id }) => id)).toContain(made.body.id);
    expect((await ask('PATCH', path, { status: 'resolved' })).status).toBe(428);
    const headers = { 'If-Match': (await get(path)).headers.get('ETag')! };
    const settled = await ask('PATCH', path, { status: 'resolved', note: [{ text: '已修复' }] }, { headers });
    expect(settled.body, settled.text).toMatchObject({ status: 'resolved', note: [{ text: '已修复' }] });
    isPublished('TroubleTicket', settled.body);
    expect((await ask('PATCH', path, { status: 'rejected' }, { headers })).status).toBe(412);
    expect((await ask('POST', paths.TroubleTicket, { ...sent, relatedParty: [] })).status).toBe(422);
    expect((await get(`${paths.TroubleTicket}?status=nonsense`)).status).toBe(422);
    // what a customer owes us is no ticket
    const [theirs] =
      await sql`select id from commitments where owner_id = ${mine.person} and side = 'theirs' and deleted_at is null limit 1`;
    if (theirs) expect((await get(`${paths.TroubleTicket}/${theirs.id}`)).status).toBe(404);
  });

  it('qualifies a site at once, and says why not', async () => {
    const at = (longitude: number, latitude: number) => ({
      product: {
        place: [{ '@type': 'GeographicPoint', geometry: { type: 'Point', coordinates: [longitude, latitude] } }],
      },
    });
    const { status, body, text } = await ask('POST', check, {
      provideAlternative: true,
      productOfferingQualificationItem: [at(120.2, 30.3), at(0, 89)],
    });
    expect(status, text).toBe(201);
    const { productOfferingQualificationItem, ...whole } = body;
    isPublished('ProductOfferingQualification', whole);
    const items = productOfferingQualificationItem as (Body & { eligibilityUnavailabilityReason: unknown[] })[];
    for (const item of items) isPublished('ProductOfferingQualificationItem', item);
    expect(body).toMatchObject({ state: 'done', qualificationResult: 'unqualified' });
    expect(items[1]?.eligibilityUnavailabilityReason.length).toBeGreaterThan(0);
  });
});

describe('what is wrong', () => {
  it('is told as TM Forum’s Error', async () => {
    const strange = newId();
    const cases: [Promise<Told>, number][] = [
      [get(`${paths.Organization}/${strange}`), 404],
      [get('partyManagement/v4/nothing'), 404],
      [get('partyManagement/v3/organization'), 404],
      [get(`${paths.Organization}?color=red`), 422],
      [get(`${paths.Organization}?limit=0`), 422],
      [get(`${paths.Organization}?offset=99999`), 422],
      [get(`${paths.Organization}?offset=x`), 422],
      [ask('POST', paths.Organization, { name: 'x', secret: 1 }), 422],
      [ask('POST', paths.Organization, { name: 'x' }), 422],
      [ask('POST', paths.SalesOpportunity, { name: 'x', relatedParty: [{ id: strange }] }), 422],
      [ask('POST', paths.SalesOpportunity, { name: 'x', estimatedRevenue: { value: 0.001 } }), 422],
      [ask('POST', paths.Quote, {}), 405],
      [ask('DELETE', `${paths.Organization}/${mine.account}`), 405],
      [ask('POST', check, { productOfferingQualificationItem: [] }), 422],
      [get(check), 405],
    ];
    for (const [asked, status] of cases) {
      const told = await asked;
      expect(told.status, told.text).toBe(status);
      isPublished('Error', told.body);
      expect(told.body).toMatchObject({
        status: String(status),
        code: expect.any(String),
        message: expect.any(String),
      });
    }
  });

  it('is every question without the right token', async () => {
    const person = await Visitor.signIn('manager@demo.test');
    expect((await person.get(`/tmf-api/${paths.Organization}`)).status).toBe(401);
    const reader = await tokenOf(sql, 'manager@demo.test', { scopes: 'quotes:read' });
    for (const [type, path] of Object.entries(paths))
      expect([type, (await get(path, reader)).status < 300]).toEqual([type, type === 'Quote']);
    const readOnly = await tokenOf(sql, 'manager@demo.test', { scopes: 'read' });
    expect((await ask('POST', paths.Organization, { name: 'x' }, { as: readOnly })).status).toBe(403);
    const employee = await tokenOf(sql, 'employee@demo.test');
    expect((await get(paths.Organization, employee)).status).toBe(403);
    expect((await ask('POST', check, { productOfferingQualificationItem: [{}] }, { as: employee })).status).toBe(403);
  });

  it('is everything of ours to another unit or company', async () => {
    const strangers = await sql<{ email: string }[]>`
      (select p.email from people p join role_grants g on g.person_id = p.id where g.role = 'account_manager' and p.email is not null
        and p.tenant_id <> (select tenant_id from people where id = ${mine.person}) order by p.id limit 1)
      union all
      (select p.email from people p join role_grants g on g.person_id = p.id where g.role = 'account_manager' and p.email is not null
        and p.tenant_id = (select tenant_id from people where id = ${mine.person})
        and p.unit_id <> (select unit_id from people where id = ${mine.person})
        and not exists (select 1 from assignments x where x.owner_id = p.id and x.account_id = ${mine.account}) order by p.id limit 1)`;
    expect(strangers.length).toBe(2);
    const [ticket] =
      await sql`select id from commitments where account_id = ${mine.account} and owner_id = ${mine.person} and side = 'ours' limit 1`;
    for (const { email } of strangers) {
      const other = await tokenOf(sql, email);
      const records = {
        Organization: mine.account,
        Customer: mine.account,
        Individual: mine.contact,
        SalesOpportunity: mine.opportunity,
        Quote: mine.quote,
        TroubleTicket: ticket?.id,
      };
      for (const [type, id] of Object.entries(records)) {
        const path = paths[type as keyof typeof paths];
        const told = await get(`${path}/${id}`, other);
        expect([email, type, told.status]).toEqual([email, type, 404]);
        const list = await get(`${path}?limit=100`, other);
        expect(list.text).not.toContain(id);
        const headers = { 'If-Match': '"1"' };
        const change = await ask('PATCH', `${path}/${id}`, changeOf(type), {
          as: other,
          headers,
        });
        expect([email, type, [404, 405].includes(change.status)]).toEqual([email, type, true]);
      }
      expect((await get(`${paths.Individual}?relatedParty.id=${mine.account}`, other)).text).not.toContain(
        mine.contact,
      );
    }
  });
});
