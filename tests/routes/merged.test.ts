import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, type Told, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
let manager: Program;
let stranger: Program;
let visitor: Visitor;
let strangeVisitor: Visitor;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  manager = new Program(await tokenOf(sql, 'manager@demo.test'));
  stranger = new Program(await tokenOf(sql, 'manager.gd@demo.test'));
  visitor = await Visitor.signIn('manager@demo.test');
  strangeVisitor = await Visitor.signIn('manager.gd@demo.test');
});
afterAll(() => sql?.end());

async function made(path: string, body: object) {
  const answer = await manager.post(path, body);
  expect(answer.status, answer.text).toBe(201);
  return String(answer.body.id);
}
const account = () => made('/accounts', { name: `合并 ${newId()}`, kind: 'private', grade: 'C' });
const contact = (accountId: string) => made('/contacts', { accountId, name: `沈 ${newId().slice(-6)}` });

async function merge(room: 'accounts' | 'contacts', kept: string, gone: string) {
  const id = newId();
  const fields = { id, kept, gone, keptVersion: '1', goneVersion: '1' };
  for (const answer of [await visitor.post(`/${room}/merge`, fields), await visitor.post(`/${room}/merge`, fields)])
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, `/${room}/merges/${id}`]);
  return id;
}
const bare = ({ status, text }: Told, id: string) =>
  [status, text.replaceAll(id, 'ID').replace(/"requestId":"[^"]+"/, '')].join(' ');

describe.each([
  { room: 'accounts' as const, pair: async () => [await account(), await account()] as const },
  {
    room: 'contacts' as const,
    pair: async () => {
      const of = await account();
      return [await contact(of), await contact(of)] as const;
    },
  },
])('one of the $room that became part of another', ({ room, pair }) => {
  it('is not there for programs, which are told of the other if they may see it', async () => {
    const [kept, gone] = await pair();
    const id = await merge(room, kept, gone);
    const ways = [
      (program: Program, id: string) => program.get(`/${room}/${id}`),
      (program: Program, id: string) => program.patch(`/${room}/${id}`, 1, { name: '改名' }),
      (program: Program, id: string) => program.remove(`/${room}/${id}`, 1),
    ];
    for (const ask of ways) {
      expect(await ask(manager, gone)).toMatchObject({
        status: 404,
        body: { reason: 'not_found', mergedInto: kept },
      });
      const missing = newId();
      expect(bare(await ask(stranger, gone), gone)).toBe(bare(await ask(stranger, missing), missing));
    }
    const items = [{ do: 'update', id: gone, version: 1, body: { name: '改名' } }];
    for (const [program, mergedInto] of [
      [manager, kept],
      [stranger, undefined],
    ] as const) {
      const { body } = await program.post(`/${room}/bulk`, { items });
      const [told] = body.results as { status: number; problem: { mergedInto?: string } }[];
      expect([told?.status, told?.problem.mergedInto]).toEqual([404, mergedInto]);
    }
    const [entry] = await sql`select before from journal where subject_id = ${gone} and event like '%.merged_away'`;
    expect(entry).toBeDefined();

    expect((await strangeVisitor.post(`/${room}/merges/${id}`, { intent: 'undo' })).status).toBe(404);
    expect((await visitor.post(`/${room}/merges/${id}`, { intent: 'undo' })).status).toBe(302);
    expect((await manager.get(`/${room}/${gone}`)).status).toBe(200);
  });
});

describe('an old address', () => {
  it('leads to the account and to the contact that stayed, over two merges', async () => {
    const [kept, between, gone] = [await account(), await account(), await account()];
    const [here, there] = [await contact(kept), await contact(gone)];
    await merge('accounts', between, gone);
    const fields = { id: newId(), kept, gone: between, keptVersion: '1', goneVersion: '2' };
    expect((await visitor.post('/accounts/merge', fields)).status).toBe(302);
    await merge('contacts', here, there);
    for (const [from, to] of [
      [`/accounts/${gone}`, `/accounts/${kept}`],
      [`/accounts/${gone}/people`, `/accounts/${kept}/people`],
      [`/accounts/${gone}/people?peek=${there}`, `/accounts/${kept}/people?peek=${there}`],
      [`/accounts/${kept}/people?peek=${there}`, `/accounts/${kept}/people?contact=${here}`],
    ] as const) {
      const answer = await visitor.get(from);
      expect([from, answer.status, answer.headers.get('Location')]).toEqual([from, 302, to]);
      expect((await strangeVisitor.get(from)).status).toBe(404);
    }
    expect(await manager.get(`/accounts/${gone}`)).toMatchObject({ status: 404, body: { mergedInto: kept } });
  });
});

describe('the page of likely duplicate contacts', () => {
  it('lists pairs, remembers that two are not one, and leads back where it was asked', async () => {
    const of = await account();
    const name = `重名${newId().slice(-6)}`;
    for (const _ of [1, 2]) await made('/contacts', { accountId: of, name });
    await sql`select app.find_contact_twins(5000)`;
    const [pair] =
      await sql`select p.id from contact_pairs p join contacts c on c.id = p.low_id where c.account_id = ${of}`;
    const people = `/accounts/${of}/people`;
    const asked = (await visitor.get(people)).text;
    expect(asked).toContain(pair!.id);
    expect(asked).toContain('id="twins"');
    expect((await visitor.get('/contacts/duplicates')).status).toBe(200);
    expect((await strangeVisitor.get('/contacts/duplicates')).text).not.toContain(name);
    const apart = { pair: pair!.id, intent: 'apart', to: people };
    expect((await strangeVisitor.post('/contacts/duplicates', apart)).status).toBe(404);
    for (const to of [people, 'https://evil.example/'])
      expect((await visitor.post('/contacts/duplicates', { ...apart, to })).headers.get('Location')).toBe(
        to === people ? people : '/contacts/duplicates',
      );
    // the way back beside the word that it is done still names the pair
    expect((await visitor.get(people)).text).not.toContain('id="twins"');
    expect((await visitor.get('/contacts/duplicates?show=apart')).text).toContain(name);
  });
});
