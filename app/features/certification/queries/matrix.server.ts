import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { requirePermission } from '~/core/permissions.server';
import type { Role } from '~/features/people/rules';
import { coverage, hasDetail, letters, type MatrixColumn, type MatrixRow } from '../matrix';
import { type Known, type Standing, standingOf } from '../rules';
import { codeList, listTypes } from './certificate-types.server';

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

type Facts = {
  person_id: string;
  needed: string | null;
  held: string | null;
  goals: string | null;
  learning: string | null;
  had: number;
};
type Num = number | null;

/** A list of numbers, `width` of them a certificate, by the certificate's place among the columns. */
function byPlace(list: string | null, width: number): Num[][] {
  const numbers: Num[] = JSON.parse(`[${list ?? ''}]`);
  const places: Num[][] = [];
  for (let at = 0; at < numbers.length; at += width) places[numbers[at] as number] = numbers.slice(at + 1, at + width);
  return places;
}

/** By column, what is known of a person. */
function readFacts(facts: Facts | undefined) {
  const needed = byPlace(facts?.needed ?? null, 2);
  const held = byPlace(facts?.held ?? null, 3);
  const goals = byPlace(facts?.goals ?? null, 2);
  const learning = byPlace(facts?.learning ?? null, 3);
  const knownOf = (c: number): Known => {
    const has = held[c];
    return {
      held: has ? { level: has[0] ?? 1, daysLeft: has[1] ?? null } : null,
      needed: needed[c]?.[0] ?? 0,
      booked: learning[c]?.[1] ?? null,
      learning: learning[c]?.[0] ?? null,
      isAssigned: goals[c] !== undefined,
    };
  };
  return { needed, knownOf, dueIn: (c: number) => goals[c]?.[0] ?? null, booked: learning.map((one) => one?.[1]) };
}

function detailOf(standing: Standing, known: Known, dueIn: Num, day: string): string {
  if (standing === 'expiring') return String(known.held?.daysLeft ?? 0);
  if (standing === 'learning') return String(known.learning);
  const days = standing === 'booked' ? known.booked : dueIn;
  return days === null ? '' : addDays(day, days);
}

/** Who holds what, is on the way to it or should be: people by team, certificates across. */
export async function getMatrix(ctx: Context, company: number, filter: MatrixFilter) {
  requirePermission(ctx.actor, 'certificate.read');
  const day = today(ctx.now);
  const [types, people] = await Promise.all([
    listTypes(ctx, { tenantId: company }),
    listLearners(ctx, company, filter),
  ]);
  const facts = await ctx.db.execute<Facts>(sql`
    select * from app.certificate_facts(${company}, ${`{${people.map(({ id }) => id).join(',')}}`}::uuid[],
      ${codeList(types.map(({ code }) => code))}::text[], ${day}::date)`);
  const factsOf = new Map([...facts].map((row) => [row.person_id, row]));
  const rows: MatrixRow[] = [];
  const needed: Num[][][] = [];
  let [hadBefore, booked] = [0, 0];
  for (const person of people) {
    const found = factsOf.get(person.id);
    const read = readFacts(found);
    hadBefore += Number(found?.had ?? 0);
    booked += read.booked.filter((days) => typeof days === 'number' && days >= 0 && days <= 7).length;
    let cells = '';
    const details: string[] = [];
    for (let c = 0; c < types.length; c += 1) {
      const known = read.knownOf(c);
      const standing = standingOf(known);
      cells += letters[standing];
      if (hasDetail(standing)) details.push(detailOf(standing, known, read.dueIn(c), day));
    }
    // whoever needs nothing and has nothing is not learning anything
    if (!/[^-]/.test(cells)) continue;
    needed.push(read.needed);
    rows.push({
      ...{ id: person.id, name: person.name, title: person.title, role: person.role, cells, details: details.join() },
      ...{ unitId: Number(person.unit_id), unit: person.unit },
      isNew: person.joined_on !== null && person.joined_on > addDays(day, -90),
    });
  }
  const now = coverage(rows, types.length, (r, c) => needed[r]?.[c] !== undefined);
  const columns: MatrixColumn[] = types.map(({ code, name, nameEn, family }) => ({ code, name, nameEn, family }));
  return {
    columns,
    rows,
    coverage: now.perColumn,
    figures: {
      rate: now.total,
      /** In points of a hundred, against thirty days ago, by what is asked for today. */
      change: now.need ? Math.round(((now.have - hadBefore) / now.need) * 1000) / 10 : null,
      booked,
    },
    isCut: people.length === mostPeople,
  };
}
export type Matrix = Awaited<ReturnType<typeof getMatrix>>;
