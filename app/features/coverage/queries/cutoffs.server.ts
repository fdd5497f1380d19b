import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { fromLocal, today } from '~/core/dates';
import type { CoverageKind, Policy, Rule } from '../policy';
import { cutoffDay } from '../rules';

/** Since when nobody of this kind has visited; the indexes are made of these columns. */
export const sinceColumn = (kind: CoverageKind, table: 't' | 'a' = 't') =>
  sql.raw(`${table}.${kind === 'manager' ? 'uncovered_since' : 'leader_uncovered_since'}`);

export const instantOf = (day: string) => sql`${fromLocal(day).toISOString()}::timestamptz`;

export const cutoffOf = (ctx: Context, rule: Rule) => instantOf(cutoffDay(today(ctx.now), rule.days));

/** Accounts a rule speaks of; where all companies agree the company is not asked again. */
export function ruled(rule: Rule, policies: ReadonlyMap<number, Policy>, table: 't' | 'a' = 't'): SQL {
  const of = sql.raw(table);
  const grade = sql`${of}.grade = ${rule.grade}`;
  return rule.tenantIds.length === policies.size
    ? grade
    : sql`${grade} and ${of}.tenant_id = any(${`{${rule.tenantIds}}`}::integer[])`;
}
