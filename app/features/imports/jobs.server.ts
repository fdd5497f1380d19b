import type { JobHelpers } from 'graphile-worker';
import * as z from 'zod';
import { imports } from '#drizzle/schema';
import { findActorById } from '~/core/actor.server';
import { type Context, contextFor } from '~/core/context.server';
import { roles } from '~/features/people/rules';
import { mayRun } from './access.server';
import { type ImportKey, Interrupted, onlyImport } from './key.server';
import { failImport, runImport } from './run.server';
import { undoImport } from './undo.server';

const payloadSchema = z.object({
  tenantId: z.number().int(),
  id: z.string(),
  personId: z.string(),
  role: z.enum(roles),
});
type Helpers = Pick<JobHelpers, 'abortSignal'>;
type Work = (ctx: Context, key: ImportKey, signal?: AbortSignal) => Promise<void>;

/** Runs as the person who asked, with the rights that person has now. */
async function asStarter(payload: unknown, helpers: Helpers | undefined, work: Work) {
  const { personId, role, ...key } = payloadSchema.parse(payload);
  const actor = await findActorById(personId, role);
  if (!actor) return;
  const ctx = contextFor(actor);
  try {
    const [import_] = await ctx.db.select().from(imports).where(onlyImport(key));
    if (!import_) return;
    if (!mayRun(actor, import_.kind)) return await failImport(ctx, key, 'imports.failure_forbidden');
    await work(ctx, key, helpers?.abortSignal);
  } catch (error) {
    // the database away or the process ending: the queue tries again; anything else would fail each time
    if (error instanceof Interrupted || isRefusal(error)) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    await failImport(ctx, key, missing ? 'imports.failure_file' : 'imports.failure_internal');
    if (!missing) throw error;
  }
}

const isRefusal = (error: unknown) => typeof error === 'object' && error !== null && 'init' in error;

export const importTasks = {
  'import.run': (payload: unknown, helpers?: Helpers) => asStarter(payload, helpers, runImport),
  'import.undo': (payload: unknown, helpers?: Helpers) => asStarter(payload, helpers, undoImport),
};
export const tasks = importTasks;
