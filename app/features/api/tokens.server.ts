import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { apiTokens } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** The living tokens that act for me, the newest first. */
export const listOwnTokens = (ctx: Context) => listTokensOf(ctx, ctx.actor.personId);

/** The same of somebody else: who does not administer their unit sees none. */
export const listTokensOf = (ctx: Context, personId: string) =>
  ctx.db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      kind: apiTokens.kind,
      role: apiTokens.role,
      scopes: apiTokens.scopes,
      createdAt: apiTokens.createdAt,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.personId, personId), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, ctx.now)))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(100);
