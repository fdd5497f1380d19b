import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { localInput } from '~/core/dates';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';
import { visitForm } from './forms';

let sql: postgres.Sql;
let manager: Visitor;
let mine: { account: string; person: string };

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 2, fetch_types: false, onnotice: () => {} });
  manager = await Visitor.signIn('manager@demo.test');
  const [row] = await sql<{ account: string; person: string }[]>`
    select a.id as account, p.id as person from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id limit 1`;
  mine = row!;
});
afterAll(() => sql?.end());

const send = (visitor: Visitor, path: string, fields: Record<string, string>, person = mine.person) =>
  visitor.request('/outbox/send', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: inject('baseUrl') },
    body: JSON.stringify({ person, path, entries: Object.entries(fields) }),
  });
const clock = { 'clock.at': new Date(Date.now() - 3_600_000).toISOString(), 'clock.sentAt': new Date().toISOString() };

describe('a form that waited on a phone', () => {
  it('has the effect of one, however often and however late it is sent', async () => {
    const id = newId();
    const plan = { ...visitForm(mine.account, id), plannedAt: localInput(new Date(Date.now() - 2 * 3_600_000)) };
    const start = { intent: 'start', version: '1', ...clock };
    const complete = { intent: 'complete', version: '2', note: '等到有网络才送出', ...clock };
    for (const [path, fields] of [
      ['/visits/new', plan],
      [`/visits/${id}`, start],
      [`/visits/${id}`, complete],
      [`/visits/${id}`, complete],
      ['/visits/new', plan],
    ] as const) {
      expect((await send(manager, path, fields)).status).toBe(200);
    }
    const edit = { ...plan, version: '3', note: complete.note, purpose: '改过的目的' };
    expect((await manager.post(`/visits/${id}/edit`, edit)).status).toBe(302);
    expect((await send(manager, `/visits/${id}`, complete)).status).toBe(200);
    const events = await sql`select event, count(*)::int as n from journal where subject_id = ${id} group by event`;
    expect(events.every(({ n }) => n === 1)).toBe(true);
    const [visit] = await sql`select status, started_at, purpose from visits where id = ${id}`;
    expect(visit).toMatchObject({ status: 'completed', purpose: '改过的目的' });
    expect(Math.abs(Date.parse(clock['clock.at']) - visit!.started_at.getTime())).toBeLessThan(60_000);
  });

  it('brings the answers of its form along, checked against the version it was written with', async () => {
    const id = newId();
    await manager.post('/visits/new', { ...visitForm(mine.account, id), type: 'complaint' });
    const report = (answers: Record<string, string>) =>
      send(manager, `/visits/${id}`, {
        intent: 'complete',
        version: '1',
        note: '👍',
        startedAt: '2026-01-05T10:00',
        ...answers,
      });
    const refused = await report({ 'forms.complaint.version': '0' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('"forms.complaint.answers.problem":"error.required"');
    const answers = { 'forms.complaint.version': '0', 'forms.complaint.answers.problem': '每晚丢包' };
    expect((await report(answers)).status).toBe(200);
    expect((await report(answers)).status).toBe(200);
    const [visit] = await sql`select form_version, answers ->> 'problem' as problem from visits where id = ${id}`;
    expect(visit).toMatchObject({ form_version: 0, problem: '每晚丢包' });
  });

  it('is refused in words, with what is there now', async () => {
    const id = newId();
    await manager.post('/visits/new', visitForm(mine.account, id));
    await manager.post(`/visits/${id}`, { intent: 'cancel', version: '1', cancelReason: '客户出差' });
    const answer = await send(manager, `/visits/${id}`, { intent: 'complete', version: '1', note: '写好了' });
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.text)).toMatchObject({ reason: 'visit.cannot_complete', now: { status: 'cancelled' } });
  });

  it('about a promise that was changed meanwhile brings what is there now', async () => {
    const [promise] = await sql<{ id: string; text: string; version: number }[]>`
      select id, text, version from commitments where owner_id = ${mine.person} and state = 'open' and deleted_at is null limit 1`;
    const form = { verb: 'keep', commitmentId: promise!.id, version: String(promise!.version + 7) };
    const answer = await send(manager, '/commitments', form);
    expect(answer.status).toBe(409);
    expect(JSON.parse(answer.text)).toMatchObject({ reason: 'stale', now: { text: promise!.text, state: 'open' } });
    const stranger = await Visitor.signIn('manager.gd@demo.test');
    const [{ id: other } = { id: '' }] = await sql`select id from people where email = 'manager.gd@demo.test'`;
    expect((await send(stranger, '/commitments', form, other)).text).not.toContain(promise!.text);
  });

  it('is taken from its own person only, and for what may wait only', async () => {
    const id = newId();
    const stranger = await Visitor.signIn('hq@demo.test');
    expect((await send(stranger, '/visits/new', visitForm(mine.account, id))).status).toBe(403);
    expect((await send(manager, `/visits/${id}`, { intent: 'start', version: '1' })).status).toBe(404);
    expect((await send(manager, `/visits/${id}`, { intent: 'delete', version: '1' })).status).toBe(400);
    expect((await send(manager, '/accounts/new', {})).status).toBe(400);
    expect((await send(new Visitor(), '/visits/new', {})).status).toBe(302);
    expect(await sql`select 1 from visits where id = ${id}`).toHaveLength(0);
  });
});

describe('the pack', () => {
  it('names pages of one’s own that open', async () => {
    const answer = await manager.get('/outbox/pack');
    const { person, pages, later } = JSON.parse(answer.text) as Record<'pages' | 'later', string[]> & {
      person: string;
    };
    expect(person).toBe(mine.person);
    expect(pages.slice(0, 2)).toEqual(['/today', '/outbox']);
    expect(pages.length).toBeLessThanOrEqual(90);
    expect(later.length).toBeLessThanOrEqual(340);
    for (const page of [...pages, ...later]) expect([page, (await manager.get(page)).status]).toEqual([page, 200]);
  }, 240_000);
});
