import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { changedSince } from '~/core/order.server';
import { normalise } from '~/core/pinyin.server';
import type { Narrowing } from '~/core/scope.server';
import { searchTerms } from '~/core/search-terms';
import { spelled } from '~/core/spelled.server';
import { mostHits, textArray } from '../../accounts/queries.server';
import { customWhere } from '../../custom-fields/filters.server';
import { quietSince, type Stage } from '../rules';
import { closeSpan, type OpportunityFilter } from './filters';

export const ints = (list: number[]) => sql.raw(`'{${list.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** No activity for longer than the stage allows, of `t`. */
export function stuckWhere(ctx: Context, stages: Stage[]): SQL {
  const ways = stages
    .filter((stage) => stage.type === 'open' && stage.stuckAfterDays !== null)
    .map(
      (stage) =>
        sql`(t.stage_id = ${stage.id} and t.last_activity_at < ${quietSince(ctx.now, stage.stuckAfterDays ?? 0).toISOString()}::timestamptz)`,
    );
  return ways.length ? sql`(${sql.join(ways, sql` or `)})` : sql`false`;
}

/** The filter as a condition on the rows of `t`, whose they are aside. */
export function filterWhere(ctx: Context, filter: OpportunityFilter, stages: Stage[]): SQL {
  const day = today(ctx.now);
  const span = closeSpan(filter, day);
  const parts: SQL[] = [sql`t.deleted_at is null`];
  if (filter.stageIds.length) parts.push(sql`t.stage_id = any(${ints(filter.stageIds)})`);
  if (filter.type) parts.push(sql`t.stage_type = ${spelled(filter.type)}`);
  if (filter.minFen !== null) parts.push(sql`t.total_fen >= ${filter.minFen}`);
  if (filter.maxFen !== null) parts.push(sql`t.total_fen <= ${filter.maxFen}`);
  if (span?.from) parts.push(sql`coalesce(t.closed_on, t.expected_close_on) >= ${span.from}::date`);
  if (span?.to) parts.push(sql`coalesce(t.closed_on, t.expected_close_on) <= ${span.to}::date`);
  if (filter.close === 'none') parts.push(sql`t.expected_close_on is null`);
  if (filter.overdue) parts.push(sql`t.stage_type = 'open' and t.expected_close_on < ${day}::date`);
  if (filter.stuck) parts.push(stuckWhere(ctx, stages));
  if (filter.slipped) parts.push(sql`t.slips > 0`);
  if (filter.source) parts.push(sql`t.source = ${filter.source}`);
  if (filter.judged === 'none') parts.push(sql`t.qualification is null`);
  else if (filter.judged) parts.push(sql`t.qualification = ${filter.judged}`);
  if (filter.line)
    parts.push(sql`t.offering_id = any(array(select f.id from offerings f where f.line = ${filter.line}))`);
  if (filter.q) parts.push(filter.found ? sql`t.id = any(${textArray(filter.found)}::uuid[])` : textWhere(filter.q));
  if (filter.since) parts.push(changedSince(filter.since));
  parts.push(...customWhere(filter.custom ?? null));
  return sql.join(parts, sql` and `);
}

const nothing = sql`false`;

function textWhere(q: string): SQL {
  const terms = searchTerms(normalise(q));
  if (!terms) return nothing;
  const matches = (column: SQL) =>
    sql.join(
      terms.patterns.map((pattern) => sql`${column} like ${pattern}`),
      sql` and `,
    );
  return sql`((${matches(sql`t.search`)}) or exists (select 1 from accounts a
    where a.tenant_id = t.tenant_id and a.id = t.account_id and ${matches(sql`a.search`)}))`;
}

type Hit = { kind: 'account' | 'opportunity'; tenant_id: number; id: string };

/**
 * The opportunities a text means, by their own words or their account's, found by index. Null when the text is so common
 * that an ordered walk meets it soon.
 */
export async function findByText(ctx: Context, q: string | null): Promise<string[] | null> {
  const terms = q ? searchTerms(normalise(q)) : null;
  if (!terms) return null;
  const hits = [
    ...(await ctx.db.execute<Hit>(sql`
      select kind, tenant_id, id from app.search('{account,opportunity}'::text[], ${textArray(terms.patterns)}::text[],
        ${terms.prefix}, ${mostHits})`)),
  ];
  const of = (kind: Hit['kind']) => hits.filter((hit) => hit.kind === kind);
  if (of('account').length >= mostHits || of('opportunity').length >= mostHits) return null;
  const own = of('opportunity').map((hit) => hit.id);
  if (!of('account').length) return own;
  const theirs = await ctx.db.execute<{ id: string }>(sql`
    select id from opportunities where tenant_id = any(${ints([...new Set(of('account').map((hit) => hit.tenant_id))])})
      and account_id = any(${textArray(of('account').map((hit) => hit.id))}::uuid[]) and deleted_at is null limit 2000`);
  return [...new Set([...own, ...[...theirs].map((row) => row.id)])];
}

/** Whose rows: a person's, those of a unit and below as far as the person leads it, or all in scope. */
export async function narrowing(ctx: Context, filter: OpportunityFilter): Promise<Narrowing> {
  if (filter.ownerId) return { ownerId: filter.ownerId };
  if (filter.unitId === null) return {};
  const { visibleTenants, visibleUnits } = ctx.actor;
  const rows = await ctx.db.execute<{ id: number }>(sql`
    select u.id from unit_tree d join units u on u.id = d.descendant_id
    where d.ancestor_id = ${filter.unitId}
      and (u.tenant_id = any(${ints(visibleTenants)}) or u.id = any(${ints(visibleUnits)}))`);
  return { unitIds: [...rows].map((row) => row.id) };
}
