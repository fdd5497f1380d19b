import { rmSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDatabase } from '../../scripts/embedded-database.mjs';
import { openPair, type Pair } from '../../scripts/faults/pair';
import { sleep } from '../../scripts/pid-file.mjs';
import { temporaryHome } from '../../scripts/postgres-binaries.mjs';

let home: string;
let pair: Pair;
let first: Awaited<ReturnType<typeof startDatabase>>;
beforeAll(async () => {
  home = temporaryHome('jiketong-pair-');
  first = await startDatabase({ dir: path.join(home, 'postgres') });
  pair = await openPair(first, home, true);
});
afterAll(async () => {
  await pair?.close();
  await first?.stop();
  if (home) rmSync(home, { recursive: true, force: true });
});

/** Writes one number after the other until told to stop; what was acknowledged is kept. */
async function write(url: string, from: number, told: { acknowledged: number[]; isOver: boolean }) {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {}, backoff: () => 0.05 });
  for (let n = from; !told.isOver; n += 4) {
    for (;;) {
      const answer = await sql`insert into kept values (${n}) on conflict do nothing`.catch(() => null);
      if (answer) break;
      await sleep(20);
    }
    told.acknowledged.push(n);
  }
  await sql.end();
}

test('a replica that takes over has every write that was acknowledged', async () => {
  const through = new URL(first.url());
  through.port = String(pair.port);
  const sql = postgres(through.href, { max: 1, fetch_types: false, onnotice: () => {}, backoff: () => 0.05 });
  await sql`create table kept (n int primary key)`;
  const told = { acknowledged: [] as number[], isOver: false };
  const writing = [0, 1, 2, 3].map((n) => write(through.href, n, told));
  for (let times = 0; times < 2; times++) {
    const before = told.acknowledged.length;
    while (told.acknowledged.length < before + 200) await sleep(10);
    const dead = pair.primary();
    await pair.failOver();
    expect(pair.primary()).not.toBe(dead);
  }
  const after = told.acknowledged.length;
  while (told.acknowledged.length < after + 50) await sleep(10);
  told.isOver = true;
  await Promise.all(writing);
  const found = await sql`select n from kept`.catch(() => sql`select n from kept`);
  await sql.end();
  const there = new Set(found.map(({ n }) => n));
  expect(told.acknowledged.filter((n) => !there.has(n))).toEqual([]);
  expect(told.acknowledged.length).toBeGreaterThan(400);
});
