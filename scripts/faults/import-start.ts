// Run by jobs.ts: an import put into the queue through the steps of a person.
import { createReadStream } from 'node:fs';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { pool } from '~/core/db.server';
import { newId } from '~/core/ids';
import { createImport, startImport } from '~/features/imports/commands.server';
import { getImport } from '~/features/imports/queries.server';
import { storeFile } from '~/features/imports/store.server';

const { IMPORT_FILE = '', IMPORT_PERSON = '', IMPORT_UNIT } = process.env;
const actor = await findActorById(IMPORT_PERSON, 'sales_director');
if (!actor) throw new Error('nobody to import as');
const ctx = contextFor(actor);
const stored = await storeFile(createReadStream(IMPORT_FILE));
if (!stored.ok) throw new Error(stored.reason);
const id = newId();
const made = await createImport(
  ctx,
  { id, kind: 'accounts', unitId: Number(IMPORT_UNIT) },
  { ...stored.file, name: 'faults.csv' },
);
if (!made.ok) throw new Error(JSON.stringify(made));
const started = await startImport(ctx, id, (await getImport(ctx, id)).version);
if (!started.ok) throw new Error(JSON.stringify(started));
await new Promise<void>((done) => process.send?.(id, () => done()));
await pool.end();
process.disconnect?.();
