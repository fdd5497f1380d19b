import { sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import type { Grade } from '~/features/accounts/rules';
import type { CoverageKind } from '../policy';
import type { Standing } from '../rules';

export type OverdueAccount = Standing & {
  id: string;
  name: string;
  grade: Grade;
  ownerId: string;
  ownerName: string | null;
  unitName: string | null;
  days: number;
  /** The last visit of this kind; null: never. */
  lastAt: string | null;
  /** Where the count begins, when there was no visit. */
  sinceOn: string;
  /** The next visit that is planned, of this kind. */
  plannedAt: string | null;
};
type Key = Standing & { tenantId: number; id: string; days: number; sinceOn: string };

/** What a list shows of these accounts, in their order. */
export async function rowsOf(ctx: Context, kind: CoverageKind, keys: Key[]): Promise<OverdueAccount[]> {
  if (!keys.length) return [];
  const visits = sql`from visits v where v.tenant_id = a.tenant_id and v.account_id = a.id and v.deleted_at is null
    ${kind === 'leader' ? sql` and v.type = 'executive'` : sql``}`;
  const last =
    kind === 'manager'
      ? sql`a.last_visited_at`
      : sql`(select max(coalesce(v.ended_at, v.planned_at)) ${visits} and v.status = 'completed')`;
  const found = await ctx.db.execute<Record<string, string | null>>(sql`
    select a.id, a.name, a.grade, a.owner_id, o.name as owner_name, u.name as unit_name, ${last} as last_at,
      (select min(v.planned_at) ${visits} and v.status = 'planned' and v.planned_at >= ${ctx.now.toISOString()}::timestamptz) as planned_at
    from unnest(${`{${keys.map((key) => key.tenantId)}}`}::integer[], ${`{${keys.map((key) => key.id)}}`}::uuid[]) k(tenant_id, id)
    join (select * from accounts where ${inScope(ctx, accounts, null)}) a on a.tenant_id = k.tenant_id and a.id = k.id
    left join people o on o.id = a.owner_id left join units u on u.id = a.unit_id`);
  const rows = new Map([...found].map((row) => [row.id, row]));
  return keys.flatMap(({ tenantId: _, ...key }) => {
    const row = rows.get(key.id);
    if (!row) return [];
    const { id, days, sinceOn, dueOn, firm, overdueDays } = key;
    const shown = { id, days, sinceOn, dueOn, firm, overdueDays };
    return [
      {
        ...shown,
        name: row.name!,
        grade: row.grade as Grade,
        ownerId: row.owner_id!,
        ownerName: row.owner_name ?? null,
        unitName: row.unit_name ?? null,
        lastAt: iso(row.last_at),
        plannedAt: iso(row.planned_at),
      },
    ];
  });
}

const iso = (value: string | null | undefined) => (value ? new Date(value).toISOString() : null);
