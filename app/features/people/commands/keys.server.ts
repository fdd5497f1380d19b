import { eq, sql } from 'drizzle-orm';
import { sessions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { forbidden, unauthorised } from '~/core/refusals.server';

/** Ends whatever speaks for a person without a session, tokens and the calendar's address: one's own, or as their administrator. */
export const endKeys = (ctx: Context, personId: string): Promise<void> =>
  inTransaction(ctx, async ({ db }) => {
    const rows = await db.execute<{ done: boolean }>(sql`select app.end_keys(${personId}::uuid) as done`);
    if (!rows[0]?.done) throw forbidden('people.manage');
  });

/** Keeps the own session from being ended before this transaction has: no key is made behind the back of a recovery. */
export async function holdSession({ db, actor }: Context) {
  const [session] = await db
    .select({ revokedAt: sessions.revokedAt })
    .from(sessions)
    .where(eq(sessions.id, actor.sessionId))
    .for('share');
  if (session?.revokedAt) throw unauthorised();
}
