import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';

const visitId = newId();
const half = 40_000;
let sql: postgres.Sql;
let manager: Visitor;
let person: string;
let photo: Buffer;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const [account] = await sql`
    select a.id, a.owner_id from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id limit 1`;
  person = account!.owner_id;
  await sql`
    insert into visits (tenant_id, id, unit_id, owner_id, account_id, purpose, planned_at, status, started_at)
    select tenant_id, ${visitId}, unit_id, owner_id, id, '分片上传', now(), 'in_progress', now() - interval '5 minutes'
    from accounts where id = ${account!.id}`;
  manager = await Visitor.signIn('manager@demo.test');
  const noise = {
    create: {
      width: 400,
      height: 300,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  } as const;
  photo = await sharp(noise).jpeg({ quality: 95 }).toBuffer();
});
afterAll(() => sql?.end());

const sum = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const whole = (id: string, content: Buffer, change: Record<string, unknown> = {}) => ({
  id,
  kind: 'photo',
  sha256: sum(content),
  bytes: String(content.length),
  name: '现场.jpg',
  person,
  takenAt: '',
  sentAt: '',
  ...change,
});
const ask = async (visitor: Visitor, body: object, visit = visitId) => {
  const { status, text } = await visitor.request(`/visits/${visit}/files/parts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: inject('baseUrl') },
    body: JSON.stringify(body),
  });
  return { status, told: status === 302 ? null : JSON.parse(text) };
};
const bring = async (
  visitor: Visitor,
  id: string,
  content: Buffer,
  from: number,
  to: number,
  change = {},
  visit = visitId,
) => {
  const { name: _, person: __, takenAt: ___, sentAt: ____, ...of } = whole(id, content);
  const search = new URLSearchParams({ ...of, from: String(from), ...change });
  const { status, text } = await visitor.request(`/visits/${visit}/files/parts?${search}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream', Origin: inject('baseUrl') },
    body: new Uint8Array(content.subarray(from, to)),
  });
  return { status, told: text.startsWith('{') ? JSON.parse(text) : null };
};
const stored = (id: string) => sql`select bytes, name from attachments where id = ${id}`;
const begun = () => {
  try {
    return readdirSync(path.join(inject('dataDir'), 'incoming/parts', person));
  } catch {
    return [];
  }
};

describe('a photo in parts', () => {
  it('goes on where it stopped, is stored once and leaves nothing behind', async () => {
    const id = newId();
    expect(photo.length).toBeGreaterThan(half * 1.2);
    expect(await ask(manager, whole(id, photo))).toEqual({ status: 202, told: { have: 0 } });
    expect((await bring(manager, id, photo, 0, half)).told).toEqual({ have: half });
    expect(await bring(manager, id, photo, 0, half)).toEqual({ status: 409, told: { have: half } });
    expect(await bring(manager, id, photo, half + 1, photo.length)).toEqual({ status: 409, told: { have: half } });
    expect((await ask(manager, whole(id, photo))).told).toEqual({ have: half });
    expect((await bring(manager, id, photo, half, photo.length)).told).toEqual({ have: photo.length });
    expect(await stored(id)).toHaveLength(0);
    for (let i = 0; i < 2; i++) expect((await ask(manager, whole(id, photo))).status).toBe(200);
    expect(await stored(id)).toMatchObject([{ name: '现场.jpg' }]);
    const [told] = await sql`
      select count(*)::int as n from journal where subject_id = ${visitId} and event = 'visit.photo_added'`;
    expect(told!.n).toBe(1);
    expect(begun().filter((name) => name.startsWith(id))).toEqual([]);
  });

  it('begins anew when what came is not what was promised', async () => {
    const id = newId();
    const promised = { sha256: sum(Buffer.from('another')) };
    await bring(manager, id, photo, 0, photo.length, promised);
    expect(await ask(manager, whole(id, photo, promised))).toEqual({ status: 202, told: { have: 0 } });
    expect(await stored(id)).toHaveLength(0);
  });

  it('is refused in words when it is too large, no photo, or there is no place for it', async () => {
    const heavy = whole(newId(), photo, { bytes: String(16 * 1024 * 1024) });
    expect((await ask(manager, heavy)).told.fields).toEqual({ file: 'attachment.photo_too_large' });
    const tooLarge = await bring(manager, newId(), photo, 0, 10, { bytes: String(16 * 1024 * 1024) });
    expect(tooLarge).toMatchObject({ status: 422, told: { fields: { file: 'attachment.photo_too_large' } } });
    const text = Buffer.from('just text');
    const id = newId();
    await bring(manager, id, text, 0, text.length);
    const answer = await ask(manager, whole(id, text));
    expect(answer).toMatchObject({ status: 422, told: { fields: { file: 'attachment.not_picture' } } });
    expect((await ask(manager, whole(newId(), Buffer.alloc(0)))).status).toBe(422);
    const [planned] = await sql`
      select v.id from visits v join people p on p.id = v.owner_id
      where p.email = 'manager@demo.test' and v.status = 'planned' and v.deleted_at is null limit 1`;
    const early = await ask(manager, whole(newId(), photo), planned!.id);
    expect(early.told.fields).toEqual({ file: 'attachment.not_yet' });
  });

  it('is nobody else’s: strangers see no visit, others not its parts', async () => {
    const id = newId();
    await bring(manager, id, photo, 0, half);
    const stranger = await Visitor.signIn('manager.gd@demo.test');
    const [other] = await sql`select id from people where email = 'manager.gd@demo.test'`;
    expect((await ask(stranger, whole(id, photo, { person: other!.id }))).status).toBe(404);
    expect((await ask(stranger, whole(id, photo))).status).toBe(403);
    expect((await bring(stranger, id, photo, half, photo.length)).status).toBe(404);
    const lead = await Visitor.signIn('lead@demo.test');
    expect((await ask(lead, whole(id, photo))).status).toBe(403);
    expect((await bring(lead, id, photo, half, photo.length)).status).not.toBe(200);
    expect((await ask(new Visitor(), whole(id, photo))).status).toBe(302);
    expect((await ask(manager, whole(id, photo))).told).toEqual({ have: half });
  });

  it('takes no nonsense', async () => {
    const id = newId();
    const nonsense = [
      { from: '-1' },
      { from: 'x' },
      { sha256: '../../etc' },
      { id: '../x' },
      { kind: 'document' },
      { bytes: '3' },
    ];
    for (const change of nonsense) expect((await bring(manager, id, photo, 0, 10, change)).status).toBe(400);
    expect((await bring(manager, id, photo, 0, 0)).status).toBe(400);
    const long = Buffer.alloc(600 * 1024);
    expect((await bring(manager, id, long, 0, long.length)).status).toBe(400);
    expect((await ask(manager, { id })).status).toBe(422);
    expect((await ask(manager, whole(id, photo), newId())).status).toBe(404);
    expect(begun().filter((name) => name.startsWith(id))).toEqual([]);
  });

  it('makes room for itself: the oldest of too many begun ones goes', async () => {
    const ids = Array.from({ length: 22 }, newId);
    for (const id of ids) expect((await bring(manager, id, photo, 0, 100)).status).toBe(200);
    expect(begun().length).toBeLessThanOrEqual(20);
    expect(begun().some((name) => name.startsWith(ids.at(-1)!))).toBe(true);
  });
});
