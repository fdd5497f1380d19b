import { type SQL, sql } from 'drizzle-orm';
import { people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** People who sit in a unit this person leads, or below it. */
export const ledUnits = (ctx: Context): SQL =>
  sql`exists (select from unit_tree u where u.descendant_id = ${people.unitId}
    and u.ancestor_id = any(${sql.raw(`'{${ctx.actor.ledUnits.map((n) => Math.trunc(n)).join(',')}}'::integer[]`)}))`;
