import type postgres from 'postgres';
import { startOf } from '~/core/dates';
import { quarterStart } from '~/features/review/rules';

const halfMillion = 50_000_000;

/** Goals of this quarter and month for those who sell and for their units, and talks held the week before last. */
export async function writeGoals(sql: postgres.Sql, today: string) {
  for (const [length, startsOn, end, share] of [
    ['quarter', quarterStart(today), '3 months', 1],
    ['month', startOf(today, 'month'), '1 month', 0.4],
  ] as const) {
    await sql`
      with seller as (
        select p.id, p.tenant_id, p.unit_id, (
            select coalesce(sum(o.total_fen) filter (where o.stage_type = 'won' and o.closed_on >= ${startsOn}::date), 0)
              + coalesce(sum(o.total_fen * o.probability / 100) filter (where o.stage_type = 'open' and o.expected_close_on < ${startsOn}::date + ${end}::interval), 0)
            from opportunities o where o.owner_id = p.id and o.deleted_at is null) as likely,
          (select g.person_id from role_grants g join unit_tree d on d.ancestor_id = g.unit_id and d.descendant_id = p.unit_id
            where g.role in ('team_lead', 'sales_director') and g.person_id <> p.id order by d.depth, g.person_id limit 1) as lead_id
        from people p where p.left_on is null and exists (select from role_grants g where g.person_id = p.id and g.role = 'account_manager')),
      goal as (
        select s.*, greatest(1, ceil(s.likely * ${share} * (0.9 + 0.1 * (('x' || substr(md5(s.id::text), 1, 2))::bit(8)::integer % 5)) / ${halfMillion}))::bigint * ${halfMillion} as fen
        from seller s where s.lead_id is not null),
      line as (
        select g.tenant_id, g.unit_id, g.id as person_id, g.fen, g.lead_id from goal g
        union all
        select u.tenant_id, u.id, null, sum(g.fen)::bigint, max(g.lead_id::text)::uuid
        from goal g join unit_tree d on d.descendant_id = g.unit_id join units u on u.id = d.ancestor_id group by 1, 2)
      insert into goals (tenant_id, id, unit_id, person_id, length, starts_on, total_fen, set_by_id, created_at, updated_at)
      select l.tenant_id, md5(${`${length}${startsOn}`} || l.unit_id || coalesce(l.person_id::text, ''))::uuid, l.unit_id, l.person_id, ${length}, ${startsOn}::date,
        l.fen, l.lead_id, ${startsOn}::date, ${startsOn}::date from line l`;
  }
  await sql`
    insert into review_talks (tenant_id, id, unit_id, owner_id, led_by_id, on_day)
    select p.tenant_id, md5('talk' || p.id)::uuid, p.unit_id, p.id, g.person_id, ${today}::date - 13
    from people p join role_grants g on g.unit_id = p.unit_id and g.role = 'team_lead' and g.person_id <> p.id
    where p.left_on is null and exists (select from role_grants s where s.person_id = p.id and s.role = 'account_manager')
    on conflict do nothing`;
}
