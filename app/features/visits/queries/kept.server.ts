import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { notFound } from '~/core/refusals.server';
import { keptRate } from '../rules';

export type KeptRow = {
  unitId: number;
  name: string;
  /** The unit asked for without those below it. */
  isSelf: boolean;
  hasParts: boolean;
  onTime: number;
  late: number;
  broken: number;
  overdue: number;
  rate: number | null;
};

const ints = (list: readonly number[]) => sql.raw(`'{${list.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** A unit the person leads with those below it, for narrowing a list; null for anybody else's and for none. */
export async function findUnitsBelow(ctx: Context, unitId: number, alone: boolean) {
  const rows = await ctx.db.execute<{ id: number; name: string; depth: number }>(sql`
    select d.descendant_id as id, u.name, d.depth from unit_tree d join units u on u.id = d.descendant_id
    where d.ancestor_id = ${Number.isInteger(unitId) && Math.abs(unitId) < 2 ** 31 ? unitId : 0}
      and exists (select 1 from unit_tree l where l.ancestor_id = any(${ints(ctx.actor.ledUnits)}) and l.descendant_id = d.ancestor_id)`);
  const self = [...rows].find(({ depth }) => depth === 0);
  return self ? { name: self.name, ids: alone ? [self.id] : [...rows].map(({ id }) => id) } : null;
}

type Row = Record<'unit_id' | 'on_time' | 'late' | 'broken' | 'overdue', number> & {
  name: string;
  is_self: boolean;
  has_parts: boolean;
};

/** Of what was promised to customers of the unit and fell due since the day: how much was kept, part by part. */
export async function keptByUnit(ctx: Context, asked: number | null, since: string) {
  const { ledUnits } = ctx.actor;
  const unitId = asked ?? ledUnits[0] ?? null;
  if (unitId === null) throw notFound();
  const day = today(ctx.now);
  const [line, rows] = await Promise.all([
    ctx.db.execute<{ id: number; name: string }>(sql`
      select u.id, u.name from unit_tree d join units u on u.id = d.ancestor_id
      where d.descendant_id = ${unitId} and exists (
        select 1 from unit_tree l where l.ancestor_id = any(${ints(ledUnits)}) and l.descendant_id = u.id)
      order by d.depth desc`),
    ctx.db.execute<Row>(sql`
      with part as (
        select c.id, c.name, c.position, c.kind, false as is_self, d.descendant_id,
          exists (select 1 from units k where k.parent_id = c.id) as has_parts
        from units c join unit_tree d on d.ancestor_id = c.id where c.parent_id = ${unitId}
        union all select u.id, u.name, -1, u.kind, true, u.id, false from units u where u.id = ${unitId})
      select p.id as unit_id, p.name, p.is_self, p.has_parts,
        (count(*) filter (where t.state = 'kept' and coalesce(t.settled_on, t.due_on) <= t.due_on))::int as on_time,
        (count(*) filter (where t.state = 'kept' and t.settled_on > t.due_on))::int as late,
        (count(*) filter (where t.state = 'broken'))::int as broken,
        (count(*) filter (where t.state = 'open' and t.due_on < ${day}::date))::int as overdue
      from part p left join commitments t on t.unit_id = p.descendant_id and t.deleted_at is null and t.side = 'ours'
        and t.state in ('open', 'kept', 'broken') and t.due_on between ${since}::date and ${day}::date
      group by p.id, p.name, p.position, p.kind, p.is_self, p.has_parts
      having count(t.id) > 0 or p.kind <> 'department' and not p.is_self
        or p.is_self and not exists (select 1 from units k where k.parent_id = p.id)
      order by p.is_self, p.position, p.name`),
  ]);
  if (!line.length) throw notFound();
  const units = [...line];
  return {
    unit: units.at(-1)!,
    parents: units.slice(0, -1),
    rows: [...rows].map((row): KeptRow => {
      const kept = { onTime: row.on_time, late: row.late, broken: row.broken };
      const { unit_id: id, name, is_self: isSelf, has_parts: hasParts, overdue } = row;
      return { unitId: id, name, isSelf, hasParts, ...kept, overdue, rate: keptRate(kept) };
    }),
  };
}
