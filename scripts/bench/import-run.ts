// Run by import.ts: one import through the steps of a person and the job, in a process whose memory is its own.
import { createReadStream } from 'node:fs';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { pool } from '~/core/db.server';
import { newId } from '~/core/ids';
import { createImport, startImport, startUndo } from '~/features/imports/commands.server';
import { getImport } from '~/features/imports/queries.server';
import { runImport } from '~/features/imports/run.server';
import { storeFile } from '~/features/imports/store.server';
import { undoImport } from '~/features/imports/undo.server';

const { IMPORT_FILE = '', IMPORT_PERSON = '', IMPORT_UNIT } = process.env;
const tell = (message: object | string) => new Promise<void>((done) => process.send?.(message, () => done()));

const actor = await findActorById(IMPORT_PERSON, 'sales_director');
if (!actor) throw new Error('nobody to import as');
const ctx = contextFor(actor);
const stored = await storeFile(createReadStream(IMPORT_FILE));
if (!stored.ok) throw new Error(stored.reason);
const id = newId();
const made = await createImport(
  ctx,
  { id, kind: 'accounts', unitId: Number(IMPORT_UNIT) },
  { ...stored.file, name: 'bench.csv' },
);
if (!made.ok) throw new Error(JSON.stringify(made));
const { version, tenantId } = await getImport(ctx, id);
const started = await startImport(ctx, id, version);
if (!started.ok) throw new Error(JSON.stringify(started));

const cpu = process.cpuUsage();
const from = performance.now();
await runImport(ctx, { tenantId, id });
const seconds = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(cpu);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
await tell('written');
const done = await getImport(ctx, id);
if (done.state !== 'done' || done.created < done.doneRows * 0.9) throw new Error(JSON.stringify(done));
await startUndo(ctx, id, done.version);
const back = performance.now();
await undoImport(ctx, { tenantId, id });
const undoSeconds = (performance.now() - back) / 1000;
await tell({ rows: done.doneRows, seconds, workerMs: (user + system) / 1000, peakMb, undoSeconds });
await pool.end();
process.disconnect?.();
