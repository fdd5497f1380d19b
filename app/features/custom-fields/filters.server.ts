import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { asksCustom, type CustomAsk, type CustomCriterion, pathOf, readCustomAsks } from './filters';
import { listedFields, onceEach } from './queries.server';
import type { CustomEntity, CustomField } from './rules';

/** Beyond this an ordered walk meets enough of those that pass before long. */
const fewest = 500;

/**
 * The part of an address that asks about a company's own fields. What few records hold is found by index; what many
 * hold is met on the way through the list in its order, so that neither a rare nor a common value reads everything.
 */
export async function customCriteria(
  ctx: Context,
  entity: CustomEntity,
  params: URLSearchParams,
): Promise<CustomCriterion[] | null> {
  if (!asksCustom(params)) return null;
  const fields = await listedFields(ctx, entity);
  const asks = readCustomAsks(params, onceEach(ctx, fields));
  return asks && Promise.all(asks.map((ask) => criterion(ctx, ask, fields)));
}

async function criterion(ctx: Context, ask: CustomAsk, fields: CustomField[]): Promise<CustomCriterion> {
  const meant = fields.filter(({ key, isFilterable }) => key === ask.key && isFilterable);
  // while a job still gathers the values, the list is walked
  if (meant.some(({ indexedAt }) => !indexedAt)) return { path: pathOf(ask), ids: null };
  const ids = meant.map(({ id }) => id);
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select k as id from unnest(${`{${ids}}`}::uuid[]) f(id) cross join lateral app.custom_keys(f.id, ${ask.value}::text,
      ${ask.low}::numeric, ${ask.high}::numeric, ${ask.first}::text, ${ask.last}::text, ${fewest + 1}::integer) k limit ${fewest + 1}`);
  return { path: pathOf(ask), ids: rows.length > fewest ? null : [...rows].map(({ id }) => id) };
}

/** The conditions on the rows of `t`. */
export const customWhere = (criteria: readonly CustomCriterion[] | null): SQL[] =>
  (criteria ?? []).map(({ path, ids }) =>
    ids ? sql`t.id = any(${`{${ids}}`}::uuid[])` : sql`t.custom @@ ${path}::jsonpath`,
  );
