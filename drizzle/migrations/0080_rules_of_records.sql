-- A rule may be about an account, a visit, a lead or a commitment as well; a log has no foreign key into five tables.
ALTER TABLE "automation_firings" DROP CONSTRAINT "automation_firings_opportunity";
--> statement-breakpoint
ALTER TABLE "automation_firings" RENAME COLUMN "opportunity_id" TO "subject_id";
--> statement-breakpoint
ALTER TABLE "automation_firings" ADD COLUMN "subject" text DEFAULT 'opportunity' NOT NULL;
--> statement-breakpoint
ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_subject" CHECK ("automation_firings"."subject" in ('opportunity', 'account', 'visit', 'lead', 'commitment')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "automation_rules" DROP CONSTRAINT "automation_rules_event_known", ADD CONSTRAINT "automation_rules_event_known" CHECK ("automation_rules"."event" in ('created', 'changed', 'moved', 'visited', 'overdue', 'idle', 'account_created', 'account_changed', 'account_assigned', 'account_unvisited', 'visit_planned', 'visit_completed', 'visit_confirmed', 'visit_called_off', 'visit_overdue', 'lead_created', 'lead_taken', 'lead_waiting', 'commitment_made', 'commitment_broken', 'commitment_overdue')) NOT VALID;
--> statement-breakpoint
-- Whose a record is and where it lies, for what tells of it by a rule.
CREATE FUNCTION app.rule_record(of_kind text, tenant integer, record uuid) RETURNS TABLE (unit_id integer, owner_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select x.unit_id, x.owner_id from (
    select o.unit_id, o.owner_id from opportunities o where of_kind = 'opportunity' and o.tenant_id = tenant and o.id = record
    union all select a.unit_id, a.owner_id from accounts a where of_kind = 'account' and a.tenant_id = tenant and a.id = record
    union all select v.unit_id, v.owner_id from visits v where of_kind = 'visit' and v.tenant_id = tenant and v.id = record
    union all select l.unit_id, l.holder_id from leads l where of_kind = 'lead' and l.tenant_id = tenant and l.id = record
    union all select c.unit_id, c.owner_id from commitments c where of_kind = 'commitment' and c.tenant_id = tenant and c.id = record) x
  where app.role() = 'admin' and tenant = any (app.visible_tenants())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.rule_record(text, integer, uuid) IS 'definer:names the owner of a record within the administrator''s company';
--> statement-breakpoint
DROP FUNCTION app.tell_of_rule(integer, uuid, uuid, boolean, text, timestamptz);
--> statement-breakpoint
-- Tells of a record that a rule points at: its owner, or those who lead nearest above; these too while nobody has it.
CREATE FUNCTION app.tell_of_rule(company integer, of_kind text, record uuid, rule uuid, leaders boolean, told text, moment timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with at as (select r.unit_id, r.owner_id from app.rule_record(of_kind, company, record) r),
  led as (
    select g.person_id, t.depth from at join unit_tree t on t.descendant_id = at.unit_id
    join role_grants g on g.unit_id = t.ancestor_id and g.role in ('team_lead', 'sales_director')
    join people p on p.id = g.person_id and (p.left_on is null or p.left_on >= app.today())
    where g.person_id is distinct from at.owner_id),
  whom as (
    select owner_id as person_id from at where not leaders
    union select person_id from led where depth = (select min(depth) from led) and (leaders or (select owner_id from at) is null)),
  added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select p.tenant_id, gen_random_uuid(), p.id, told, 'rule_fired', of_kind, company, record, jsonb_build_object('ruleId', rule), moment
    from whom join people p on p.id = whom.person_id and (p.left_on is null or p.left_on >= app.today())
    left join notice_choices c on c.person_id = p.id where not coalesce(c.muted, '[]') ? 'rule_fired'
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_of_rule(integer, text, uuid, uuid, boolean, text, timestamptz) IS 'definer:tells colleagues of a record within the administrator''s company';
--> statement-breakpoint
DROP FUNCTION app.rule_to_webhook(integer, uuid, uuid, uuid, timestamptz);
--> statement-breakpoint
-- Puts a record that a rule points at into the outbox of a webhook of the rule's company; why not, when it cannot be.
CREATE FUNCTION app.rule_to_webhook(company integer, of_kind text, record uuid, rule uuid, hook uuid, moment timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  target webhooks;
  delivery uuid := gen_random_uuid();
begin
  if not exists (select 1 from app.rule_record(of_kind, company, record)) then return 'gone'; end if;
  select w.* into target from automation_rules r join webhooks w on w.tenant_id = r.tenant_id and w.id = hook and w.deleted_at is null
  where r.id = rule and r.tenant_id = any (app.visible_tenants());
  if target.id is null then return 'gone'; end if;
  if target.off_reason is not null then return 'off'; end if;
  insert into webhook_deliveries (tenant_id, id, webhook_id, event, subject_id, rule_id, happened_at, next_at, until)
  values (target.tenant_id, delivery, hook, 'rule.fired', record, rule, moment, now(), now() + interval '72 hours');
  perform jobs.enqueue('webhooks.send', jsonb_build_object('tenantId', target.tenant_id, 'webhookId', hook), 'webhooks:' || delivery);
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.rule_to_webhook(integer, text, uuid, uuid, uuid, timestamptz) IS 'definer:writes into the outbox within the administrator''s company';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.rule_record(text, integer, uuid), app.tell_of_rule(integer, text, uuid, uuid, boolean, text, timestamptz),
  app.rule_to_webhook(integer, text, uuid, uuid, uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.tell_of_rule(integer, text, uuid, uuid, boolean, text, timestamptz),
  app.rule_to_webhook(integer, text, uuid, uuid, uuid, timestamptz) TO jiketong_app;
--> statement-breakpoint
-- What the database writes itself, for customers and for who gives a lead, no command asks rules about.
CREATE FUNCTION app.ask_rules() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if exists (select 1 from app.rules_for(new.tenant_id, tg_argv)) then
    perform jobs.enqueue('automation.run', jsonb_build_object('tenantId', new.tenant_id, 'events', to_jsonb(tg_argv), 'entryId', new.id, 'path', '[]'::jsonb),
      'automation:' || new.id);
  end if;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.ask_rules() IS 'definer:a trigger, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.ask_rules() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER journal_asks_of_leads AFTER INSERT ON journal FOR EACH ROW WHEN (new.event = 'lead.referred') EXECUTE FUNCTION app.ask_rules('lead_created');
--> statement-breakpoint
CREATE TRIGGER journal_asks_of_visits AFTER INSERT ON journal FOR EACH ROW WHEN (new.event = 'visit.confirmed') EXECUTE FUNCTION app.ask_rules('visit_confirmed');
