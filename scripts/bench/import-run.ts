// Run by import.ts: one import through the steps of a person and the job, in a process whose memory is its own.

import { pool } from '~/core/db.server';
import { startUndo } from '~/features/imports/commands.server';
import { getImport } from '~/features/imports/queries.server';
import { runImport } from '~/features/imports/run.server';
import { undoImport } from '~/features/imports/undo.server';
import { beginImport } from '../begin-import';

const tell = (message: object | string) => new Promise<void>((done) => process.send?.(message, () => done()));
const { ctx, id, tenantId } = await beginImport('bench.csv');

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
