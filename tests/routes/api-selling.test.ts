import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { resourceNames } from '~/features/api/rules';
import { Program, tokenOf } from '../support/program';
import { recordsOf } from './forms';

let sql: postgres.Sql;
let manager: Program;
let records: Awaited<ReturnType<typeof recordsOf>>;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  records = await recordsOf(sql, 'manager@demo.test');
  manager = new Program(await tokenOf(sql, 'manager@demo.test'));
});
afterAll(() => sql?.end());

const act = (path: string, version: number, body: unknown = {}) =>
  manager.ask('POST', path, { body, headers: { 'If-Match': `"${version}"` } });

describe('a quote', () => {
  it('is made, priced, changed and withdrawn by a program', async () => {
    const made = await manager.post('/quotes', { opportunityId: records.opportunity, title: 'API', months: 24 });
    expect(made.status, made.text).toBe(201);
    const path = `/quotes/${made.body.id}`;
    const [price] = await sql`select p.offering_id as id from offering_prices p join offerings o on o.id = p.offering_id
      where o.lifecycle = 'launched' and o.tenant_id is null and p.valid_from <= current_date and (p.valid_until is null or p.valid_until > current_date) limit 1`;
    const added = await act(`${path}/add_lines`, Number(made.body.version), { offeringId: price?.id });
    expect(added.status, added.text).toBe(200);
    const lines = await manager.get(`${path}/lines`);
    expect(lines.text).not.toMatch(/cost|margin/i);
    const [line] = lines.body.data as { priceId: string; discountBp: number }[];
    expect(line).toBeDefined();
    const cheaper = await act(`${path}/change_lines`, Number(added.body.version), {
      priceId: line?.priceId,
      discountBp: 5,
    });
    expect(cheaper.status, cheaper.text).toBe(200);
    expect((await act(`${path}/discount`, Number(added.body.version), { discountBp: 1 })).status).toBe(412);
    const renamed = await manager.patch(path, Number(cheaper.body.version), { title: 'API 2' });
    expect(renamed.body, renamed.text).toMatchObject({ title: 'API 2', months: 24 });
    const gone = await act(`${path}/withdraw`, Number(renamed.body.version));
    expect(gone.body, gone.text).toMatchObject({ state: 'withdrawn' });
    const events = await sql`select event from journal where subject_id = ${String(made.body.id)}`;
    expect(events.length).toBeGreaterThan(3);
  });

  it('becomes a contract that is signed and paid', async () => {
    const [sent] = await sql`select id from quotes q where owner_id = ${records.owner} and state = 'sent'
      and not exists (select from contracts c where c.quote_id = q.id) limit 1`;
    if (!sent) return expect((await manager.post('/contracts', { quoteId: newId() })).status).toBe(404);
    const made = await manager.post('/contracts', { quoteId: sent.id });
    expect([201, 422], made.text).toContain(made.status);
    if (made.status !== 201) return;
    const signed = await act(`/contracts/${made.body.id}/sign`, 1, {
      signedOn: '2026-01-05',
      startsOn: '2026-02-01',
      autoRenews: false,
      renewalMonths: 12,
      sellerSigner: '张三',
      customerSigner: '李四',
    });
    expect(signed.body, signed.text).toMatchObject({ state: 'active', signedOn: '2026-01-05' });
    expect((await act(`/contracts/${made.body.id}/sign`, 1, {})).status).toBe(422);
    const paid = await act(`/contracts/${made.body.id}/pay`, Number(signed.body.version), {
      firstPaidOn: '2026-02-02',
    });
    expect(paid.status, paid.text).toBe(200);
  });

  it('keeps to the scopes', async () => {
    const reading = new Program(await tokenOf(sql, 'manager@demo.test', { scopes: 'quotes:read' }));
    expect(await reading.post('/quotes', {})).toMatchObject({ status: 403, body: { scope: 'quotes:write' } });
    expect((await reading.get('/quotes?limit=1')).status).toBe(200);
  });
});

describe('a comment', () => {
  it('is written, changed and taken back', async () => {
    const made = await manager.post('/comments', { visitId: records.visit, text: '说明' });
    expect(made.status, made.text).toBe(201);
    const path = `/comments/${made.body.id}`;
    expect((await manager.ask('PATCH', path, { body: { text: '改过' } })).body).toMatchObject({ text: '改过' });
    const listed = await manager.get(`/comments?visit=${records.visit}`);
    expect((listed.body.data as { id: string }[]).map(({ id }) => id)).toContain(made.body.id);
    expect((await manager.ask('DELETE', path)).status).toBe(204);
    expect((await manager.get(path)).status).toBe(404);
    expect((await manager.post('/comments', { text: 'x' })).status).toBe(422);
  });
});

describe('every kind of record', () => {
  it.each(resourceNames)('of %s is listed page by page and read alone by whoever may', async (name) => {
    for (const [email, role] of [
      ['director@demo.test', 'sales_director'],
      ['manager@demo.test', 'account_manager'],
      ['admin@demo.test', 'admin'],
    ] as const) {
      const program = new Program(await tokenOf(sql, email, { role }));
      const list = await program.get(`/${name}?limit=3`);
      expect([200, 403], list.text).toContain(list.status);
      if (list.status !== 200) continue;
      const rows = list.body.data as { id: string }[];
      if (rows[0]) expect((await program.get(`/${name}/${rows[0].id}`)).status, `${name} ${rows[0].id}`).toBe(200);
      if (list.body.next) {
        const next = await program.get(`/${name}?limit=3&cursor=${encodeURIComponent(String(list.body.next))}`);
        expect(next.status, next.text).toBe(200);
        const seen = new Set(rows.map(({ id }) => id));
        expect((next.body.data as { id: string }[]).some(({ id }) => seen.has(id))).toBe(false);
      }
    }
  });
});
