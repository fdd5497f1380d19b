CREATE TABLE "webhook_deliveries" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"journal_id" uuid,
	"event" text NOT NULL,
	"subject_id" uuid,
	"happened_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"tried_at" timestamp with time zone,
	"status" integer,
	"ms" integer,
	"error" text,
	"answer" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_deliveries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "webhook_deliveries_state" CHECK ("webhook_deliveries"."state" in ('waiting', 'delivered', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"secret" text NOT NULL,
	"off_reason" text,
	"failing_since" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"quiet_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "webhooks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "webhooks_off_reason" CHECK ("webhooks"."off_reason" in ('person', 'failing', 'gone', 'owner'))
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook" FOREIGN KEY ("tenant_id","webhook_id") REFERENCES "public"."webhooks"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_log" ON "webhook_deliveries" USING btree ("tenant_id","webhook_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("tenant_id","webhook_id","next_at") WHERE "webhook_deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_age" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhooks_owner" ON "webhooks" USING btree ("owner_id");--> statement-breakpoint
-- Besides what notices may tell already, whoever else has added to it.
DO $$
declare
  one record;
begin
  for one in select * from (values ('notices_kind', array['webhook_failed', 'webhook_off']), ('notices_subject', array['webhook'])) as x(name, words) loop
    execute (select format('alter table notices drop constraint %I, add constraint %I %s', one.name, one.name,
      replace(pg_get_constraintdef(c.oid), 'ARRAY[', 'ARRAY[' || (select string_agg(quote_literal(w) || '::text, ', '') from unnest(one.words) w)))
      from pg_constraint c where c.conrelid = 'notices'::regclass and c.conname = one.name);
  end loop;
end $$;
--> statement-breakpoint
-- What an entry of the journal is called to other systems; `stage_type` is that of the stage a deal was moved to.
CREATE FUNCTION app.webhook_events(event text, stage_type text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  select case
    when event in ('opportunity.moved', 'opportunity.move_undone') then
      case when stage_type in ('won', 'lost') then array['opportunity.moved', 'opportunity.' || stage_type] else array['opportunity.moved'] end
    when event in ('account.created', 'account.assigned', 'account.deleted', 'account.restored', 'contact.created', 'contact.deleted',
      'opportunity.created', 'opportunity.updated', 'opportunity.assigned', 'opportunity.deleted', 'opportunity.restored', 'visit.planned',
      'visit.completed', 'visit.cancelled', 'visit.deleted', 'commitment.kept', 'commitment.broken', 'lead.assigned', 'lead.accepted',
      'lead.converted', 'lead.disqualified', 'quote.created', 'quote.sent', 'contract.created', 'contract.signed', 'contract.terminated') then array[event]
    when event in ('account.changed', 'contact.changed', 'contact.restored') then array[split_part(event, '.', 1) || '.updated']
    when event in ('opportunity.next_step_set', 'opportunity.qualified', 'opportunity.process_changed') then array['opportunity.updated']
    when event in ('visit.edited', 'visit.rescheduled', 'visit.started', 'visit.restored', 'visit.proposal_kept') then array['visit.updated']
    when event = 'interaction.logged' then array['interaction.created']
    when event = 'commitment.made' then array['commitment.created']
    when event = 'quote.copied' then array['quote.created']
    when event in ('quote.revised', 'quote.changed', 'quote.withdrawn', 'quote.submitted', 'quote.expired') then array['quote.updated']
    when event = 'quote.customer_accepted' then array['quote.accepted']
    when event = 'quote.customer_declined' then array['quote.declined']
    when event in ('contract.amended', 'contract.delivered', 'contract.paid', 'contract.renewed', 'contract.ended', 'contract.given_up') then array['contract.updated']
    else '{}'
  end
$$;
--> statement-breakpoint
-- The outbox: written with the entry of the journal, so that no event is lost and none is told of that was rolled back.
-- A job per statement and webhook, each under a key of its own: writers do not wait for each other.
CREATE FUNCTION app.tell_webhooks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  added record;
  asked uuid[] := '{}';
begin
  if not exists (select 1 from webhooks where off_reason is null and deleted_at is null) then return null; end if;
  for added in
    insert into webhook_deliveries (tenant_id, id, webhook_id, journal_id, event, subject_id, happened_at, next_at, until)
    select e.tenant_id, gen_random_uuid(), w.id, e.id, x.name, e.subject_id, e.at, now(), now() + interval '72 hours'
    from entries e
    left join stages s on e.event in ('opportunity.moved', 'opportunity.move_undone') and s.id::text = e.after->>'stageId'
    cross join lateral unnest(app.webhook_events(e.event, s.type)) as x(name)
    join webhooks w on w.tenant_id = e.tenant_id and w.off_reason is null and w.deleted_at is null and x.name = any(w.events)
    returning tenant_id, webhook_id, id
  loop
    continue when added.webhook_id = any(asked);
    asked := asked || added.webhook_id;
    perform jobs.enqueue('webhooks.send', jsonb_build_object('tenantId', added.tenant_id, 'webhookId', added.webhook_id), 'webhooks:' || added.id);
  end loop;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_webhooks() IS 'definer:a trigger, the writer may know nothing of webhooks';
--> statement-breakpoint
CREATE TRIGGER journal_tells_webhooks AFTER INSERT ON journal REFERENCING NEW TABLE AS entries
  FOR EACH STATEMENT EXECUTE FUNCTION app.tell_webhooks();
--> statement-breakpoint
-- The next delivery that is due, with what sending it takes. It is left to the taker for two minutes: whoever is killed
-- meanwhile has it sent again, under the same id.
CREATE FUNCTION app.take_delivery(tenant integer, webhook uuid) RETURNS TABLE (
  id uuid, journal_id uuid, event text, subject_id uuid, happened_at timestamptz, attempts integer, url text, secret text,
  owner_id uuid, role text, failures integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
begin
  return query
    with next as (
      select d.tenant_id, d.id from webhook_deliveries d
      join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id and w.off_reason is null and w.deleted_at is null
        and (w.quiet_until is null or w.quiet_until <= now())
      where d.tenant_id = tenant and d.webhook_id = webhook and d.state = 'waiting' and d.next_at <= now()
      order by d.next_at limit 1 for update of d skip locked)
    update webhook_deliveries d set attempts = d.attempts + 1, next_at = now() + interval '2 minutes', tried_at = now()
    from next, webhooks w where d.tenant_id = next.tenant_id and d.id = next.id and w.tenant_id = d.tenant_id and w.id = d.webhook_id
    returning d.id, d.journal_id, d.event, d.subject_id, d.happened_at, d.attempts, w.url, w.secret, w.owner_id, w.role, w.failures;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_delivery(integer, uuid) IS 'definer:jobs send what happened anywhere, before there is an identity';
--> statement-breakpoint
-- Tells whoever the webhook acts for, and who administers the whole company; of failures once a day.
CREATE FUNCTION app.tell_of_webhook(tenant integer, webhook uuid, as_kind text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params)
  select p.tenant_id, gen_random_uuid(), p.id, as_kind || ':' || webhook || ':' || app.today(), as_kind, 'webhook', tenant, webhook, '{}'
  from webhooks w join people p on w.deleted_at is null and (p.left_on is null or p.left_on >= app.today())
  left join notice_choices c on c.person_id = p.id
  where w.tenant_id = tenant and w.id = webhook and not coalesce(c.muted, '[]') ? as_kind
    and (p.id = w.owner_id or exists (select 1 from role_grants g join unit_tree u on u.ancestor_id = g.unit_id
      join tenants t on t.root_unit_id = u.descendant_id and t.id = tenant and t.id = p.tenant_id where g.person_id = p.id and g.role = 'admin'))
  on conflict (tenant_id, person_id, fact) do nothing;
  select jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_of_webhook(integer, uuid, text) IS 'definer:called by the functions of webhooks only';
--> statement-breakpoint
-- Nothing more is sent; what waits has failed and can be sent again once it is on.
CREATE FUNCTION app.switch_webhook_off(tenant integer, webhook uuid, reason text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update webhooks set off_reason = reason, updated_at = now(), version = version + 1
  where tenant_id = tenant and id = webhook and off_reason is null;
  if not found then return; end if;
  update webhook_deliveries set state = 'failed', error = coalesce(error, 'off') where tenant_id = tenant and webhook_id = webhook and state = 'waiting';
  perform app.tell_of_webhook(tenant, webhook, 'webhook_off');
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.switch_webhook_off(integer, uuid, text) IS 'definer:jobs switch off what fails for days';
--> statement-breakpoint
-- How a try ended: `delivered`, `tried` (again after `wait`), or `unseen` by whom the webhook acts for: then nothing of it stays.
CREATE FUNCTION app.end_delivery(tenant integer, delivery uuid, outcome text, answered integer, took integer, reason text, said text,
  wait interval, quiet interval) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  ended webhook_deliveries;
  hook webhooks;
begin
  if outcome = 'unseen' then
    delete from webhook_deliveries where tenant_id = tenant and id = delivery and state = 'waiting';
    return;
  end if;
  update webhook_deliveries set status = answered, ms = took, error = reason, answer = said,
    state = case when outcome = 'delivered' then 'delivered' when now() + wait > until then 'failed' else 'waiting' end, next_at = now() + wait
  where tenant_id = tenant and id = delivery and state = 'waiting' returning * into ended;
  if not found then return; end if;
  if outcome = 'delivered' then
    update webhooks set failing_since = null, failures = 0, quiet_until = null
    where tenant_id = tenant and id = ended.webhook_id and (failing_since is not null or quiet_until is not null);
    return;
  end if;
  update webhooks set failing_since = coalesce(failing_since, now()), failures = failures + 1,
    quiet_until = case when quiet is null then quiet_until else now() + quiet end
  where tenant_id = tenant and id = ended.webhook_id returning * into hook;
  if answered = 410 then
    perform app.switch_webhook_off(tenant, ended.webhook_id, 'gone');
  elsif ended.state = 'failed' then
    perform app.tell_of_webhook(tenant, ended.webhook_id, 'webhook_failed');
    if hook.failing_since < now() - interval '60 hours' then perform app.switch_webhook_off(tenant, ended.webhook_id, 'failing'); end if;
  end if;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.end_delivery(integer, uuid, text, integer, integer, text, text, interval, interval) IS 'definer:jobs send what happened anywhere';
--> statement-breakpoint
-- Every minute: jobs for what is due again, an end for what was never taken, and an end of the log after thirty days.
CREATE FUNCTION app.webhooks_due() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  late record;
begin
  for late in
    with over as (
      update webhook_deliveries set state = 'failed', error = coalesce(error, 'late') where state = 'waiting' and until < now()
      returning tenant_id, webhook_id)
    select distinct w.tenant_id, w.id, w.failing_since from over o join webhooks w on w.tenant_id = o.tenant_id and w.id = o.webhook_id
  loop
    perform app.tell_of_webhook(late.tenant_id, late.id, 'webhook_failed');
    if late.failing_since < now() - interval '60 hours' then perform app.switch_webhook_off(late.tenant_id, late.id, 'failing'); end if;
  end loop;
  perform jobs.enqueue('webhooks.send', jsonb_build_object('tenantId', w.tenant_id, 'webhookId', w.id), 'webhooks.due:' || w.id)
  from webhooks w where w.off_reason is null and w.deleted_at is null and (w.quiet_until is null or w.quiet_until <= now())
    and exists (select 1 from webhook_deliveries d where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.state = 'waiting' and d.next_at <= now());
  delete from webhook_deliveries where created_at < now() - interval '30 days' and state <> 'waiting';
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.webhooks_due() IS 'definer:jobs send what happened anywhere';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.webhook_events(text, text), app.tell_webhooks(), app.take_delivery(integer, uuid), app.tell_of_webhook(integer, uuid, text),
  app.switch_webhook_off(integer, uuid, text), app.webhooks_due(),
  app.end_delivery(integer, uuid, text, integer, integer, text, text, interval, interval) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.webhook_events(text, text), app.take_delivery(integer, uuid), app.switch_webhook_off(integer, uuid, text), app.webhooks_due(),
  app.end_delivery(integer, uuid, text, integer, integer, text, text, interval, interval) TO jiketong_app;
--> statement-breakpoint
DO $$
declare
  item text;
begin
  foreach item in array array['webhooks', 'webhook_deliveries'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
  end loop;
end $$;
--> statement-breakpoint
-- Administrators, of their own and of companies they see whole; whoever saves it answers for it.
CREATE POLICY reading ON webhooks FOR SELECT TO jiketong_app USING ((select app.role()) = 'admin'
  and (owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])));
--> statement-breakpoint
CREATE POLICY adding ON webhooks FOR INSERT TO jiketong_app WITH CHECK ((select app.role()) = 'admin' and role = 'admin'
  and owner_id = (select app.person()) and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])));
--> statement-breakpoint
CREATE POLICY changing ON webhooks FOR UPDATE TO jiketong_app USING ((select app.role()) = 'admin'
  and (owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])))
  WITH CHECK (role = 'admin' and owner_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT, SELECT (tenant_id, id, owner_id, role, name, url, events, off_reason, failing_since, failures, quiet_until, created_at, updated_at, version, deleted_at),
  UPDATE (owner_id, role, name, url, events, secret, off_reason, failing_since, failures, quiet_until, updated_at, version, deleted_at) ON webhooks TO jiketong_app;
--> statement-breakpoint
CREATE POLICY reading ON webhook_deliveries FOR SELECT TO jiketong_app USING (webhook_id = any (array(select w.id from webhooks w)));
--> statement-breakpoint
CREATE POLICY adding ON webhook_deliveries FOR INSERT TO jiketong_app WITH CHECK (journal_id is null and webhook_id = any (array(select w.id from webhooks w)));
--> statement-breakpoint
CREATE POLICY changing ON webhook_deliveries FOR UPDATE TO jiketong_app USING (webhook_id = any (array(select w.id from webhooks w)))
  WITH CHECK (webhook_id = any (array(select w.id from webhooks w)));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, attempts, next_at, until) ON webhook_deliveries TO jiketong_app;
