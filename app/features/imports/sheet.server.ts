import type { Context } from '~/core/context.server';
import { type Result, refused } from '~/core/result';
import { requireImport } from './access.server';
import { getImport } from './queries.server';
import { canConfigure } from './rules';
import { readSheets, storeSheet } from './store.server';

/** Unpacks the sheet a person chose before anything is locked: a large one takes a while. */
export async function withSheet<T>(
  ctx: Context,
  id: string,
  sheet: number | undefined,
  go: (storedAs: string | null) => Promise<Result<T>>,
): Promise<Result<T>> {
  const import_ = await getImport(ctx, id);
  requireImport(ctx.actor, import_.kind);
  if (sheet === undefined || !canConfigure(import_.state)) return go(null);
  if ((await readSheets(import_.storedAs)).sheet === sheet) return go(null);
  const stored = await storeSheet(import_.storedAs, sheet);
  return stored.ok ? go(stored.storedAs) : refused('invalid', { fields: { sheet: stored.reason } });
}
