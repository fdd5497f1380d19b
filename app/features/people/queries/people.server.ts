import { and, asc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { people, roleGrants, tenants, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { isId } from '~/core/ids';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { normalise } from '~/core/pinyin.server';
import { notFound } from '~/core/refusals.server';
import { searchTerms } from '~/core/search-terms';
import type { PeopleFilter } from '../input';
import { type Role, roles } from '../rules';
import { below, holdsRole, peopleInReach } from './reach.server';

const fields = {
  id: people.id,
  name: people.name,
  title: people.title,
  phone: people.phone,
  email: people.email,
  employeeNo: people.employeeNo,
  unitId: people.unitId,
  unitName: units.name,
  tenantId: people.tenantId,
  tenantName: tenants.name,
  joinedOn: people.joinedOn,
  leftOn: people.leftOn,
  sellingLines: people.sellingLines,
  version: people.version,
};

const select = (ctx: Context) =>
  ctx.db
    .select({ ...fields, pinyin: people.pinyin })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .leftJoin(tenants, eq(tenants.id, people.tenantId)); // people above us sit in a company we do not see

function conditions(ctx: Context, filter: PeopleFilter): SQL[] {
  const found: SQL[] = [peopleInReach(ctx)];
  const terms = filter.q ? searchTerms(normalise(filter.q)) : null;
  for (const pattern of terms?.patterns ?? []) found.push(sql`${people.search} like ${pattern}`);
  if (filter.unit) found.push(sql`${people.unitId} in (${below(filter.unit)})`);
  if (filter.role) found.push(holdsRole(filter.role));
  if (filter.state === 'active') found.push(or(isNull(people.leftOn), gte(people.leftOn, today(ctx.now)))!);
  if (filter.state === 'left') found.push(lt(people.leftOn, today(ctx.now)));
  return found;
}

/** A page of the directory, by name. */
export async function listPeople(ctx: Context, filter: PeopleFilter, after: string | null, limit = pageSize) {
  const cursor = readCursor(after);
  const where = conditions(ctx, filter);
  if (cursor) where.push(sql`(${people.pinyin}, ${people.id}) > (${String(cursor.value)}, ${cursor.id})`);
  const found = await select(ctx)
    .where(and(...where))
    .orderBy(asc(people.pinyin), asc(people.id))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const held = await listRolesHeld(
    ctx,
    rows.map((row) => row.id),
  );
  return {
    rows: rows.map(({ pinyin: _, ...row }) => ({
      ...row,
      roles: roles.filter((role) => held.some((grant) => grant.personId === row.id && grant.role === role)),
    })),
    after: found.length > limit && last ? writeCursor({ value: last.pinyin, id: last.id }) : null,
  };
}

/** For pickers: people who still work, by name; `unitIds` narrows to these units. */
export function listPeopleOptions(ctx: Context, q = '', unitIds?: number[]) {
  const where = conditions(ctx, { q, state: 'active', role: null, unit: undefined });
  if (unitIds) where.push(inArray(people.unitId, unitIds));
  return ctx.db
    .select({ id: people.id, name: people.name, unitName: units.name })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .where(and(...where))
    .orderBy(asc(people.pinyin), asc(people.id))
    .limit(20);
}

/** The same of one company, as a picker shows them. */
export async function listCompanyOptions(ctx: Context, q = '', tenantId = ctx.actor.tenantId) {
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, unitName: units.name })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .where(and(eq(people.tenantId, tenantId), ...conditions(ctx, { q, state: 'active', role: null, unit: undefined })))
    .orderBy(asc(people.pinyin), asc(people.id))
    .limit(20);
  return rows.map(({ id, name, unitName }) => ({ value: id, label: name, hint: unitName }));
}

export type Grant = { personId: string; role: Role; unitId: number; unitName: string };

export async function listRolesHeld(ctx: Context, personIds: string[]): Promise<Grant[]> {
  if (!personIds.length) return [];
  return ctx.db
    .select({
      personId: roleGrants.personId,
      role: roleGrants.role,
      unitId: roleGrants.unitId,
      unitName: sql<string>`coalesce(${units.name}, '')`,
    })
    .from(roleGrants)
    .leftJoin(units, eq(units.id, roleGrants.unitId))
    .where(inArray(roleGrants.personId, personIds));
}

export type PersonRow = Awaited<ReturnType<typeof getPerson>>;

/** A person as far as one knows colleagues: agents of partners know themselves. */
export async function getPerson(ctx: Context, id: string) {
  const known = can(ctx.actor, 'people.read') ? peopleInReach(ctx) : eq(people.id, ctx.actor.personId);
  const [row] = isId(id) ? await select(ctx).where(and(eq(people.id, id), known)) : [];
  if (!row) throw notFound();
  return row;
}

/** Colleagues of the same unit, for the person's page. */
export function listColleagues(ctx: Context, person: { id: string; unitId: number }) {
  return ctx.db
    .select({ id: people.id, name: people.name, title: people.title })
    .from(people)
    .where(
      and(
        eq(people.unitId, person.unitId),
        peopleInReach(ctx),
        or(isNull(people.leftOn), gt(people.leftOn, today(ctx.now))),
        sql`${people.id} <> ${person.id}`,
      ),
    )
    .orderBy(asc(people.pinyin))
    .limit(12);
}
