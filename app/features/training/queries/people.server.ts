import { and, eq, sql } from 'drizzle-orm';
import { people, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';

const mostPeople = 300;
const working = (ctx: Context) => sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)}::date)`;

/** The units of the company, the upper ones first. */
export const listUnitOptions = (ctx: Context) =>
  ctx.db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(eq(units.tenantId, ctx.actor.tenantId))
    .orderBy(units.id)
    .limit(500);

/** Whom this person may send to learn: the company for its trainer, one's own people for who leads them. */
export function listOwnPeople(ctx: Context) {
  const { role, tenantId, visibleTenants, visibleUnits, personId } = ctx.actor;
  const ints = (list: number[]) => sql`${`{${list.join(',')}}`}::integer[]`;
  const whose =
    role === 'trainer'
      ? sql`${people.tenantId} = ${tenantId}`
      : sql`${people.tenantId} = ${tenantId} and (${people.tenantId} = any(${ints(visibleTenants)}) or ${people.unitId} = any(${ints(visibleUnits)}))`;
  return ctx.db
    .select({ id: people.id, name: people.name, unit: units.name })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .where(and(whose, working(ctx), sql`${people.id} <> ${personId}`))
    .orderBy(people.unitId, people.pinyin, people.id)
    .limit(mostPeople);
}

/** Who may hold a session: everybody who works in the company and trains, oneself first. */
export const listTrainers = (ctx: Context) =>
  ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(
      and(
        eq(people.tenantId, ctx.actor.tenantId),
        working(ctx),
        sql`(${people.id} = ${ctx.actor.personId} or exists (select from role_grants g where g.person_id = ${people.id} and g.role in ('trainer', 'admin', 'product_manager', 'team_lead')))`,
      ),
    )
    .orderBy(sql`${people.id} <> ${ctx.actor.personId}`, people.pinyin)
    .limit(100);
