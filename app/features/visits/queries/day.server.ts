import { and, asc, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { accounts, contacts, people, visitAttendees, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, startOf, today } from '~/core/dates';
import { can } from '~/core/permissions';
import { inScope, scopedKeys } from '~/core/scope.server';
import { endingSoonDays } from '../door-lines';
import { attendeeNames } from './attendees.server';
import { isJoined, joinedKeys } from './joint.server';

const planned = {
  id: visits.id,
  version: visits.version,
  accountId: visits.accountId,
  accountName: accounts.name,
  address: accounts.address,
  grade: accounts.grade,
  purpose: visits.purpose,
  type: visits.type,
  channel: visits.channel,
  status: visits.status,
  plannedAt: visits.plannedAt,
  plannedMinutes: visits.plannedMinutes,
  startedAt: visits.startedAt,
  endedAt: visits.endedAt,
  isProposed: visits.isProposed,
  ownerName: people.name,
  contacts: attendeeNames(),
};
export type DayVisit = Awaited<ReturnType<typeof listWeek>>[number];

const ofAccount = and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId));

const plannedBetween = (from: Date, until: Date) =>
  sql`${visits.plannedAt} >= ${from.toISOString()}::timestamptz and ${visits.plannedAt} < ${until.toISOString()}::timestamptz`;

/** One person's visits of the week that `day` lies in, as far as they are in scope, in order of time. */
export function listWeek(ctx: Context, day: string, personId = ctx.actor.personId) {
  const monday = startOf(day, 'week');
  return ctx.db
    .select(planned)
    .from(visits)
    .leftJoin(accounts, ofAccount)
    .leftJoin(people, eq(people.id, visits.ownerId))
    .where(
      and(
        eq(visits.ownerId, personId),
        personId === ctx.actor.personId ? undefined : inScope(ctx, visits, visits.accountId),
        isNull(visits.deletedAt),
        gte(visits.plannedAt, fromLocal(monday)),
        lt(visits.plannedAt, fromLocal(addDays(monday, 7))),
      ),
    )
    .orderBy(asc(visits.plannedAt), asc(visits.id))
    .limit(200);
}

/** Visits of others in the week of `day` to which the person comes along. */
export function listJointWeek(ctx: Context, day: string) {
  const monday = startOf(day, 'week');
  return ctx.db
    .select({ ...planned, latitude: accounts.latitude, longitude: accounts.longitude })
    .from(visits)
    .leftJoin(accounts, ofAccount)
    .leftJoin(people, eq(people.id, visits.ownerId))
    .where(isJoined(ctx, plannedBetween(fromLocal(monday), fromLocal(addDays(monday, 7)))))
    .orderBy(asc(visits.plannedAt), asc(visits.id))
    .limit(200);
}

/** The visits of the days around now, own ones and those one comes along to, for the phone to keep. */
export async function listVisitsAround(ctx: Context, days: number) {
  const day = today(ctx.now);
  const between = plannedBetween(fromLocal(addDays(day, -days)), fromLocal(addDays(day, days + 1)));
  const those = (whose: SQL) =>
    ctx.db
      .select({ id: visits.id, accountId: visits.accountId, status: visits.status, plannedAt: visits.plannedAt })
      .from(visits)
      .where(and(whose, inArray(visits.status, ['planned', 'in_progress', 'completed'])))
      .orderBy(asc(visits.plannedAt), asc(visits.id))
      .limit(200);
  const [own, joint] = await Promise.all([
    those(sql`${visits.ownerId} = ${ctx.actor.personId} and ${visits.deletedAt} is null and ${between}`),
    those(isJoined(ctx, between)),
  ]);
  return [...own.map((one) => ({ ...one, isJoint: false })), ...joint.map((one) => ({ ...one, isJoint: true }))];
}

/** Everybody's visits of one day in scope, for those who lead. */
export function listTeamDay(ctx: Context, day: string, limit = 40) {
  const from = fromLocal(day).toISOString();
  const until = fromLocal(addDays(day, 1)).toISOString();
  const keys = scopedKeys(ctx, visits, {
    where: sql`t.deleted_at is null and t.planned_at >= ${from}::timestamptz and t.planned_at < ${until}::timestamptz and t.owner_id <> ${ctx.actor.personId}`,
    sort: sql`t.planned_at`,
    order: sql`t.planned_at, t.id`,
    limit,
    account: visits.accountId,
  });
  return ctx.db
    .select(planned)
    .from(sql`(select * from ${keys} w order by w.sort_key, w.id limit ${limit}) k`)
    .innerJoin(visits, sql`${visits.tenantId} = k.tenant_id and ${visits.id} = k.id`)
    .leftJoin(accounts, ofAccount)
    .leftJoin(people, eq(people.id, visits.ownerId))
    .orderBy(sql`k.sort_key`, sql`k.id`);
}

/** One row of a correlated query, as JSON. */
const oneOf = <T>(query: SQL) =>
  sql<T | null>`(${query})`.mapWith((value: string | T) =>
    typeof value === 'string' ? (JSON.parse(value) as T) : value,
  );

type Promised = { id: string; visitId: string | null; text: string; dueOn: string };

/** The visit under way, own or joint, else the next one of today or later, with the three facts worth knowing at the door. */
export async function findNextVisit(ctx: Context) {
  const { actor, now } = ctx;
  const account = sql`${visits.accountId}`;
  const nearest = sql`${visits.status} <> 'in_progress' as is_later, ${visits.plannedAt}`;
  const ahead = sql`${visits.status} in ('planned', 'in_progress')
    and ${visits.plannedAt} >= ${fromLocal(addDays(today(now), -1)).toISOString()}::timestamptz
    and (${visits.status} = 'in_progress'
      or ${visits.plannedAt} + make_interval(mins => ${visits.plannedMinutes}) >= ${now.toISOString()}::timestamptz)`;
  const promised = sql`select json_build_object('id', c.id, 'visitId', c.visit_id, 'text', c.text, 'dueOn', c.due_on::text)
    from commitments c where c.tenant_id = ${visits.tenantId} and c.account_id = ${account}
    and c.state = 'open' and c.deleted_at is null`;
  const [row] = await ctx.db
    .select({
      ...planned,
      isJoint: sql<boolean>`k.is_joint`,
      phone: sql<
        string | null
      >`coalesce((select c.mobile from ${visitAttendees} a join ${contacts} c on c.tenant_id = a.tenant_id and c.id = a.contact_id
        where a.tenant_id = ${visits.tenantId} and a.visit_id = ${visits.id} and c.mobile is not null limit 1), ${accounts.phone})`,
      latitude: accounts.latitude,
      longitude: accounts.longitude,
      openCount:
        sql<number>`(select count(*) from opportunities o where o.tenant_id = ${visits.tenantId} and o.account_id = ${account}
        and o.stage_type = 'open' and o.deleted_at is null)`.mapWith(Number),
      openFen:
        sql<number>`(select coalesce(sum(o.total_fen), 0) from opportunities o where o.tenant_id = ${visits.tenantId} and o.account_id = ${account}
        and o.stage_type = 'open' and o.deleted_at is null)`.mapWith(Number),
      overdue: oneOf<Promised>(sql`${promised} and c.due_on < ${today(now)}::date order by c.due_on, c.id limit 1`),
      due: oneOf<Promised>(sql`${promised} and c.due_on >= ${today(now)}::date order by c.due_on, c.id limit 1`),
      ending: can(actor, 'contract.read')
        ? oneOf<{ id: string; title: string; endsOn: string }>(sql`
            select json_build_object('id', c.id, 'title', c.title, 'endsOn', c.ends_on::text) from contracts c
            where c.tenant_id = ${visits.tenantId} and c.account_id = ${account} and c.state = 'active'
            and c.ends_on between ${today(now)}::date and ${addDays(today(now), endingSoonDays)}::date
            order by c.ends_on, c.id limit 1`)
        : sql<null>`null`,
      deal: oneOf<{ id: string; title: string; fen: number; step: string | null }>(sql`
        select json_build_object('id', o.id, 'title', o.title, 'fen', o.total_fen, 'step', o.next_step)
        from opportunities o where o.tenant_id = ${visits.tenantId} and o.account_id = ${account}
        and o.stage_type = 'open' and o.deleted_at is null order by o.total_fen desc, o.id limit 1`),
      need: oneOf<{ id: string; visitId: string | null; text: string }>(sql`
        select json_build_object('id', n.id, 'visitId', n.visit_id, 'text', n.text) from needs n
        where n.tenant_id = ${visits.tenantId} and n.account_id = ${account}
        and n.state in ('open', 'matched') and n.deleted_at is null order by n.created_at desc limit 1`),
      lastVisitedAt: accounts.lastVisitedAt,
      last: oneOf<{ id: string; note: string | null; satisfaction: number | null }>(sql`
        select json_build_object('id', v.id, 'note', v.note, 'satisfaction', v.satisfaction) from visits v
        where v.tenant_id = ${visits.tenantId} and v.account_id = ${account}
        and v.status = 'completed' and v.deleted_at is null order by v.planned_at desc limit 1`),
    })
    .from(
      sql`(select * from (
        (select ${visits.tenantId}, ${visits.id}, ${nearest}, false as is_joint from ${visits}
          where ${visits.ownerId} = ${actor.personId} and ${visits.deletedAt} is null and ${ahead} order by is_later, planned_at limit 1)
        union all
        (select ${visits.tenantId}, ${visits.id}, ${nearest}, true from ${joinedKeys(ctx, ahead)} j
          join ${visits} on ${visits.tenantId} = j.tenant_id and ${visits.id} = j.id order by is_later, planned_at limit 1)) either_way
        order by is_later, planned_at, is_joint limit 1) k`,
    )
    .innerJoin(visits, sql`${visits.tenantId} = k.tenant_id and ${visits.id} = k.id`)
    .leftJoin(accounts, ofAccount)
    .leftJoin(people, eq(people.id, visits.ownerId));
  return row ?? null;
}
export type NextVisit = NonNullable<Awaited<ReturnType<typeof findNextVisit>>>;

/** What the nightly job has proposed and nobody has answered yet, the next first. */
export const listProposals = (ctx: Context, limit = 5) =>
  ctx.db
    .select({ ...planned, total: sql<number>`count(*) over ()`.mapWith(Number) })
    .from(visits)
    .leftJoin(accounts, ofAccount)
    .leftJoin(people, eq(people.id, visits.ownerId))
    .where(
      and(
        eq(visits.ownerId, ctx.actor.personId),
        eq(visits.isProposed, true),
        isNull(visits.deletedAt),
        eq(visits.status, 'planned'),
        gte(visits.plannedAt, fromLocal(today(ctx.now))),
      ),
    )
    .orderBy(asc(visits.plannedAt), asc(visits.id))
    .limit(limit);
