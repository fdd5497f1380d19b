import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { normalise } from '~/core/pinyin.server';
import { textArray } from '~/features/accounts/queries.server';
import { textTerms } from '../text-terms';

/** As many as the function finds at most: fewer are all there are. */
const mostFound = 5000;

/** `among` are visits that speak of it: all of them, or so many that a walk in the order of a list meets some soon. */
export type Spoken = { passing: SQL; among: SQL; isAll: boolean };

/** What a text means as a condition on visits `t`; null when there is nothing to look for. */
export async function spokenOf(ctx: Context, q: string | null): Promise<Spoken | null> {
  const terms = q ? textTerms(normalise(q)) : null;
  if (!terms) return null;
  const found = await ctx.db.execute<{ id: string }>(sql`
    select id from app.find_visits(${textArray(terms.pairs)}::text[], ${textArray(terms.words)}::text[], ${mostFound})`);
  const among = sql`t.id = any(${textArray([...found].map(({ id }) => id))}::uuid[])`;
  if (found.length < mostFound) return { passing: among, among, isAll: true };
  // not LIKE: the planner takes a pattern for rare, and would sort everything instead of walking in order
  const passing = sql.join(
    terms.words.map(
      (word) => sql`position(${word} in app.visit_text(t.purpose, app.visit_said(t.note, t.answers))) > 0`,
    ),
    sql` and `,
  );
  return { passing, among, isAll: false };
}
