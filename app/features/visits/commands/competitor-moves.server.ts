import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { competitorMoves, competitors } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId, newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { addCompetitor, competitorNamed } from '~/features/offerings/competitors.server';
import type { CompetitorMoveInput } from '../input';
import { hasBegun, type MoveKind } from '../rules';
import { lockVisit, subjectOf, type VisitRow } from './row.server';

type Move = {
  id: string | null;
  competitorId: string | null;
  competitorName: string | null;
  kind: MoveKind;
  note: string | null;
};

/** Whether all competitors chosen are of the national list or of the company that serves the customer. */
export async function checkCompetitors(ctx: Context, tenantId: number, moves: Move[]): Promise<Result<null>> {
  const ids = [...new Set(moves.flatMap(({ competitorId }) => competitorId ?? []))];
  if (!ids.length) return ok(null);
  const found = await ctx.db
    .select({ id: competitors.id })
    .from(competitors)
    .where(and(inArray(competitors.id, ids), or(isNull(competitors.tenantId), eq(competitors.tenantId, tenantId))));
  const known = new Set(found.map(({ id }) => id));
  const fields = moves.flatMap(({ competitorId }, i) =>
    competitorId && !known.has(competitorId) ? [[`moves.${i}.competitorId`, 'move.competitor_unknown']] : [],
  );
  return fields.length ? refused('invalid', { fields: Object.fromEntries(fields) }) : ok(null);
}

async function competitorOf(ctx: Context, tenantId: number, move: Move) {
  if (move.competitorId) return move.competitorId;
  const { id, add } = await competitorNamed(ctx, tenantId, move.competitorName ?? '');
  return add ? addCompetitor(ctx, id, add) : id;
}

/** What competitors were seen to do at the visit; a row that was sent before is not written again. */
export async function addMoves(ctx: Context, visit: VisitRow, moves: Move[]) {
  const { tenantId, unitId, ownerId, accountId, opportunityId, id: visitId } = visit;
  for (const move of moves) {
    const row = {
      tenantId,
      unitId,
      ownerId,
      accountId,
      opportunityId,
      visitId,
      id: move.id ?? newId(),
      competitorId: await competitorOf(ctx, tenantId, move),
      kind: move.kind,
      note: move.note,
      seenAt: visit.startedAt ?? visit.plannedAt,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    };
    const [added] = await ctx.db
      .insert(competitorMoves)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: competitorMoves.id });
    const { competitorId, kind, note } = row;
    if (added) await record(ctx, 'move.seen', subjectOf('move', row), { after: { competitorId, kind, note } });
  }
}

/** A move that came to mind after the visit was logged. Sent twice, it exists once. */
export const addMove = (ctx: Context, { visitId, move }: CompetitorMoveInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (!hasBegun(visit.status)) return refused('visit.nothing_heard_yet');
    if (!move) return refused('invalid', { fields: { 'move.competitorName': 'error.required' } });
    const known = await checkCompetitors(ctx, visit.tenantId, [move]);
    if (!known.ok) return refused('invalid', { fields: { 'move.competitorId': 'move.competitor_unknown' } });
    await addMoves(ctx, visit, [move]);
    return ok(null);
  });

/** One noted by mistake; it can be taken back. */
export const deleteMove = (ctx: Context, id: string) => putMove(ctx, id, true);
export const restoreMove = (ctx: Context, id: string) => putMove(ctx, id, false);

const putMove = (ctx: Context, id: string, isGone: boolean): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    if (!isId(id)) throw notFound();
    const here = and(
      eq(competitorMoves.id, id),
      inReach(ctx, competitorMoves.tenantId),
      inScope(ctx, competitorMoves, competitorMoves.accountId),
    );
    const [move] = await ctx.db.select().from(competitorMoves).where(here).for('update');
    if (!move) throw notFound();
    requirePermission(ctx.actor, 'visit.log', move);
    if ((move.deletedAt !== null) === isGone) return ok(null);
    const by = isGone ? ctx.actor.personId : null;
    await ctx.db
      .update(competitorMoves)
      .set({ deletedAt: isGone ? ctx.now : null, deletedBy: by, version: move.version + 1, updatedAt: ctx.now })
      .where(and(eq(competitorMoves.tenantId, move.tenantId), eq(competitorMoves.id, move.id)));
    const { competitorId, kind, note } = move;
    await record(ctx, isGone ? 'move.deleted' : 'move.restored', subjectOf('move', move), {
      [isGone ? 'before' : 'after']: { competitorId, kind, note },
    });
    return ok(null);
  });
