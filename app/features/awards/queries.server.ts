import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { awards, people, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';

const nameOf = (person: SQL.Aliased | SQL) => sql<string | null>`(select w.name from people w where w.id = ${person})`;
const columns = {
  id: awards.id,
  tenantId: awards.tenantId,
  personId: awards.personId,
  personName: sql<string>`coalesce(${people.name}, '')`,
  unitName: units.name,
  title: awards.title,
  story: awards.story,
  citation: awards.citation,
  answer: awards.answer,
  state: awards.state,
  nominatedBy: awards.nominatedBy,
  nominator: nameOf(sql`${awards.nominatedBy}`),
  entryId: awards.entryId,
  createdAt: awards.createdAt,
  decidedBy: awards.decidedBy,
  decider: nameOf(sql`${awards.decidedBy}`),
  decidedAt: awards.decidedAt,
};
const from = (ctx: Context) =>
  ctx.db
    .select(columns)
    .from(awards)
    .leftJoin(people, eq(people.id, awards.personId))
    .leftJoin(units, eq(units.id, people.unitId));

/** Given ones of the own company; what one told of; and all of the companies one keeps. */
const inSight = (ctx: Context) => {
  const { actor } = ctx;
  const ways = [
    and(eq(awards.tenantId, actor.tenantId), eq(awards.state, 'granted')),
    eq(awards.nominatedBy, actor.personId),
  ];
  if (can(actor, 'award.decide') && actor.visibleTenants.length)
    ways.push(sql`${awards.tenantId} = any(${`{${actor.visibleTenants}}`}::integer[])`);
  return or(...ways);
};

export async function getAward(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'award.read');
  if (!isId(id)) throw notFound();
  const [row] = await from(ctx).where(and(eq(awards.id, id), inSight(ctx)));
  if (!row) throw notFound();
  return row;
}
export type Award = Awaited<ReturnType<typeof getAward>>;

/** What the company is proud of, the latest first. */
export async function listGranted(ctx: Context, after: Cursor | null) {
  requirePermission(ctx.actor, 'award.read');
  const where = [eq(awards.tenantId, ctx.actor.tenantId), eq(awards.state, 'granted')];
  if (after)
    where.push(sql`(${awards.decidedAt}, ${awards.id}) < (${String(after.value)}::timestamptz, ${after.id}::uuid)`);
  const rows = await from(ctx)
    .where(and(...where))
    .orderBy(sql`${awards.decidedAt} desc nulls first`, desc(awards.id))
    .limit(pageSize + 1);
  const last = rows[pageSize - 1];
  return {
    rows: rows.slice(0, pageSize),
    after:
      rows.length > pageSize && last?.decidedAt
        ? writeCursor({ value: last.decidedAt.toISOString(), id: last.id })
        : null,
  };
}

/** What waits for somebody who may decide, and what one has told of oneself: not about oneself, that would spoil it. */
export async function listNominations(ctx: Context): Promise<Award[]> {
  requirePermission(ctx.actor, 'award.read');
  const { personId } = ctx.actor;
  return from(ctx)
    .where(
      and(
        inSight(ctx),
        or(eq(awards.state, 'nominated'), eq(awards.nominatedBy, personId)),
        sql`${awards.personId} <> ${personId}`,
        or(eq(awards.state, 'nominated'), isNull(awards.entryId)),
      ),
    )
    .orderBy(desc(awards.createdAt), desc(awards.id))
    .limit(pageSize);
}
