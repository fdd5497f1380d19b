import { and, desc, eq, ne, notLike, or, type SQL } from 'drizzle-orm';
import { journal, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { refused } from '~/core/result';
import { inScope } from '~/core/scope.server';

export type JournalEntry = {
  id: string;
  at: string;
  event: string;
  actorName: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** What was done by me, or to what I may see. */
export const journalInReach = (ctx: Context) =>
  or(eq(journal.actorId, ctx.actor.personId), inScope(ctx, journal, journal.accountId))!;

/** Everything written about one record, newest first. */
export async function listJournalOf(ctx: Context, subjectId: string, limit = 50, which?: SQL): Promise<JournalEntry[]> {
  const rows = await ctx.db
    .select({
      id: journal.id,
      at: journal.at,
      event: journal.event,
      actorName: people.name,
      before: journal.before,
      after: journal.after,
    })
    .from(journal)
    .leftJoin(people, eq(people.id, journal.actorId))
    .where(and(eq(journal.subjectId, subjectId), journalInReach(ctx), which))
    .orderBy(desc(journal.at), desc(journal.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** What is said about a record does not change it. */
export const isChange = notLike(journal.event, '%.comment%');
/** Nor does its qualification, which has a version of its own. */
const ofItself = and(isChange, ne(journal.event, 'opportunity.qualified'));

/** The refusal of a write based on an older version: who changed what since. */
export async function stale(ctx: Context, subjectId: string) {
  const [last] = await listJournalOf(ctx, subjectId, 1, ofItself);
  if (!last) return refused('stale');
  const details = { who: last.actorName, at: last.at, fields: Object.keys(last.after ?? {}) };
  return refused('stale', { details, params: { who: last.actorName ?? '' } });
}
