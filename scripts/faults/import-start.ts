// Run by jobs.ts: an import put into the queue.
import { pool } from '~/core/db.server';
import { beginImport } from '../begin-import';

const { id } = await beginImport('faults.csv');
await new Promise<void>((done) => process.send?.(id, () => done()));
await pool.end();
process.disconnect?.();
