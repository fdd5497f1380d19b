import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { fillInAt } from '~/features/opportunities/missing';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

it('asked for a decision maker, the form of a new contact has that role chosen, and leads back', async () => {
  const [deal] = await sql<{ id: string; account: string }[]>`
    select o.id, o.account_id as account from opportunities o join people p on p.id = o.owner_id
    where p.email = 'manager@demo.test' and o.stage_type = 'open' and o.deleted_at is null limit 1`;
  const lacking = { criterion: { kind: 'contact', role: 'decision_maker' }, stage: 'qualified' } as const;
  const visitor = await Visitor.signIn('manager@demo.test');
  const led = await visitor.get(fillInAt({ id: deal!.id, accountId: deal!.account }, lacking));
  const to = led.headers.get('Location') ?? '';
  expect([led.status, new URLSearchParams(to.slice(to.indexOf('?'))).get('back')]).toEqual([
    302,
    `/opportunities/${deal!.id}`,
  ]);
  const page = (await visitor.get(`/accounts/${deal!.account}/people${to.slice(to.indexOf('?'))}`)).text;
  const chips = page.match(/<input[^>]*name="buyingRole"[^>]*>/g) ?? [];
  expect(chips.filter((chip) => /\schecked(=""|\s|\/|>)/.test(chip))).toEqual([
    expect.stringContaining('value="decision_maker"'),
  ]);
});
