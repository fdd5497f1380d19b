import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import {
  assignments,
  commentReactions,
  people,
  roleGrants,
  unitTree,
  visitComments,
  visitReads,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import type { Reaction } from '../rules';

const mostComments = 300;

const onVisit = (ctx: Context, visitId: string) =>
  and(
    eq(visitComments.visitId, visitId),
    inReach(ctx, visitComments.tenantId),
    isNull(visitComments.deletedAt),
    inScope(ctx, visitComments, visitComments.accountId),
  );

type Visit = { id: string; tenantId: number; unitId: number; ownerId: string; accountId: string };

/** What is said about a visit, from the first word on. */
export async function listComments(ctx: Context, visitId: string) {
  const [rows, given] = await Promise.all([
    ctx.db
      .select({
        id: visitComments.id,
        authorId: visitComments.authorId,
        authorName: people.name,
        ownerId: visitComments.ownerId,
        text: visitComments.text,
        isQuestion: visitComments.isQuestion,
        answersId: visitComments.answersId,
        answeredAt: visitComments.answeredAt,
        createdAt: visitComments.createdAt,
        editedAt: visitComments.editedAt,
        mentioned: sql<string | null>`(
          select string_agg(m.name, '、' order by m.pinyin, m.id) from ${people} m
          where m.id in (select value::uuid from jsonb_array_elements_text(${visitComments.mentions})))`,
      })
      .from(visitComments)
      .leftJoin(people, eq(people.id, visitComments.authorId))
      .where(onVisit(ctx, visitId))
      .orderBy(asc(visitComments.createdAt), asc(visitComments.id))
      .limit(mostComments),
    ctx.db
      .select({
        commentId: commentReactions.commentId,
        kind: commentReactions.kind,
        personId: commentReactions.personId,
        name: people.name,
      })
      .from(commentReactions)
      .innerJoin(
        visitComments,
        and(eq(visitComments.tenantId, commentReactions.tenantId), eq(visitComments.id, commentReactions.commentId)),
      )
      .leftJoin(people, eq(people.id, commentReactions.personId))
      .where(onVisit(ctx, visitId))
      .limit(mostComments * 10),
  ]);
  return rows.map((row) => ({
    ...row,
    reactions: gather(
      given.filter((one) => one.commentId === row.id),
      ctx,
    ),
  }));
}
export type Comment = Awaited<ReturnType<typeof listComments>>[number];

function gather(given: { kind: Reaction; personId: string; name: string | null }[], { actor }: Context) {
  const kinds = [...new Set(given.map((one) => one.kind))];
  return kinds.map((kind) => {
    const those = given.filter((one) => one.kind === kind);
    return {
      kind,
      names: those.flatMap(({ name }) => name ?? []),
      count: those.length,
      isMine: those.some((one) => one.personId === actor.personId),
    };
  });
}

const unitRoles = sql.raw(`('team_lead', 'sales_director', 'service_agent', 'admin')`);

/** Who may be mentioned: those who can see the visit, nearest first. */
export const listMentionable = (ctx: Context, visit: Visit) =>
  ctx.db
    .select({ id: people.id, name: people.name, title: people.title })
    .from(people)
    .where(
      and(
        sql`${people.id} <> ${ctx.actor.personId}`,
        sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)}::date)`,
        sql`(${people.id} = ${visit.ownerId}
          or ${people.id} in (
            select s.owner_id from ${assignments} s where s.tenant_id = ${visit.tenantId}
              and s.account_id = ${visit.accountId} and s.during @> ${today(ctx.now)}::date)
          or ${people.id} in (
            select g.person_id from ${roleGrants} g join ${unitTree} u on u.ancestor_id = g.unit_id
            where u.descendant_id = ${visit.unitId} and g.role in ${unitRoles}))`,
      ),
    )
    .orderBy(
      sql`${people.id} = ${visit.ownerId} desc`,
      sql`${people.unitId} = ${visit.unitId} desc`,
      sql`${people.unitId} = ${ctx.actor.unitId} desc`,
      asc(people.pinyin),
      asc(people.id),
    )
    .limit(60);

/** Whether others have said something since the person last looked. */
export async function hasUnreadComments(ctx: Context, visitId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: visitComments.id })
    .from(visitComments)
    .where(
      and(
        onVisit(ctx, visitId),
        sql`${visitComments.authorId} <> ${ctx.actor.personId}`,
        sql`not exists (select 1 from ${visitReads} r where r.tenant_id = ${visitComments.tenantId}
          and r.visit_id = ${visitComments.visitId} and r.person_id = ${ctx.actor.personId}
          and r.seen_at >= ${visitComments.createdAt})`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Whether the person has opened the visit at all. */
export async function hasSeen(ctx: Context, visit: { id: string; tenantId: number }): Promise<boolean> {
  const [row] = await ctx.db
    .select({ seenAt: visitReads.seenAt })
    .from(visitReads)
    .where(
      and(
        eq(visitReads.tenantId, visit.tenantId),
        eq(visitReads.visitId, visit.id),
        eq(visitReads.personId, ctx.actor.personId),
      ),
    );
  return row !== undefined;
}
