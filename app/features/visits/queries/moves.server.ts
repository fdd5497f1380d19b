import { and, desc, eq, gte, isNull, type SQL, sql } from 'drizzle-orm';
import { competitorMoves, competitors, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addMonths, today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';

const moves = (ctx: Context, about: SQL | undefined, limit: number) =>
  ctx.db
    .select({
      id: competitorMoves.id,
      competitorId: competitorMoves.competitorId,
      competitor: competitors.name,
      kind: competitorMoves.kind,
      note: competitorMoves.note,
      seenAt: competitorMoves.seenAt,
      visitId: competitorMoves.visitId,
      ownerId: competitorMoves.ownerId,
      ownerName: people.name,
    })
    .from(competitorMoves)
    .innerJoin(competitors, eq(competitors.id, competitorMoves.competitorId))
    .leftJoin(people, eq(people.id, competitorMoves.ownerId))
    .where(
      and(
        about,
        inReach(ctx, competitorMoves.tenantId),
        isNull(competitorMoves.deletedAt),
        inScope(ctx, competitorMoves, competitorMoves.accountId),
      ),
    )
    .orderBy(desc(competitorMoves.seenAt), desc(competitorMoves.id))
    .limit(limit);
export type SeenMove = Awaited<ReturnType<typeof moves>>[number];

export const listMovesOfVisit = (ctx: Context, visitId: string) => moves(ctx, eq(competitorMoves.visitId, visitId), 50);

/** What competitors did at an account in the last twelve months, the newest first. */
export const listMovesOf = (ctx: Context, accountId: string, limit = 100) =>
  moves(
    ctx,
    and(
      eq(competitorMoves.accountId, accountId),
      gte(competitorMoves.seenAt, sql`${addMonths(today(ctx.now), -12)}::date`),
    ),
    limit,
  );
