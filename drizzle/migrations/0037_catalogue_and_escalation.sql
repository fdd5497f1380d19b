ALTER TABLE "offerings" ADD COLUMN "description_en" text;--> statement-breakpoint
ALTER TABLE "specifications" ADD COLUMN "description_en" text;--> statement-breakpoint
CREATE INDEX "offerings_search" ON "offerings" USING gin ("search" gin_trgm_ops) WITH (fastupdate=off);--> statement-breakpoint
-- Which offerings in sight match all patterns: LIKE is not leakproof, so that under the policy the index would not be used.
CREATE FUNCTION app.search_offerings(patterns text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
begin
  if app.person() is null or cardinality(patterns) = 0 then return; end if;
  return query select o.id from offerings o
    where o.search like patterns[1] and o.search like coalesce(patterns[2], '%') and o.search like coalesce(patterns[3], '%')
      and o.search like coalesce(patterns[4], '%')
      and (o.tenant_id is null or o.tenant_id = app.tenant() or o.tenant_id = any (app.visible_tenants()));
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.search_offerings(text[]) IS 'definer:LIKE under a policy uses no index; it applies the policy itself and returns keys';
--> statement-breakpoint
-- How an offering sells, as numbers only: to those who answer for products, who see no customers, and to directors.
DROP FUNCTION app.offering_figures(uuid);
--> statement-breakpoint
CREATE FUNCTION app.offering_figures(offering uuid)
RETURNS TABLE (deal_count integer, open_count integer, open_fen numeric, won_count integer, won_fen numeric, lost_count integer, first_won_on date,
  quote_count integer, open_quote_count integer, accepted_quote_count integer, installed_count integer, installed_monthly_fen numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with reach as (
    select case when app.role() not in ('admin', 'product_manager', 'sales_director') then '{}'::integer[]
      when app.is_of_group() then (select array_agg(t.id) from tenants t)
      else array_append(app.visible_tenants(), app.tenant()) end as tenants),
  deals as (
    select o.stage_type, o.total_fen, o.closed_on from opportunities o, reach r
    where o.offering_id = offering and o.deleted_at is null and o.tenant_id = any (r.tenants)),
  quoted as (
    select q.state from quotes q, reach r where q.tenant_id = any (r.tenants) and (q.tenant_id, q.id) in (
      select l.tenant_id, l.quote_id from quote_lines l where l.offering_id = offering)),
  installed as (
    select i.monthly_fen from installed_products i join contracts c on c.tenant_id = i.tenant_id and c.id = i.contract_id and c.state = 'active', reach r
    where i.offering_id = offering and i.tenant_id = any (r.tenants))
  select d.deals, d.open, d.open_fen, d.won, d.won_fen, d.lost, d.first, q.quotes, q.open, q.accepted, i.count, i.monthly
  from (select count(*)::integer as deals, count(*) filter (where stage_type in ('open', 'on_hold'))::integer as open,
      coalesce(sum(total_fen) filter (where stage_type in ('open', 'on_hold')), 0) as open_fen,
      count(*) filter (where stage_type = 'won')::integer as won, coalesce(sum(total_fen) filter (where stage_type = 'won'), 0) as won_fen,
      count(*) filter (where stage_type = 'lost')::integer as lost, min(closed_on) filter (where stage_type = 'won') as first from deals) d,
    (select count(*)::integer as quotes, count(*) filter (where state in ('draft', 'in_approval', 'returned', 'approved', 'sent'))::integer as open,
      count(*) filter (where state = 'accepted')::integer as accepted from quoted) q,
    (select count(*)::integer as count, coalesce(sum(monthly_fen), 0) as monthly from installed) i
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.offering_figures(uuid) IS 'definer:sums, numbers of one offering without names';
--> statement-breakpoint
-- Whose turn it is and who has not answered in time: it goes to the next director above, once a step, and is told: to whom it
-- went, to who was late and to who asked. Where nobody is above, the same person is reminded.
CREATE OR REPLACE FUNCTION app.escalate_approvals(moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  late record;
  above uuid;
  n integer := 0;
begin
  for late in select s.tenant_id, s.id, s.approval_id, s.approver_id, s.unit_id, s.owner_id, s.account_id, s.passed_on_by, s.due_at,
      a.asked_by, a.opportunity_id, a.stage_code, a.hours, a.quote_id
    from approval_steps s join approvals a on a.tenant_id = s.tenant_id and a.id = s.approval_id and a.state = 'pending'
    where s.state = 'pending' and s.due_at <= moment order by s.due_at limit 200 for update of s skip locked
  loop
    select p.id into above from unit_tree t join role_grants g on g.unit_id = t.ancestor_id and g.role = 'sales_director'
      join people p on p.id = g.person_id and (p.left_on is null or p.left_on >= app.today())
    where t.descendant_id = late.unit_id and p.id not in (late.approver_id, late.asked_by, late.owner_id) and not p.id = any (late.passed_on_by)
      and not exists (select 1 from approval_steps o where o.tenant_id = late.tenant_id and o.approval_id = late.approval_id and o.approver_id = p.id)
    order by t.depth, p.id limit 1;
    update approval_steps set approver_id = coalesce(above, approver_id), escalated_at = moment, due_at = null,
      passed_on_by = case when above is null then passed_on_by else passed_on_by || late.approver_id end
    where tenant_id = late.tenant_id and id = late.id;
    insert into journal (tenant_id, id, at, event, subject_id, subject, account_id, unit_id, owner_id, before, after)
    values (late.tenant_id, gen_random_uuid(), moment, 'opportunity.approval_escalated', late.opportunity_id, 'opportunity', late.account_id,
      late.unit_id, late.owner_id, jsonb_build_object('waiting', jsonb_build_array(late.approver_id), 'dueAt', late.due_at),
      jsonb_build_object('approvalId', late.approval_id, 'stage', late.stage_code, 'waiting', jsonb_build_array(coalesce(above, late.approver_id))));
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select p.tenant_id, gen_random_uuid(), p.id, 'approval_escalated:' || late.id || ':' || late.due_at, told.kind, 'opportunity', late.tenant_id,
      late.opportunity_id, jsonb_build_object('step', told.step), moment
    from (values (above, 'approval_waiting', 'escalated'),
        (late.approver_id, case when above is null then 'approval_waiting' else 'approval_decided' end, case when above is null then 'overdue' else 'missed' end),
        (late.asked_by, 'approval_decided', case when above is null then 'late' else 'moved_up' end)) told(person, kind, step)
      join people p on p.id = told.person and (p.left_on is null or p.left_on >= app.today())
      left join notice_choices c on c.person_id = p.id
    where not coalesce(c.muted, '[]') ? told.kind
    on conflict (tenant_id, person_id, fact) do nothing;
    n := n + 1;
  end loop;
  if n > 0 then perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on'); end if;
  return n;
end $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.search_offerings(text[]), app.offering_figures(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.search_offerings(text[]), app.offering_figures(uuid) TO jiketong_app;
