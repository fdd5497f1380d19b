import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { unitOptions } from '~/features/people/unit-options';

/** Units whose accounts the person sees, upper ones first, for narrowing lists; at most 300. */
export async function listUnitOptions(ctx: Context): Promise<{ value: string; label: string }[]> {
  const { ledUnits } = ctx.actor;
  if (!ledUnits.length) return [];
  const rows = await ctx.db.execute<{ id: number; parentId: number | null; name: string }>(sql`
    select u.id, u.parent_id as "parentId", u.name, min(t.depth) from unit_tree t join units u on u.id = t.descendant_id
    where t.ancestor_id = any(${`{${ledUnits}}`}::integer[]) and t.depth <= 3 group by u.id order by 4, u.position, u.name limit 300`);
  return unitOptions([...rows]).map(({ id, name }) => ({ value: String(id), label: name }));
}
