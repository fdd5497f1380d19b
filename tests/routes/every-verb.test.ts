import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, type Told, tokenOf } from '../support/program';
import { recordsOf } from './forms';
import { texts } from './naughty-json';
import { Scene } from './strangers/scene';
import { type Body, type Made, namesIn, needsOf, wordsOf, writtenVerbs } from './written';

let sql: postgres.Sql;
let scene: Scene;
let made: Omit<Made, 'quote'>;
let needs: ReturnType<typeof needsOf>;
let manager: Program;
let lead: Program;
let lost: number;
let price: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  scene = await Scene.open(sql);
  made = (await recordsOf(sql, 'manager@demo.test')) as unknown as typeof made;
  needs = needsOf({ ...made, quote: '' });
  manager = new Program(await tokenOf(sql, 'manager@demo.test'));
  lead = new Program(await tokenOf(sql, 'lead@demo.test', { role: 'team_lead' }));
  const steps = (await manager.get('/stages?limit=100')).body.data as { id: number; type: string }[];
  lost = steps.find(({ type }) => type === 'lost')?.id as number;
  const [offered] = await sql`select p.offering_id as id from offering_prices p join offerings o on o.id = p.offering_id
    where o.lifecycle = 'launched' and o.tenant_id is null and p.valid_from <= current_date
      and (p.valid_until is null or p.valid_until > current_date) limit 1`;
  price = offered?.id;
});
afterAll(() => sql?.end());

type Ready = { id: string; version: number };
/** `ready` makes a record of which the verb can be said; `kept` are the columns where its words lie then. */
type Case = { ready: () => Promise<Ready>; by?: () => Program; body: (text: string) => Body; kept: string[] };

async function fresh(path: string, more: Body = {}): Promise<Ready> {
  const told = await manager.post(`/${path}`, { ...needs[path]?.(), ...more });
  expect(told.status, told.text).toBe(201);
  return { id: String(told.body.id), version: Number(told.body.version ?? 1) };
}
const inserted = async (table: string, row: Body): Promise<Ready> => ({
  id: (await scene.insert(table, row)).id,
  version: 1,
});
const owned = () => ({ tenant_id: scene.me.tenant_id, unit_id: scene.me.unit_id, owner_id: scene.me.id });
const leadAt = () => {
  const { tenant_id, unit_id, id } = scene.me;
  const phone = `139 ${String(Math.random()).slice(2, 10)}`;
  const who = { company: newId(), contact_name: '试', phone, need: '试' };
  const at = { tenant_id, unit_id, pool_unit_id: unit_id, holder_id: id };
  return inserted('leads', { ...at, ...who, state: 'accepted', source: 'manager' });
};
let sequence = 600_000 + Math.floor(Math.random() * 100_000);
const contract = async (state: string) => {
  sequence += 1;
  const mine = `owner_id = '${scene.me.id}'`;
  const number = `试-${newId()}`;
  const of = { account_id: made.account, opportunity_id: made.opportunity };
  const quote = await scene.copy('quotes', `${mine} and state = 'draft'`, { ...of, number });
  const version = await scene.copy('quote_versions', mine, { account_id: made.account, quote_id: quote.id, number });
  const unsigned = { signed_on: null, starts_on: null, ends_on: null, first_paid_on: null };
  const row = await scene.copy('contracts', `${mine} and state = 'active'`, {
    ...of,
    number,
    sequence,
    state,
    quote_id: quote.id,
    version_id: version.id,
    ...(state === 'draft' && unsigned),
  });
  return { id: row.id, version: Number(row.version) };
};
const approval = async () => {
  const deal = await fresh('opportunities');
  const of = { ...owned(), account_id: made.account };
  const asked = { opportunity_id: deal.id, stage_code: 'x', criterion: '试', mode: 'all', asked_by: scene.me.id };
  const row = await scene.insert('approvals', { ...of, ...asked });
  const step = { approval_id: row.id, position: 0, role: 'team_lead', approver_id: scene.me.lead_id, state: 'pending' };
  await scene.insert('approval_steps', { ...of, ...step });
  return { id: row.id, version: 1 };
};
const past = async () => {
  const visit = await fresh('visits');
  const days = 40 + Math.floor(Math.random() * 300);
  await sql`update visits set planned_at = now() - ${days} * interval '1 day' where id = ${visit.id}`;
  return visit;
};

const settled = (verb: string, kept: string, words: (text: string) => Body): Case => ({
  ready: () => fresh('commitments'),
  body: (text) => ({ verb, ...words(text) }),
  kept: [kept],
});
const decided: Case = {
  ready: approval,
  by: () => lead,
  body: (comment) => ({ comment }),
  kept: ['approval_steps.comment'],
};

const cases: Record<string, Case[]> = {
  '/accounts/{id}/reassign': [
    {
      ready: () => fresh('accounts'),
      by: () => lead,
      body: (reason) => ({ ownerId: scene.me.lead_id, reason }),
      kept: ['assignments.reason'],
    },
  ],
  '/opportunities/{id}/move': [
    {
      ready: () => fresh('opportunities'),
      body: (text) => ({ to: lost, reason: 'price', competitorName: text, note: text, doAgain: text }),
      kept: ['opportunities.close_note', 'opportunities.do_again', 'competitors.name'],
    },
  ],
  '/visits/{id}/complete': [
    {
      ready: past,
      body: (text) => ({
        note: text,
        competitorNote: text,
        nextStep: text,
        moves: [{ competitorName: text, kind: 'price_cut', note: text }],
        needs: [{ kind: 'explicit', text }],
        commitments: [{ side: 'ours', text, dueOn: '2030-01-02' }],
      }),
      kept: [
        'visits.note',
        'visits.competitor_note',
        'needs.text',
        'commitments.text',
        'competitor_moves.note',
        'competitors.name',
      ],
    },
  ],
  '/visits/{id}/cancel': [
    { ready: () => fresh('visits'), body: (cancelReason) => ({ cancelReason }), kept: ['visits.cancel_reason'] },
  ],
  '/commitments/{id}/settle': [
    settled('answer', 'commitments.answer', (answer) => ({ answer, channel: 'phone' })),
    settled('keep', 'commitments.evidence', (evidence) => ({ evidence })),
    settled('cancel', 'commitments.cancel_reason', (cancelReason) => ({ cancelReason })),
  ],
  '/leads/{id}/disqualify': [
    { ready: leadAt, body: (answer) => ({ reason: 'other', answer }), kept: ['leads.answer'] },
  ],
  '/leads/{id}/convert': [
    {
      ready: leadAt,
      body: (text) => ({
        ...{ accountId: newId(), contactId: newId(), opportunityId: newId() },
        ...{ account: 'new', kind: 'private', phone: '138 0013 8000' },
        ...{ name: text, contactName: text, title: text },
      }),
      kept: ['accounts.name', 'contacts.name', 'opportunities.title'],
    },
  ],
  '/quotes/{id}/submit': [
    {
      ready: async () => {
        const { id, version } = await fresh('quotes');
        const headers = { 'If-Match': `"${version}"` };
        const told = await manager.post(`/quotes/${id}/add_lines`, { offeringId: price }, headers);
        expect(told.status, told.text).toBe(200);
        return { id, version: Number(told.body.version) };
      },
      body: (note) => ({ id: newId(), note }),
      kept: ['journal.after'],
    },
  ],
  '/contracts/{id}/sign': [
    {
      ready: () => contract('draft'),
      body: (text) => ({
        signedOn: '2026-01-05',
        startsOn: '2026-02-01',
        renewalMonths: 12,
        sellerSigner: text,
        sellerSignerTitle: text,
        customerSigner: text,
        customerSignerTitle: text,
      }),
      kept: ['seller_signer', 'seller_signer_title', 'customer_signer', 'customer_signer_title'].map(
        (one) => `contracts.${one}`,
      ),
    },
  ],
  '/contracts/{id}/amend': [
    {
      ready: () => contract('active'),
      body: (text) => ({ id: newId(), kind: 'other', text, effectiveOn: '2026-02-01' }),
      kept: ['contract_amendments.text'],
    },
  ],
  '/contracts/{id}/terminate': [
    {
      ready: () => contract('active'),
      body: (closeNote) => ({ closedOn: '2026-11-01', closeNote }),
      kept: ['contracts.close_note'],
    },
  ],
  '/approvals/{id}/approve': [decided],
  '/approvals/{id}/send_back': [decided],
};
async function found(at: string, text: string) {
  const [table, column] = at.split('.') as [string, string];
  const [row] = await sql.unsafe(
    column === 'after'
      ? `select count(*)::int as n from ${table} where ${column}->>'note' = $1`
      : `select count(*)::int as n from ${table} where ${column} = $1`,
    [text],
  );
  return row?.n as number;
}

describe('every verb that takes words', () => {
  it('is here, with every field', async () => {
    const verbs = await writtenVerbs();
    expect(verbs.map(({ path }) => path).sort()).toEqual(Object.keys(cases).sort());
    const without = verbs.flatMap(({ path, schema }) => {
      const said = (cases[path] ?? []).flatMap(({ body }) => namesIn(body('x')));
      return wordsOf(schema)
        .filter((name) => !said.includes(name))
        .map((name) => `${name} of ${path}`);
    });
    expect(without).toEqual([]);
  });

  it.each(Object.entries(cases))(
    '%s keeps every text exactly',
    async (path, ways) => {
      for (const { ready, by = () => manager, body, kept } of ways)
        for (const [kind, plain] of texts) {
          const text = `${plain}${newId().slice(-6)}`;
          const { id, version } = await ready();
          const told: Told = await by().post(path.replace('{id}', id), body(text), { 'If-Match': `"${version}"` });
          expect([kind, told.status < 300], told.text).toEqual([kind, true]);
          for (const at of kept) expect([kind, at, await found(at, text)]).toEqual([kind, at, 1]);
        }
    },
    300_000,
  );
});
