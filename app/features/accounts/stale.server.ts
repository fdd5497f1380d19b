import { and, desc, eq } from 'drizzle-orm';
import { journal, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { refused } from '~/core/result';
import { isChange } from '~/features/people/history.server';

export type StaleDetails = { who: string | null; at: string; fields: string[] };

/** The refusal of a write based on an older version: who changed what since. */
export async function stale(ctx: Context, subjectId: string) {
  const [last] = await ctx.db
    .select({ who: people.name, at: journal.at, after: journal.after })
    .from(journal)
    .leftJoin(people, eq(people.id, journal.actorId))
    .where(and(eq(journal.subjectId, subjectId), isChange))
    .orderBy(desc(journal.at), desc(journal.id))
    .limit(1);
  if (!last) return refused('stale');
  const details: StaleDetails = { who: last.who, at: last.at.toISOString(), fields: Object.keys(last.after ?? {}) };
  return refused('stale', { details, params: { who: last.who ?? '' } });
}
