import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { Program, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
let manager: Visitor;
const visitId = newId();
const commitmentId = newId();
let account: { id: string; contract: string };

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const program = new Program(await tokenOf(sql, 'manager@demo.test'));
  manager = await Visitor.signIn('manager@demo.test');
  const [row] = await sql<{ id: string; contract: string }[]>`
    select a.id, c.id as contract from contracts c join accounts a on a.tenant_id = c.tenant_id and a.id = c.account_id
    join people p on p.id = a.owner_id where p.email = 'manager@demo.test' and c.state = 'active'
      and c.ends_on between current_date and current_date + 85 limit 1`;
  account = row!;
  const promise = {
    id: commitmentId,
    accountId: account.id,
    side: 'ours',
    text: '电话里答应的报价',
    dueOn: addDays(today(new Date()), 3),
  };
  const answer = await program.post('/commitments', promise);
  expect(answer.status, answer.text).toBe(201);
  await sql`insert into visits (tenant_id, id, unit_id, owner_id, account_id, purpose, planned_at, started_at, status)
    select tenant_id, ${visitId}, unit_id, owner_id, id, '看看简报', date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai', now(), 'in_progress' from accounts where id = ${account.id}`;
});
afterAll(async () => {
  await sql`update visits set deleted_at = now() where id = ${visitId}`;
  await sql`update commitments set deleted_at = now() where id = ${commitmentId}`;
  await sql.end();
});

/** Where the links of a page lead. */
const links = (html: string) =>
  [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, to]) => to!.replaceAll('&amp;', '&'));

describe('the brief', () => {
  it('names what ends and what to offer, each line leading to its record', async () => {
    const { status, text } = await manager.get(`/visits/${visitId}/brief`);
    expect(status).toBe(200);
    expect(links(text)).toEqual(
      expect.arrayContaining([
        `/contracts/${account.contract}`,
        `/contracts/${account.contract}#sites`,
        `/commitments?account=${account.id}#commitment-${commitmentId}`,
      ]),
    );
    expect(links(text).some((to) => /^\/(catalogue|bundles)\/[0-9a-f-]{36}$/.test(to))).toBe(true);
    const board = await manager.get(`/commitments?account=${account.id}`);
    expect(board.text).toContain(`id="commitment-${commitmentId}"`);
    const contract = await manager.get(`/contracts/${account.contract}`);
    expect(contract.text).toContain('id="sites"');
  });

  it('of the Today card has the contract that ends among its three lines, and leads to it', async () => {
    const { text } = await manager.get('/today');
    expect(links(text)).toContain(`/visits/${visitId}/brief`);
    expect(links(text)).toContain(`/contracts/${account.contract}`);
  });

  it('is not there for a stranger', async () => {
    const stranger = await Visitor.signIn('manager.gd@demo.test');
    expect((await stranger.get(`/visits/${visitId}/brief`)).status).toBe(404);
  });
});
