import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';

/** What is asked of somebody, was assigned to them or is `wanted` by them, and not held today. */
export async function listMissing(ctx: Context, personId: string, wanted: string | null = null) {
  const day = today(ctx.now);
  const rows = await ctx.db.execute<{
    code: string;
    level: number;
    name: string;
    name_en: string | null;
    due_on: string | null;
    is_expired: boolean;
  }>(sql`
    with asked as (
      select code, max(level) as level from (
        select n.code, n.level from app.certificate_needs(array[${personId}::uuid]) n
        union all select g.code, 1 from certificate_goals g where g.person_id = ${personId}::uuid
        union all select ${wanted}::text, 1 where ${wanted}::text is not null) a group by 1)
    select a.code, a.level, t.name, t.name_en, g.due_on::text, h.id is not null as is_expired
    from asked a join people p on p.id = ${personId}::uuid
    join certificate_types t on t.tenant_id = p.tenant_id and t.code = a.code and not t.is_retired
    left join certificate_goals g on g.person_id = p.id and g.code = a.code
    left join certificates_held h on h.person_id = p.id and h.code = a.code
    where h.id is null or h.level < a.level or h.valid_until < ${day}::date
    order by g.due_on nulls last, t.position, a.code`);
  return [...rows].map((row) => ({
    code: row.code,
    level: Number(row.level),
    name: row.name,
    nameEn: row.name_en,
    dueOn: row.due_on,
    isExpired: row.is_expired,
  }));
}
