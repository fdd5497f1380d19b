ALTER TABLE "commitments" ADD COLUMN "cancel_reason" text;
--> statement-breakpoint
GRANT UPDATE (cancel_reason) ON commitments TO jiketong_app;
--> statement-breakpoint
-- Besides what notices may tell already, whoever else has added to it; the next migration checks the rows there are.
DO $$
declare
  definition text;
begin
  select replace(pg_get_constraintdef(c.oid), ' NOT VALID', '') into definition
  from pg_constraint c where c.conrelid = 'notices'::regclass and c.conname = 'notices_kind';
  execute format('alter table notices drop constraint notices_kind, add constraint notices_kind %s not valid',
    replace(definition, 'ARRAY[', 'ARRAY[''commitment_given''::text, ''commitment_changed''::text, ''commitment_settled''::text, ''commitment_soon''::text, '));
end $$;
--> statement-breakpoint
-- Who made promises that this person has written about: the entry of then may lie out of sight of whoever settles them.
CREATE FUNCTION app.promise_makers(promises uuid[]) RETURNS TABLE (id uuid, person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select distinct made.subject_id, made.actor_id from journal made
  where made.subject_id = any (promises) and made.event = 'commitment.made'
    and exists (select 1 from journal j where j.subject_id = made.subject_id and j.actor_id = app.person())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.promise_makers(uuid[]) IS 'definer:names who made a promise to who has written about it';
--> statement-breakpoint
-- Promises that are due from one day on until before another, each once for each day it may be due.
CREATE FUNCTION app.add_early_notices(since date, before date, moment timestamptz)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select p.tenant_id, gen_random_uuid(), p.id, 'commitment_soon:' || m.id || ':' || m.due_on, 'commitment_soon', 'commitment', m.tenant_id, m.id,
      jsonb_build_object('dueOn', m.due_on), moment
    from commitments m join people p on p.id = m.owner_id and (p.left_on is null or p.left_on >= app.today())
    left join notice_choices c on c.person_id = p.id
    where m.state = 'open' and m.deleted_at is null and m.due_on >= since and m.due_on < before
      and not coalesce(c.muted, '[]') ? 'commitment_soon'
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_early_notices(date, date, timestamptz) IS 'definer:tells owners of commitments by the clock, before there is an identity';
--> statement-breakpoint
-- Passes open promises on to somebody who works for the same company. A door, because whoever keeps one and gives it away
-- may see it no longer, which the policy of the table refuses; what may be given is what the policy lets change.
CREATE FUNCTION app.give_promises(company integer, promises uuid[], recipient uuid, moment timestamptz) RETURNS SETOF uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  update commitments c set owner_id = recipient, version = c.version + 1, updated_at = moment
  where c.tenant_id = company and c.id = any (promises) and c.state = 'open' and c.deleted_at is null and c.owner_id <> recipient
    and (c.owner_id = app.person() or c.tenant_id = any (app.visible_tenants()) or c.unit_id = any (app.visible_units())
      or c.account_id = any (app.shared_accounts()))
    and exists (select 1 from people p where p.id = recipient and p.tenant_id = company and (p.left_on is null or p.left_on >= app.today()))
  returning c.id
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.give_promises(integer, uuid[], uuid, timestamptz) IS 'definer:gives on what the person may change, within the company, also out of sight';
--> statement-breakpoint
-- Open promises of a colleague that this person may pass on: those in scope, and all of who works in a unit this person leads,
-- whoever's customers they are for; from then on nobody else would know of them.
CREATE FUNCTION app.promises_held(leaver uuid, most integer) RETURNS SETOF commitments
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select c.* from commitments c join people p on p.id = c.owner_id and p.tenant_id = c.tenant_id
  where c.owner_id = leaver and c.state = 'open' and c.deleted_at is null and app.role() in ('team_lead', 'sales_director', 'admin')
    and (app.leads_unit(p.unit_id) or c.tenant_id = any (app.visible_tenants()) or c.unit_id = any (app.visible_units())
      or c.account_id = any (app.shared_accounts()))
  order by c.due_on, c.id limit most
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.promises_held(uuid, integer) IS 'definer:the promises of people this person leads, also out of sight';
--> statement-breakpoint
CREATE FUNCTION app.count_promises_held(leaver uuid, most integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select count(*)::integer from app.promises_held(leaver, most) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.count_promises_held(uuid, integer) IS 'definer:counts the promises of people this person leads';
--> statement-breakpoint
-- Passes them on, as many at once, to somebody who works for the same company, and tells which; done again, none is left.
CREATE FUNCTION app.hand_over_promises(leaver uuid, recipient uuid, most integer, moment timestamptz)
RETURNS TABLE (tenant_id integer, id uuid, unit_id integer, account_id uuid, text text, due_on date)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  update commitments c set owner_id = recipient, version = c.version + 1, updated_at = moment
  from app.promises_held(leaver, most) h, people p
  where c.tenant_id = h.tenant_id and c.id = h.id and c.owner_id = leaver and c.state = 'open' and recipient <> leaver
    and p.id = recipient and p.tenant_id = c.tenant_id and (p.left_on is null or p.left_on >= app.today())
  returning c.tenant_id, c.id, c.unit_id, c.account_id, c.text, c.due_on
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.hand_over_promises(uuid, uuid, integer, timestamptz) IS 'definer:passes on the promises of people this person leads, also out of sight';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.promises_held(uuid, integer), app.count_promises_held(uuid, integer),
  app.hand_over_promises(uuid, uuid, integer, timestamptz), app.give_promises(integer, uuid[], uuid, timestamptz), app.promise_makers(uuid[]), app.add_early_notices(date, date, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.count_promises_held(uuid, integer), app.hand_over_promises(uuid, uuid, integer, timestamptz), app.give_promises(integer, uuid[], uuid, timestamptz), app.promise_makers(uuid[]), app.add_early_notices(date, date, timestamptz) TO jiketong_app;
