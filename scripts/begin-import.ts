import { createReadStream } from 'node:fs';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { newId } from '~/core/ids';
import { createImport, startImport } from '~/features/imports/commands.server';
import { getImport } from '~/features/imports/queries.server';
import { storeFile } from '~/features/imports/store.server';

const { IMPORT_FILE = '', IMPORT_PERSON = '', IMPORT_UNIT } = process.env;

/** An import of accounts put into the queue through the steps of a person; who, where and what say the environment. */
export async function beginImport(name: string) {
  const actor = await findActorById(IMPORT_PERSON, 'sales_director');
  if (!actor) throw new Error('nobody to import as');
  const ctx = contextFor(actor);
  const stored = await storeFile(createReadStream(IMPORT_FILE));
  if (!stored.ok) throw new Error(stored.reason);
  const id = newId();
  const made = await createImport(ctx, { id, kind: 'accounts', unitId: Number(IMPORT_UNIT) }, { ...stored.file, name });
  if (!made.ok) throw new Error(JSON.stringify(made));
  const { version, tenantId } = await getImport(ctx, id);
  const started = await startImport(ctx, id, version);
  if (!started.ok) throw new Error(JSON.stringify(started));
  return { ctx, id, tenantId };
}
