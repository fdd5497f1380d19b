import { eq } from 'drizzle-orm';
import { passkeys, recoveryCodes, secondFactors, ssoIdentities } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockManaged, subjectOf } from '~/features/people/commands/person.server';
import { endSessions } from './end-sessions.server';

/**
 * For somebody who has lost their phone: authenticator, passkeys and company sign-in go, the password alone does. Whoever has the
 * phone has its sessions too, so these and the programs end as with a recovery. They are told.
 */
export const resetSecondFactor = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, id);
    requirePermission(ctx.actor, 'people.manage');
    if (id === ctx.actor.personId) return refused('person.not_oneself');
    await ctx.db.delete(recoveryCodes).where(eq(recoveryCodes.personId, id));
    const gone = [];
    for (const table of [secondFactors, passkeys, ssoIdentities])
      gone.push(...(await ctx.db.delete(table).where(eq(table.personId, id)).returning({ id: table.personId })));
    await endSessions(ctx, id, null, { keys: true });
    if (gone.length) await record(ctx, 'person.second_factor_reset', { ...subjectOf(person), ownerId: id });
    return ok(null);
  });
