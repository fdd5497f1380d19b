import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Actor, Context } from './context.server';

/** From so many deals on, figures of a whole group cost tenths of a second of the database. */
const manyDeals = 200_000;
const kept = new LRUCache<string, object>({ max: 300, ttl: 30_000 });
const size = new LRUCache<'deals', number>({ max: 1, ttl: 10 * 60_000 });

async function dealsAbout({ db }: Context) {
  const known = size.get('deals');
  if (known !== undefined) return known;
  const [row] = await db.execute<{ n: number }>(
    sql`select reltuples::int as n from pg_class where oid = 'opportunities'::regclass`,
  );
  size.set('deals', row?.n ?? 0);
  return row?.n ?? 0;
}

/**
 * Figures of many rows, at most half a minute old where the database is large, always new where it is not. What one
 * person saw is shown to the same person in the same role and units only, and no longer once they changed anything
 * themselves. Not for lists one works through.
 */
export async function dearFigures<Figures extends object>(
  ctx: Context,
  asked: readonly unknown[],
  make: () => Promise<Figures>,
): Promise<Figures> {
  if (ctx.inTransaction || (await dealsAbout(ctx)) < manyDeals) return make();
  return keepFor(ctx.actor, asked, make);
}

export async function keepFor<Figures extends object>(
  actor: Actor,
  asked: readonly unknown[],
  make: () => Promise<Figures>,
): Promise<Figures> {
  const { personId, role, ledUnits, visibleTenants, visibleUnits, locale } = actor;
  const key = `${personId} ${JSON.stringify([asked, role, ledUnits, visibleTenants, visibleUnits, locale])}`;
  const before = kept.get(key) as Figures | undefined;
  if (before) return before;
  const made = await make();
  kept.set(key, made);
  return made;
}

/** After a write of theirs. */
export function forgetFigures(personId: string) {
  for (const key of kept.keys()) if (key.startsWith(personId)) kept.delete(key);
}
