import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { requirePermission } from '~/core/permissions.server';
import type { Role } from '~/features/people/rules';
import { coverage, letters, type MatrixColumn, type MatrixRow } from '../matrix';
import { daysUntil, type Known, type Standing, standingOf } from '../rules';
import { listTypes } from './certificate-types.server';
import { needsOf } from './needs.server';

export const mostPeople = 3000;
export type MatrixFilter = { unitIds: number[] | null; role: Role | null; q: string };

type Person = {
  id: string;
  name: string;
  title: string | null;
  unit_id: number;
  unit: string;
  role: string;
  joined_on: string | null;
};

/** The company whose matrix is looked at: the own one, or of those led the first that certifies anybody. */
export async function companyOf(ctx: Context, asked: number | null): Promise<number> {
  const { tenantId, visibleTenants } = ctx.actor;
  if (asked !== null && (asked === tenantId || visibleTenants.includes(asked))) return asked;
  const rows = await ctx.db.execute<{ tenant_id: number }>(
    sql`select distinct tenant_id from certificate_types where tenant_id = any(${`{${[tenantId, ...visibleTenants].join(',')}}`}::integer[]) order by 1`,
  );
  const known = [...rows].map((row) => Number(row.tenant_id));
  return known.includes(tenantId) ? tenantId : (known[0] ?? tenantId);
}

async function listLearners(ctx: Context, company: number, { unitIds, role, q }: MatrixFilter) {
  const { actor } = ctx;
  const isWhole = actor.role === 'trainer' || actor.visibleTenants.includes(company);
  const reach = isWhole ? sql`true` : sql`p.unit_id = any(${`{${actor.visibleUnits.join(',')}}`}::integer[])`;
  const within = unitIds ? sql`and p.unit_id = any(${`{${unitIds.join(',')}}`}::integer[])` : sql``;
  const as = role ? sql`and exists (select from role_grants x where x.person_id = p.id and x.role = ${role})` : sql``;
  const named = q ? sql`and p.search like ${`%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}` : sql``;
  const rows = await ctx.db.execute<Person>(sql`
    select p.id, p.name, p.title, p.unit_id, u.name as unit, coalesce((select g.role from role_grants g where g.person_id = p.id order by array_position(
        array['sales_director', 'team_lead', 'account_manager', 'service_agent', 'product_manager', 'trainer', 'admin', 'partner_agent', 'employee'], g.role) limit 1), 'employee') as role, p.joined_on::text
    from people p join units u on u.id = p.unit_id
    where p.tenant_id = ${company} and (p.left_on is null or p.left_on >= ${today(ctx.now)}::date) and ${reach} ${within} ${as} ${named}
    order by u.position, u.name, u.id, p.pinyin, p.id limit ${mostPeople}`);
  return [...rows];
}

type Held = { person_id: string; code: string; level: number; valid_until: string | null };
type Goal = { person_id: string; code: string; due_on: string | null };
type Learning = { person_id: string; code: string; percent: number | null; booked_on: string | null };

const key = (person: string, code: string) => `${person} ${code}`;
const keyed = <T extends { person_id: string; code: string }>(rows: Iterable<T>) =>
  new Map([...rows].map((row) => [key(row.person_id, row.code), row]));

function detailOf(standing: Standing, known: Known, day: string): number | string | null {
  if (standing === 'expiring') return daysUntil(day, known.held?.validUntil ?? day);
  if (standing === 'learning') return known.learning;
  if (standing === 'booked') return known.booked;
  return standing === 'assigned' ? known.dueOn : null;
}

/** Who holds what, is on the way to it or should be: people by team, certificates across. */
export async function getMatrix(ctx: Context, company: number, filter: MatrixFilter) {
  requirePermission(ctx.actor, 'certificate.read');
  const day = today(ctx.now);
  const before = addDays(day, -30);
  const [types, people] = await Promise.all([
    listTypes(ctx, { tenantId: company }),
    listLearners(ctx, company, filter),
  ]);
  const ids = people.map(({ id }) => id);
  const whom = `{${ids.join(',')}}`;
  const [needs, held, goals, learning, earlier] = await Promise.all([
    needsOf(ctx, ids),
    ctx.db.execute<Held>(
      sql`select person_id, code, level, valid_until::text from certificates_held where tenant_id = ${company} and person_id = any(${whom}::uuid[])`,
    ),
    ctx.db.execute<Goal>(
      sql`select person_id, code, due_on::text from certificate_goals where tenant_id = ${company} and person_id = any(${whom}::uuid[])`,
    ),
    ctx.db.execute<Learning>(
      sql`select person_id, code, percent, booked_on::text from app.certificate_learning(${company}, ${whom}::uuid[])`,
    ),
    ctx.db.execute<{ person_id: string; code: string }>(sql`
      select distinct person_id, code from certificates where tenant_id = ${company} and person_id = any(${whom}::uuid[])
        and issued_on <= ${before}::date and (valid_until is null or valid_until >= ${before}::date)
        and (revoked_at is null or revoked_at > ${before}::date)`),
  ]);
  const [heldBy, goalBy, learningBy, earlierBy] = [keyed(held), keyed(goals), keyed(learning), keyed(earlier)];
  const levels = new Map([...needs].flatMap(([id, list]) => list.map((need) => [key(id, need.code), need.level])));

  const knownOf = (id: string, code: string): Known => {
    const at = key(id, code);
    const [has, goal, learns] = [heldBy.get(at), goalBy.get(at), learningBy.get(at)];
    return {
      held: has ? { validUntil: has.valid_until, level: Number(has.level) } : null,
      needed: levels.get(at) ?? 0,
      booked: learns?.booked_on ?? null,
      learning: learns?.percent === null || learns === undefined ? null : Number(learns.percent),
      dueOn: goal?.due_on ?? null,
      isAssigned: goal !== undefined,
    };
  };
  const rows: MatrixRow[] = [];
  for (const person of people) {
    let cells = '';
    const details: MatrixRow['details'] = {};
    types.forEach(({ code }, c) => {
      const known = knownOf(person.id, code);
      const standing = standingOf(known, day);
      cells += letters[standing];
      const detail = detailOf(standing, known, day);
      if (detail !== null) details[c] = detail;
    });
    // whoever needs nothing and has nothing is not learning anything
    if (!/[^-]/.test(cells)) continue;
    rows.push({
      ...{ id: person.id, name: person.name, title: person.title, role: person.role, cells, details },
      ...{ unitId: Number(person.unit_id), unit: person.unit },
      isNew: person.joined_on !== null && person.joined_on > addDays(day, -90),
    });
  }
  const isNeeded = (r: number, c: number) => levels.has(key(rows[r]?.id ?? '', types[c]?.code ?? ''));
  const now = coverage(rows, types.length, isNeeded);
  const hadBefore = [...levels.keys()].filter((at) => earlierBy.has(at)).length;
  const columns: MatrixColumn[] = types.map(({ code, name, nameEn, family }) => ({ code, name, nameEn, family }));
  return {
    columns,
    rows,
    coverage: now.perColumn,
    figures: {
      rate: now.total,
      /** In points of a hundred, against thirty days ago, by what is asked for today. */
      change: now.need ? Math.round(((now.have - hadBefore) / now.need) * 1000) / 10 : null,
      booked: [...learning].filter(({ booked_on }) => booked_on && booked_on >= day && booked_on <= addDays(day, 7))
        .length,
    },
    isCut: people.length === mostPeople,
  };
}
export type Matrix = Awaited<ReturnType<typeof getMatrix>>;
