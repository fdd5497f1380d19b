import { and, eq, isNull } from 'drizzle-orm';
import { apiTokens } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { holdSession } from '~/features/people/commands/keys.server';
import { lockManaged } from '~/features/people/commands/person.server';
import { ownSession } from '~/features/people/commands/roles.server';
import type { NewToken } from './input';
import { mostTokens } from './rules';
import { makeToken } from './secret.server';
import { listOwnTokens } from './tokens.server';

/** A token for a program that acts for oneself in the present role, told this once. The form sent again makes no second one. */
export const createToken = (ctx: Context, input: NewToken): Promise<Result<{ token: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'token.use');
    await holdSession(ctx);
    const { id, name, days, scopes } = input;
    const held = await listOwnTokens(ctx);
    if (held.length >= mostTokens) return refused('token.too_many', { params: { n: mostTokens } });
    const { token, tokenHash } = makeToken();
    const { personId, role } = ctx.actor;
    // the day after the last one, so that the token lives as many whole days as were asked for
    const expiresAt = fromLocal(addDays(today(ctx.now), days));
    const made = await ctx.db
      .insert(apiTokens)
      .values({ id, tokenHash, personId, role, name, createdAt: ctx.now, expiresAt, scopes })
      .onConflictDoNothing()
      .returning({ id: apiTokens.id });
    if (!made.length) return refused('token.made_before');
    await record(ctx, 'session.token_made', ownSession(ctx, id), { after: { name, scopes: scopes.join(' '), days } });
    return ok({ token });
  });

/** Ends a living token of a person; answers what it was called. */
async function end(ctx: Context, personId: string, id: string) {
  const [ended] = await ctx.db
    .update(apiTokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.personId, personId), isNull(apiTokens.revokedAt)))
    .returning({ name: apiTokens.name });
  if (!ended) throw notFound();
  return ended;
}

/** Void within seconds, in every process. */
export const revokeToken = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'token.use');
    const before = await end(ctx, ctx.actor.personId, id);
    await record(ctx, 'session.token_revoked', ownSession(ctx, id), { before });
    return ok(null);
  });

/** The same by an administrator of their unit. */
export const revokeTokenOf = (ctx: Context, personId: string, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const { tenantId, unitId } = await lockManaged(ctx, personId);
    const before = await end(ctx, personId, id);
    const subject = { kind: 'session' as const, id, tenantId, unitId, ownerId: personId };
    await record(ctx, 'session.token_revoked', subject, { before });
    return ok(null);
  });
