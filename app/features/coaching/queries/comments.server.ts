import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import {
  assignments,
  commentReactions,
  opportunityReads,
  people,
  roleGrants,
  unitTree,
  visitComments,
  visitReactions,
  visitReads,
  visits,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import type { Reaction } from '../rules';
import type { TalkRef, TalkSubject } from '../subject';

const mostComments = 300;

/** Comments on this very visit or deal. */
export const saidOf = ({ kind, id }: TalkRef) =>
  eq(kind === 'visit' ? visitComments.visitId : visitComments.opportunityId, id);

const standing = (ctx: Context, about: TalkRef) =>
  and(
    saidOf(about),
    inReach(ctx, visitComments.tenantId),
    isNull(visitComments.deletedAt),
    inScope(ctx, visitComments, visitComments.accountId),
  );

/** What is said about a visit or a deal, from the first word on. */
export async function listComments(ctx: Context, about: TalkRef) {
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
      .where(standing(ctx, about))
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
      .where(standing(ctx, about))
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

/** What those who have read a visit have set on it. */
export async function listVisitReactions(ctx: Context, visit: { tenantId: number; id: string }) {
  const given = await ctx.db
    .select({ kind: visitReactions.kind, personId: visitReactions.personId, name: people.name })
    .from(visitReactions)
    .innerJoin(visits, and(eq(visits.tenantId, visitReactions.tenantId), eq(visits.id, visitReactions.visitId)))
    .leftJoin(people, eq(people.id, visitReactions.personId))
    .where(
      and(
        eq(visitReactions.tenantId, visit.tenantId),
        eq(visitReactions.visitId, visit.id),
        inScope(ctx, visits, visits.accountId),
      ),
    )
    .orderBy(asc(visitReactions.createdAt), asc(visitReactions.kind), asc(visitReactions.personId))
    .limit(mostComments);
  return gather(given, ctx);
}
export type Given = Awaited<ReturnType<typeof listVisitReactions>>[number];

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

/** Who may be mentioned: those who can see the record, nearest first. */
export const listMentionable = (ctx: Context, about: Omit<TalkSubject, 'kind'>) =>
  ctx.db
    .select({ id: people.id, name: people.name, title: people.title })
    .from(people)
    .where(
      and(
        sql`${people.id} <> ${ctx.actor.personId}`,
        sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)}::date)`,
        sql`(${people.id} = ${about.ownerId}
          or ${people.id} in (
            select s.owner_id from ${assignments} s where s.tenant_id = ${about.tenantId}
              and s.account_id = ${about.accountId} and s.during @> ${today(ctx.now)}::date)
          or ${people.id} in (
            select g.person_id from ${roleGrants} g join ${unitTree} u on u.ancestor_id = g.unit_id
            where u.descendant_id = ${about.unitId} and g.role in ${unitRoles}))`,
      ),
    )
    .orderBy(
      sql`${people.id} = ${about.ownerId} desc`,
      sql`${people.unitId} = ${about.unitId} desc`,
      sql`${people.unitId} = ${ctx.actor.unitId} desc`,
      asc(people.pinyin),
      asc(people.id),
    )
    .limit(60);

/** Whether others have said something since the person last looked. */
export async function hasUnreadComments(ctx: Context, about: TalkRef): Promise<boolean> {
  const reads = about.kind === 'visit' ? visitReads : opportunityReads;
  const [row] = await ctx.db
    .select({ id: visitComments.id })
    .from(visitComments)
    .where(
      and(
        standing(ctx, about),
        sql`${visitComments.authorId} <> ${ctx.actor.personId}`,
        sql`not exists (select 1 from ${reads} r where r.tenant_id = ${visitComments.tenantId}
          and r.${sql.raw(`${about.kind}_id`)} = ${about.id}::uuid and r.person_id = ${ctx.actor.personId}
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

/** Whether the person answers for a deal beside its owner: on the team of its account today. */
export async function isServing(ctx: Context, { kind, tenantId, accountId }: TalkSubject): Promise<boolean> {
  if (kind !== 'opportunity') return false;
  const [row] = await ctx.db
    .select({ id: assignments.id })
    .from(assignments)
    .where(
      and(
        eq(assignments.tenantId, tenantId),
        eq(assignments.accountId, accountId),
        eq(assignments.ownerId, ctx.actor.personId),
        sql`${assignments.during} @> ${today(ctx.now)}::date`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
