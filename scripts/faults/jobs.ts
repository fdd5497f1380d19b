import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sleep } from '../pid-file.mjs';
import type { Place } from './place';
import type { Trial } from './trials';

/** Puts an import into the queue as an administrator does, in a process of its own; answers its id. */
export async function startImport(place: Place, rows: number): Promise<string> {
  const file = path.join(place.dataDir, 'faults.csv');
  const lines = Array.from({ length: rows }, (_, no) => `故障演练${no}号机械厂,F-${no},民营企业,C`);
  writeFileSync(file, `客户名称,客户编码,客户类型,等级\n${lines.join('\n')}\n`);
  const [who] = await place.sql<{ person: string; unit: number }[]>`
    select p.id as person, t.root_unit_id as unit from people p join tenants t on t.id = p.tenant_id
    where p.email = 'director@demo.test'`;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/faults/import-start.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      APP_DATABASE_URL: place.appUrl,
      DATA_DIR: place.dataDir,
      IMPORT_FILE: file,
      IMPORT_PERSON: who!.person,
      IMPORT_UNIT: String(who!.unit),
    },
  });
  const [id] = await Promise.race([
    once(child, 'message') as Promise<[string]>,
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the import ended with ${code}`))),
  ]);
  return id;
}

export const workerKilled: Trial = {
  key: 'worker',
  name: 'The worker is killed again and again in the middle of an import',
  promise: 'The job goes on where it was; every row is there once, with its entry in the journal',
  async run(place, { isShort, log }) {
    const rows = isShort ? 3000 : 20_000;
    const kills = isShort ? 2 : 5;
    const id = await startImport(place, rows);
    const state = async () => {
      const [row] = await place.sql<{ state: string; done: number }[]>`
        select state, done_rows as done from imports where id = ${id}`;
      return row!;
    };
    await place.worker.start();
    let done = 0;
    try {
      for (let n = 0; n < kills; n++) {
        const until = Date.now() + 60_000;
        const from = done;
        let now = await state();
        while (now.done <= from && now.state !== 'done' && Date.now() < until) {
          await sleep(20);
          now = await state();
        }
        if (now.state === 'done') break;
        done = now.done;
        await place.worker.kill();
        log(`the worker was killed at row ${done}`);
        await place.worker.start();
      }
      const until = Date.now() + 300_000;
      while ((await state()).state !== 'done' && Date.now() < until) await sleep(200);
    } finally {
      await place.worker.stop();
    }
    const [found] = await place.sql<{ stored: number; named: number; told: number }[]>`
      select count(*)::int as stored, count(distinct name)::int as named,
        (select count(*)::int from journal j where j.event = 'account.created'
          and j.subject_id in (select id from accounts where import_id = ${id})) as told
      from accounts where import_id = ${id}`;
    const { stored, named, told } = found!;
    return {
      figures: { rows, state: (await state()).state, stored, 'of different names': named, 'in the journal': told },
      kept: stored === rows && named === rows && told === rows && (await state()).state === 'done',
    };
  },
};
