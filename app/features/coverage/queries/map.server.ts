import { type SQL, sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import { inScope } from '~/core/scope.server';
import { type Grade, grades } from '~/features/accounts/rules';
import { type CoverageKind, type Policy, rulesOf, type Share } from '../policy';
import { cutoffOf, ruled, sinceColumn } from './cutoffs.server';
import { listPolicies } from './policy.server';

export type Shares = Record<Grade | 'all' | 'leader', Share>;
export type MapRow = { kind: 'unit' | 'person'; id: string; name: string; shares: Shares };
export type CoverageMap = {
  /** From the topmost unit the person leads down to the one shown. */
  line: { id: number; name: string }[];
  rows: MapRow[];
  total: Shares;
};

const noShare = (): Share => ({ total: 0, late: 0 });
const noShares = (): Shares => ({ A: noShare(), B: noShare(), C: noShare(), D: noShare(), all: noShare(), leader: noShare() }); // biome-ignore format: one line

/**
 * How many accounts of each grade are visited in time: by the units below one, each with all that lies below it, and by
 * the people whose accounts belong to the unit itself. Who leads nothing gets the row of their own.
 */
export async function getCoverageMap(ctx: Context, asked: number | null): Promise<CoverageMap> {
  const { actor } = ctx;
  if (!actor.ledUnits.length) {
    const counts = await countBy(ctx, 'owner_id', sql`a.owner_id = ${actor.personId}`, await listPolicies(ctx));
    const rows = personRows(counts, new Map([[actor.personId, actor.name]]));
    return { line: [], rows, total: sumOf(rows) };
  }
  const top = asked ?? (actor.ledUnits.length === 1 ? actor.ledUnits[0]! : null);
  const [tree, policies] = await Promise.all([listTree(ctx, top), listPolicies(ctx)]);
  const here = tree.find((unit) => unit.id === top);
  if (top !== null && !here) throw notFound();
  const heads = here ? tree.filter((unit) => unit.parentId === here.id) : tree.filter((unit) => unit.isTop);
  const below = (id: number) => tree.filter((unit) => unit.line.includes(id)).map((unit) => unit.id);

  const inUnits = (ids: number[]) =>
    ids.length === 1 ? sql`a.unit_id = ${ids[0]!}` : sql`a.unit_id = any(${`{${ids}}`}::integer[])`;
  const [byUnit, byOwner] = await Promise.all([
    heads.length ? countBy(ctx, 'unit_id', inUnits(heads.flatMap(({ id }) => below(id))), policies) : [],
    here ? countBy(ctx, 'owner_id', inUnits([here.id]), policies) : [],
  ]);
  const rows = heads.map((unit): MapRow => {
    const ids = new Set(below(unit.id).map(String));
    return {
      kind: 'unit',
      id: String(unit.id),
      name: unit.name,
      shares: gather(byUnit.filter(({ key }) => ids.has(key))),
    };
  });
  const shown = rows.filter(({ shares }) => shares.all.total > 0);
  shown.push(...personRows(byOwner, await namesOf(ctx, [...new Set(byOwner.map(({ key }) => key))])));
  return {
    line: here ? tree.filter((unit) => here.line.includes(unit.id)).map(({ id, name }) => ({ id, name })) : [],
    rows: shown,
    total: sumOf(shown),
  };
}

type Unit = { id: number; parentId: number | null; name: string; line: number[]; isTop: boolean };

/** What the person leads, upper units first; with a unit, only its own line and what lies below it. */
async function listTree({ db, actor }: Context, unit: number | null): Promise<Unit[]> {
  const rows = await db.execute<{ id: number; parent_id: number | null; name: string }>(sql`
    select u.id, u.parent_id, u.name from units u
    where exists (select 1 from unit_tree l where l.descendant_id = u.id and l.ancestor_id = any(${`{${actor.ledUnits}}`}::integer[]))
    order by u.position, u.name, u.id`);
  const parents = new Map([...rows].map((row) => [row.id, row.parent_id]));
  const lineOf = (id: number | null | undefined): number[] =>
    id != null && parents.has(id) ? [...lineOf(parents.get(id)), id] : [];
  const units = [...rows].map(({ id, parent_id: parentId, name }) => {
    const line = lineOf(id);
    return { id, parentId, name, line, isTop: line.length === 1 };
  });
  const own = unit === null ? [] : lineOf(unit);
  return units
    .filter(({ id, line }) => unit === null || line.includes(unit) || own.includes(id))
    .sort((a, b) => a.line.length - b.line.length);
}

type Count = Share & { key: string; column: Grade | 'leader' };

/** Each kind from its own index: one knows since when nobody visited, the other since when no leader did. */
async function countBy(ctx: Context, by: 'unit_id' | 'owner_id', where: SQL, policies: Map<number, Policy>) {
  const count = async (kind: CoverageKind): Promise<Count[]> => {
    const rules = rulesOf(policies, kind);
    if (!rules.length) return [];
    const any = (parts: SQL[]) => sql`(${sql.join(parts, sql` or `)})`;
    const late = rules.map(
      (rule) => sql`(${ruled(rule, policies, 'a')} and ${sinceColumn(kind, 'a')} < ${cutoffOf(ctx, rule)})`,
    );
    const asked =
      kind === 'leader' ? sql` and ${any(rules.map((rule) => sql`(${ruled(rule, policies, 'a')})`))}` : sql``;
    const key = sql.raw(`a.${by}`);
    const rows = await ctx.db.execute<{ key: string | number; grade: Grade; total: number; late: number }>(sql`
      select ${key} as key, a.grade, count(*)::int as total, count(*) filter (where ${any(late)})::int as late
      from (select * from accounts where ${inScope(ctx, accounts, null)}) a where ${where} and a.deleted_at is null${asked} group by 1, 2`);
    return [...rows].map(({ key, grade, ...share }) => ({
      ...share,
      key: String(key),
      column: kind === 'leader' ? 'leader' : grade,
    }));
  };
  return (await Promise.all([count('manager'), count('leader')])).flat();
}

function gather(counts: Count[]): Shares {
  const shares = noShares();
  for (const { column, total, late } of counts)
    for (const into of column === 'leader' ? [shares.leader] : [shares[column], shares.all]) {
      into.total += total;
      into.late += late;
    }
  return shares;
}

function personRows(counts: Count[], names: Map<string, string>): MapRow[] {
  const ids = [...new Set(counts.map(({ key }) => key))];
  const rows = ids.map((id): MapRow => {
    const shares = gather(counts.filter(({ key }) => key === id));
    return { kind: 'person', id, name: names.get(id) ?? '', shares };
  });
  return rows.sort((a, b) => b.shares.all.late - a.shares.all.late || a.name.localeCompare(b.name, 'zh'));
}

function sumOf(rows: MapRow[]): Shares {
  const counts = (column: Grade | 'leader') => rows.map(({ shares }) => ({ ...shares[column], key: '', column }));
  return gather([...grades, 'leader' as const].flatMap(counts));
}

async function namesOf({ db }: Context, ids: string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await db.execute<{ id: string; name: string }>(sql`
    select id, name from people where id = any(${`{${ids}}`}::uuid[])`);
  return new Map([...rows].map(({ id, name }) => [id, name]));
}
