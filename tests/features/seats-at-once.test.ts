import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { chapters, courseFamilies, courseSessions, courses, courseVersions, people, roleGrants, tenants, units } from '#drizzle/schema'; // biome-ignore format: the tables written
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';

const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
const db = drizzle(sql, { casing: 'snake_case' });
const crowd = Array.from({ length: 200 }, newId);
const capacity = 40;
const session = newId();
let everybody: Context[];
let take: typeof import('~/features/training/commands/session.server').takeSeats;
let leave: typeof import('~/features/training/commands/session.server').leaveSeat;
let close = async () => {};

// many people at once need many connections, so these rows are really written, in a company of their own
beforeAll(async () => {
  process.env.APP_DATABASE_URL = inject('appUrl');
  process.env.DB_POOL = '20';
  const [tenant] = await db
    .insert(tenants)
    .values({ code: `seats-${session}`, name: '抢座' })
    .returning();
  const tenantId = tenant!.id;
  const [unit] = await db.insert(units).values({ tenantId, name: '一组', kind: 'team' }).returning();
  const at = { tenantId, unitId: unit!.id };
  await db.update(tenants).set({ rootUnitId: at.unitId }).where(eq(tenants.id, tenantId));
  await db
    .insert(people)
    .values(
      crowd.map((id, n) => ({ ...at, id, name: `学员${n}`, email: `${id}@test.invalid`, joinedOn: '2026-01-01' })),
    );
  await db
    .insert(roleGrants)
    .values(crowd.map((personId) => ({ personId, role: 'employee' as const, unitId: at.unitId })));
  const [trainer] = crowd as [string];
  const [course, version, now] = [newId(), newId(), new Date()];
  await db.insert(courseFamilies).values({ tenantId, code: 'selling', name: '销售' }).onConflictDoNothing();
  await db
    .insert(courses)
    .values({ tenantId, id: course, code: 'S', family: 'selling', name: '抢座课', createdBy: trainer });
  await db
    .insert(courseVersions)
    .values({ tenantId, id: version, courseId: course, edition: 1, publishedAt: now, publishedBy: trainer });
  await db.insert(chapters).values({ tenantId, id: newId(), versionId: version, position: 1, title: '一', body: '一' });
  await db.insert(courseSessions).values({
    ...{ tenantId, id: session, courseId: course, place: '杭州培训中心', trainerId: trainer, createdBy: trainer, capacity },
    startsAt: new Date(now.getTime() + 86_400_000),
    endsAt: new Date(now.getTime() + 90_000_000),
  }); // biome-ignore format: as a row
  const { findActorById } = await import('~/core/actor.server');
  const { contextFor } = await import('~/core/context.server');
  everybody = [];
  for (const id of crowd) everybody.push(contextFor((await findActorById(id, 'employee'))!));
  ({ takeSeats: take, leaveSeat: leave } = await import('~/features/training/commands/session.server'));
  const { pool } = await import('~/core/db.server');
  close = () => pool.end();
}, 60_000);

afterAll(async () => {
  await close();
  await sql.end();
});

/** As a browser that is told 503 and when to come back. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { init?: { status?: number } }).init?.status !== 503) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}
const seats = () =>
  sql`select person_id as person, number, state from session_seats where session_id = ${session} order by number`;
const allAtOnce = () => Promise.all(everybody.map((ctx) => patiently(() => take(ctx, session, [ctx.actor.personId]))));

it('gives forty places to two hundred who ask at once, and a number in the queue to each of the rest', async () => {
  const answers = await allAtOnce();
  expect(answers.every(({ ok }) => ok)).toBe(true);
  const kept = await seats();
  expect(kept.map(({ number }) => number)).toEqual(crowd.map((_, n) => n + 1));
  expect(new Set(kept.map(({ person }) => person)).size).toBe(crowd.length);
  expect(kept.map(({ state }) => state)).toEqual(crowd.map((_, n) => (n < capacity ? 'in' : 'waiting')));
  // everybody was told what is so
  const told = new Map(answers.flatMap((one) => (one.ok ? one.value : [])).map(({ person, seat }) => [person, seat]));
  expect(kept.every(({ person, state }) => told.get(String(person)) === state)).toBe(true);
  const [row] = await sql`select taken, last_number from course_sessions where id = ${session}`;
  expect(row).toMatchObject({ taken: capacity, last_number: crowd.length });
}, 60_000);

it('changes nothing when all of them ask again', async () => {
  const before = await seats();
  const answers = await allAtOnce();
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(await seats()).toEqual(before);
}, 60_000);

it('gives what several give up at once to those who have waited longest', async () => {
  const before = await seats();
  const leaving = new Set(before.slice(10, 15).map(({ person }) => String(person)));
  await Promise.all(
    everybody.filter(({ actor }) => leaving.has(actor.personId)).map((ctx) => patiently(() => leave(ctx, session))),
  );
  const after = await seats();
  expect(after.map(({ state }) => state)).toEqual(
    crowd.map((_, n) => (n >= 10 && n < 15 ? 'left' : n < capacity + 5 ? 'in' : 'waiting')),
  );
  const [row] = await sql`select taken from course_sessions where id = ${session}`;
  expect(row).toMatchObject({ taken: capacity });
}, 60_000);
