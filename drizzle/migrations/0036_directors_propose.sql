-- A director is asked for the executive visits of the teams that nobody leads.
CREATE OR REPLACE FUNCTION app.proposers() RETURNS TABLE (person_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select distinct g.person_id, g.role from role_grants g join people p on p.id = g.person_id
  where g.role in ('account_manager', 'team_lead', 'sales_director') and (p.left_on is null or p.left_on >= app.today())
    and (
      exists (select 1 from coverage_policies c where c.tenant_id = p.tenant_id and c.proposes)
      or exists (select 1 from accounts a where a.owner_id = p.id and a.proposes and a.deleted_at is null))
  order by 1, 2
$$;
