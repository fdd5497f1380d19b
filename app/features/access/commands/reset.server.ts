import { eq } from 'drizzle-orm';
import { recoveryCodes, secondFactors } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockManaged, subjectOf } from '~/features/people/commands/person.server';

/** For somebody who has lost authenticator and codes: they sign in with the password alone, and are told. */
export const resetSecondFactor = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, id);
    requirePermission(ctx.actor, 'people.manage');
    if (id === ctx.actor.personId) return refused('person.not_oneself');
    await ctx.db.delete(recoveryCodes).where(eq(recoveryCodes.personId, id));
    const gone = await ctx.db
      .delete(secondFactors)
      .where(eq(secondFactors.personId, id))
      .returning({ id: secondFactors.personId });
    if (gone.length) await record(ctx, 'person.second_factor_reset', { ...subjectOf(person), ownerId: id });
    return ok(null);
  });
