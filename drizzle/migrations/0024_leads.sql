CREATE TABLE "enquiry_forms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"token" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "enquiry_forms_token_unique" UNIQUE("token"),
	CONSTRAINT "enquiry_forms_source" CHECK ("enquiry_forms"."source" in ('employee', 'partner', 'manager', 'web', 'campaign', 'api'))
);
--> statement-breakpoint
CREATE TABLE "lead_policies" (
	"tenant_id" integer PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"accept_hours" integer NOT NULL,
	"pick_limit" integer NOT NULL,
	"cool_down_hours" integer NOT NULL,
	"capacity" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lead_turns" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"lead_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"way" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "lead_turns_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "lead_turns_way" CHECK ("lead_turns"."way" in ('rule', 'known', 'picked', 'assigned')),
	CONSTRAINT "lead_turns_outcome" CHECK ("lead_turns"."outcome" in ('returned', 'lapsed', 'reassigned', 'converted', 'disqualified'))
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"pool_unit_id" integer NOT NULL,
	"holder_id" uuid,
	"state" text DEFAULT 'new' NOT NULL,
	"source" text NOT NULL,
	"campaign" text,
	"referrer_id" uuid,
	"form_id" uuid,
	"external_key" text,
	"company" text NOT NULL,
	"credit_code" text,
	"contact_name" text NOT NULL,
	"phone" text NOT NULL,
	"need" text NOT NULL,
	"region_code" text,
	"industry" text,
	"line" text,
	"match_name" text,
	"match_phone" text,
	"duplicate_of" uuid,
	"known_account_id" uuid,
	"rule_id" text,
	"offered_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"converted_at" timestamp with time zone,
	"account_id" uuid,
	"contact_id" uuid,
	"opportunity_id" uuid,
	"reason" text,
	"answer" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "leads_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "leads_state" CHECK ("leads"."state" in ('new', 'pool', 'offered', 'accepted', 'converted', 'disqualified', 'duplicate')),
	CONSTRAINT "leads_source" CHECK ("leads"."source" in ('employee', 'partner', 'manager', 'web', 'campaign', 'api')),
	CONSTRAINT "leads_reason" CHECK ("leads"."reason" in ('unreachable', 'no_need', 'no_budget', 'out_of_area', 'not_genuine', 'other'))
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_subject";--> statement-breakpoint
ALTER TABLE "opportunities" ADD COLUMN "close_detail" text;--> statement-breakpoint
ALTER TABLE "opportunities" ADD COLUMN "price_gap_fen" bigint;--> statement-breakpoint
ALTER TABLE "opportunities" ADD COLUMN "price_gap_bp" integer;--> statement-breakpoint
ALTER TABLE "opportunities" ADD COLUMN "do_again" text;--> statement-breakpoint
ALTER TABLE "opportunities" ADD COLUMN "retry_on" date;--> statement-breakpoint
ALTER TABLE "enquiry_forms" ADD CONSTRAINT "enquiry_forms_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiry_forms" ADD CONSTRAINT "enquiry_forms_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiry_forms" ADD CONSTRAINT "enquiry_forms_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_policies" ADD CONSTRAINT "lead_policies_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_turns" ADD CONSTRAINT "lead_turns_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_turns" ADD CONSTRAINT "lead_turns_lead" FOREIGN KEY ("tenant_id","lead_id") REFERENCES "public"."leads"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_holder_id_people_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_referrer_id_people_id_fk" FOREIGN KEY ("referrer_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_form_id_enquiry_forms_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."enquiry_forms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_duplicate_of" FOREIGN KEY ("tenant_id","duplicate_of") REFERENCES "public"."leads"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_known" FOREIGN KEY ("tenant_id","known_account_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_account" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_contact" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enquiry_forms_unit" ON "enquiry_forms" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "enquiry_forms_tenant" ON "enquiry_forms" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "lead_turns_lead" ON "lead_turns" USING btree ("tenant_id","lead_id","started_at");--> statement-breakpoint
CREATE INDEX "lead_turns_person" ON "lead_turns" USING btree ("person_id","started_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "leads_external" ON "leads" USING btree ("tenant_id","external_key") WHERE "leads"."external_key" is not null;--> statement-breakpoint
CREATE INDEX "leads_duplicates" ON "leads" USING btree ("tenant_id","duplicate_of");--> statement-breakpoint
CREATE INDEX "leads_known" ON "leads" USING btree ("tenant_id","known_account_id");--> statement-breakpoint
CREATE INDEX "leads_account" ON "leads" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE INDEX "leads_contact" ON "leads" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "leads_opportunity" ON "leads" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "leads_holder" ON "leads" USING btree ("holder_id","state","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "leads_unit" ON "leads" USING btree ("unit_id","state","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "leads_tenant" ON "leads" USING btree ("tenant_id","state","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "leads_form" ON "leads" USING btree ("form_id") WHERE "leads"."form_id" is not null;--> statement-breakpoint
CREATE INDEX "leads_referrer" ON "leads" USING btree ("referrer_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "leads_due" ON "leads" USING btree ("due_at") WHERE "leads"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "leads_waiting" ON "leads" USING btree ("created_at") WHERE "leads"."state" = 'new';--> statement-breakpoint
CREATE INDEX "leads_match_name" ON "leads" USING btree ("tenant_id","match_name") WHERE "leads"."state" in ('new', 'pool', 'offered', 'accepted');--> statement-breakpoint
CREATE INDEX "leads_match_phone" ON "leads" USING btree ("tenant_id","match_phone") WHERE "leads"."state" in ('new', 'pool', 'offered', 'accepted');--> statement-breakpoint
CREATE INDEX "opportunities_ended" ON "opportunities" USING btree ("tenant_id","closed_on","stage_type","close_reason","close_detail","competitor_id","offering_id","account_id","unit_id","owner_id","total_fen") WHERE "opportunities"."deleted_at" is null and "opportunities"."closed_on" is not null;--> statement-breakpoint
CREATE INDEX "opportunities_tenant_retry" ON "opportunities" USING btree ("tenant_id","retry_on","id") WHERE "opportunities"."deleted_at" is null and "opportunities"."retry_on" is not null;--> statement-breakpoint
CREATE INDEX "opportunities_unit_retry" ON "opportunities" USING btree ("unit_id","retry_on","id") WHERE "opportunities"."deleted_at" is null and "opportunities"."retry_on" is not null;--> statement-breakpoint
CREATE INDEX "opportunities_owner_retry" ON "opportunities" USING btree ("owner_id","retry_on","id") WHERE "opportunities"."deleted_at" is null and "opportunities"."retry_on" is not null;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_subject" CHECK ("notices"."subject" in ('visit', 'account', 'opportunity', 'commitment', 'lead'));
--> statement-breakpoint
GRANT UPDATE (close_detail, price_gap_fen, price_gap_bp, do_again, retry_on) ON opportunities TO jiketong_app;
--> statement-breakpoint
-- A lead is read by who has it, by who leads where it lies, and, in the pool, by those who sell there; one of a known customer
-- by those only who serve that customer.
DO $$
declare
  item record;
  led text := 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])';
begin
  for item in select * from (values
    ('leads', 'holder_id = (select app.person()) or ' || led || ' or (state = ''pool'' and tenant_id = (select app.tenant())
      and unit_id = any ((select app.unit_line())::integer[]) and (select app.role()) in (''account_manager'', ''team_lead'', ''sales_director'')
      and (known_account_id is null or known_account_id = any ((select app.shared_accounts())::uuid[])))'),
    ('lead_turns', 'person_id = (select app.person()) or exists (select 1 from leads l where l.tenant_id = lead_turns.tenant_id and l.id = lead_id)'),
    ('lead_policies', 'tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])'),
    ('enquiry_forms', '(select app.role()) = ''admin'' and (' || led || ')')) as t(name, seen)
  loop
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, item.seen);
    execute format('grant select on %I to jiketong_app, jiketong_backup', item.name);
  end loop;
end $$;
--> statement-breakpoint
CREATE POLICY changing ON leads FOR UPDATE TO jiketong_app
  USING (holder_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
    or unit_id = any ((select app.visible_units())::integer[])
    or (state = 'pool' and tenant_id = (select app.tenant()) and unit_id = any ((select app.unit_line())::integer[])))
  WITH CHECK (holder_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
    or unit_id = any ((select app.visible_units())::integer[])
    or (state = 'pool' and tenant_id = (select app.tenant()) and unit_id = any ((select app.unit_line())::integer[])));
--> statement-breakpoint
GRANT UPDATE (unit_id, pool_unit_id, holder_id, state, offered_at, due_at, accepted_at, converted_at, account_id, contact_id, opportunity_id,
  reason, answer, updated_at, version) ON leads TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON lead_turns FOR INSERT TO jiketong_app WITH CHECK (
  exists (select 1 from leads l where l.tenant_id = lead_turns.tenant_id and l.id = lead_id and l.holder_id = person_id));
--> statement-breakpoint
CREATE POLICY changing ON lead_turns FOR UPDATE TO jiketong_app
  USING (exists (select 1 from leads l where l.tenant_id = lead_turns.tenant_id and l.id = lead_id))
  WITH CHECK (exists (select 1 from leads l where l.tenant_id = lead_turns.tenant_id and l.id = lead_id));
--> statement-breakpoint
GRANT INSERT, UPDATE (ended_at, outcome) ON lead_turns TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON lead_policies FOR INSERT TO jiketong_app WITH CHECK (
  app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY changing ON lead_policies FOR UPDATE TO jiketong_app
  USING (app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]))
  WITH CHECK (app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
GRANT INSERT, UPDATE (accept_hours, pick_limit, cool_down_hours, capacity, rules, updated_at, version) ON lead_policies TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON enquiry_forms FOR INSERT TO jiketong_app WITH CHECK (
  app.role() = 'admin' and created_by = (select app.person()) and app.leads_unit(unit_id)
  and tenant_id = (select u.tenant_id from units u where u.id = unit_id));
--> statement-breakpoint
CREATE POLICY changing ON enquiry_forms FOR UPDATE TO jiketong_app
  USING (app.role() = 'admin' and app.leads_unit(unit_id)) WITH CHECK (app.role() = 'admin' and app.leads_unit(unit_id));
--> statement-breakpoint
GRANT INSERT, UPDATE (revoked_at) ON enquiry_forms TO jiketong_app;
--> statement-breakpoint
-- The customer of a company that a lead means: by its code, else its telephone, else its name but for the legal form.
CREATE FUNCTION app.customer_meant(tenant integer, code text, digits text, reading text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select id from (
    (select a.id, 0 as rank, a.created_at from accounts a
      where a.tenant_id = tenant and a.credit_code = code and a.deleted_at is null)
    union all
    (select a.id, 1, a.created_at from accounts a
      where tenant = a.tenant_id and a.search like '%' || digits || '%' and a.deleted_at is null limit 3)
    union all
    (select a.id, 2, a.created_at from contacts c join accounts a on a.tenant_id = c.tenant_id and a.id = c.account_id and a.deleted_at is null
      where c.tenant_id = tenant and c.search like '%' || digits || '%' and c.deleted_at is null limit 3)
    union all
    (select a.id, 3, a.created_at from accounts a
      where a.tenant_id = tenant and a.deleted_at is null
        and a.search like '% ' || replace(replace(replace(reading, '\', '\\'), '%', '\%'), '_', '\_') || '%'
        and left(a.pinyin, length(reading)) = reading
        and regexp_replace(substr(a.pinyin, length(reading) + 1),
          '(jituan|konggu|gufen|youxian|zeren|gongsi|zong|inc|ltd|llc|corp|co|gmbh|limited|company)', '', 'g') = '' limit 20)
  ) f order by rank, created_at, id limit 1
$$;
--> statement-breakpoint
-- Who tells of the same need again is told no more than of a customer: an open lead with this telephone, code or name. What came
-- over a public form stands in nobody's way by its name alone.
CREATE FUNCTION app.lead_meant(tenant integer, code text, digits text, reading text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select l.id from leads l
  where l.tenant_id = tenant and l.state in ('new', 'pool', 'offered', 'accepted')
    and (l.match_phone = digits or l.match_name = reading and (l.form_id is null or l.credit_code = code))
  order by l.created_at, l.id limit 1
$$;
--> statement-breakpoint
CREATE FUNCTION app.add_notice_of_lead(tenant integer, lead uuid, recipient uuid, told text, as_kind text, details jsonb, moment timestamptz)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, actor_id, params, created_at)
  select p.tenant_id, gen_random_uuid(), p.id, told, as_kind, 'lead', tenant, lead, app.person(), details, moment
  from people p left join notice_choices c on c.person_id = p.id
  where p.id = recipient and (p.left_on is null or p.left_on >= app.today()) and not coalesce(c.muted, '[]') ? as_kind
    and p.id is distinct from app.person()
  on conflict (tenant_id, person_id, fact) do nothing
$$;
--> statement-breakpoint
-- Stores a lead once, whoever gives it, and asks for its routing. Called by the doors below.
CREATE FUNCTION app.receive_lead(tenant integer, unit integer, lead uuid, given jsonb, reading text, digits text, referrer uuid, form uuid, moment timestamptz)
RETURNS TABLE (lead_id uuid, is_new boolean, is_known boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  first_one uuid;
  customer uuid;
  earlier leads;
begin
  -- two tellings of one company come one after the other
  perform pg_advisory_xact_lock(hashtextextended('lead ' || tenant || ' ' || coalesce(reading, digits, ''), 0));
  select * into earlier from leads l where l.tenant_id = tenant and (l.id = lead or l.external_key = given->>'externalKey');
  if found then
    -- an id of somebody else's tells nothing
    if earlier.referrer_id is distinct from referrer or earlier.form_id is distinct from form then return; end if;
    return query select earlier.id, false, earlier.known_account_id is not null or earlier.duplicate_of is not null;
    return;
  end if;
  first_one := app.lead_meant(tenant, given->>'creditCode', digits, reading);
  if first_one is null then customer := app.customer_meant(tenant, given->>'creditCode', digits, reading); end if;
  insert into leads (tenant_id, id, unit_id, pool_unit_id, state, source, campaign, referrer_id, form_id, external_key, company, credit_code,
    contact_name, phone, need, region_code, industry, line, match_name, match_phone, duplicate_of, known_account_id, created_at, updated_at)
  values (tenant, lead, unit, unit, case when first_one is null then 'new' else 'duplicate' end, given->>'source', given->>'campaign', referrer, form,
    given->>'externalKey', given->>'company', given->>'creditCode', given->>'contactName', given->>'phone', given->>'need', given->>'regionCode',
    given->>'industry', given->>'line', reading, digits, first_one, customer, moment, moment);
  insert into journal (tenant_id, id, at, actor_id, event, subject_id, subject, unit_id, after)
  values (tenant, gen_random_uuid(), moment, referrer, 'lead.referred', lead, 'lead', unit,
    jsonb_strip_nulls(jsonb_build_object('company', given->>'company', 'contactName', given->>'contactName', 'need', given->>'need',
      'source', given->>'source', 'campaign', given->>'campaign')));
  if first_one is null then
    perform jobs.enqueue('leads.route', jsonb_build_object('tenantId', tenant, 'leadId', lead), 'leads.route:' || lead);
  else
    update leads d set holder_id = l.holder_id, unit_id = l.unit_id, pool_unit_id = l.pool_unit_id from leads l
      where d.tenant_id = tenant and d.id = lead and l.tenant_id = tenant and l.id = first_one;
    perform app.add_notice_of_lead(tenant, l.id, l.holder_id, 'lead_again:' || lead, 'lead_again', '{}', moment)
      from leads l where l.tenant_id = tenant and l.id = first_one and l.holder_id is not null;
    perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
  end if;
  return query select lead, true, customer is not null or first_one is not null;
end $$;
--> statement-breakpoint
-- What was told again goes with what it repeats.
CREATE FUNCTION app.keep_repeats() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update leads d set holder_id = new.holder_id, unit_id = new.unit_id, pool_unit_id = new.pool_unit_id
  where d.tenant_id = new.tenant_id and d.duplicate_of = new.id;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER leads_repeats AFTER UPDATE OF holder_id, unit_id ON leads FOR EACH ROW
  WHEN (new.state <> 'duplicate' and (old.holder_id, old.unit_id) is distinct from (new.holder_id, new.unit_id)) EXECUTE FUNCTION app.keep_repeats();
--> statement-breakpoint
-- By somebody of ours, for their own company; how many they gave in an hour is limited by whoever asks here.
CREATE FUNCTION app.add_lead(lead uuid, given jsonb, reading text, digits text, moment timestamptz)
RETURNS TABLE (lead_id uuid, is_new boolean, is_known boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select r.* from people p join tenants t on t.id = p.tenant_id
  cross join lateral app.receive_lead(p.tenant_id, t.root_unit_id, lead, given, reading, digits, p.id, null, moment) r
  where p.id = app.person()
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_lead(uuid, jsonb, text, text, timestamptz)
  IS 'definer:an employee gives a lead that they may not read any more, and learns only whether it is known';
--> statement-breakpoint
CREATE FUNCTION app.enquiry_form(asked text) RETURNS TABLE (company text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select t.name, f.name from enquiry_forms f join tenants t on t.id = f.tenant_id where f.token = asked and f.revoked_at is null
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.enquiry_form(text) IS 'definer:a stranger opens a public form by its token';
--> statement-breakpoint
CREATE FUNCTION app.enquire(asked text, lead uuid, given jsonb, reading text, digits text, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare form enquiry_forms;
begin
  select * into form from enquiry_forms f where f.token = asked and f.revoked_at is null;
  if not found then return false; end if;
  perform app.receive_lead(form.tenant_id, form.unit_id, lead,
    given || jsonb_build_object('source', form.source, 'campaign', form.name, 'externalKey', null), reading, digits, null, form.id, moment);
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.enquire(text, uuid, jsonb, text, text, timestamptz) IS 'definer:a stranger sends a public form, and learns nothing';
--> statement-breakpoint
-- Routing happens by a job, before there is an identity. What it decides by: the lead, the rules, and who serves the customer.
CREATE FUNCTION app.lead_to_route(tenant integer, lead uuid) RETURNS TABLE (facts jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select jsonb_build_object(
    'regionCode', l.region_code, 'industry', l.industry, 'line', l.line, 'source', l.source, 'unitId', l.pool_unit_id,
    'policy', (select jsonb_build_object('acceptHours', p.accept_hours, 'pickLimit', p.pick_limit, 'coolDownHours', p.cool_down_hours,
      'capacity', p.capacity, 'rules', p.rules) from lead_policies p where p.tenant_id = l.tenant_id),
    'known', (select jsonb_build_object('personId', o.id, 'unitId', a.unit_id) from accounts a join people o on o.id = a.owner_id
      where a.tenant_id = l.tenant_id and a.id = l.known_account_id and (o.left_on is null or o.left_on >= app.today())),
    'knownUnitId', (select a.unit_id from accounts a where a.tenant_id = l.tenant_id and a.id = l.known_account_id))
  from leads l where l.tenant_id = tenant and l.id = lead and l.state = 'new'
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.lead_to_route(integer, uuid) IS 'definer:leads are routed by a job, before there is an identity';
--> statement-breakpoint
-- Who sells at or below a unit, with how many leads they have open; of the company of that unit only.
CREATE FUNCTION app.lead_takers(tenant integer, unit integer) RETURNS TABLE (person_id uuid, name text, open_leads integer, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.id, p.name, (select count(*)::integer from leads l where l.holder_id = p.id and l.state in ('offered', 'accepted')),
    (select max(t.started_at) from lead_turns t where t.person_id = p.id)
  from people p join unit_tree u on u.descendant_id = p.unit_id and u.ancestor_id = unit
  where p.tenant_id = tenant and (p.left_on is null or p.left_on >= app.today())
    and exists (select 1 from role_grants g where g.person_id = p.id and g.role = 'account_manager')
  order by 1
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.lead_takers(integer, integer) IS 'definer:leads are routed by a job, and an administrator tries the rules';
--> statement-breakpoint
-- Offers a new lead to somebody, or lays it into the pool when there is nobody. Done twice, the first counts.
CREATE FUNCTION app.offer_lead(tenant integer, lead uuid, person uuid, unit integer, rule text, by_way text, due timestamptz, moment timestamptz)
RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare at_unit integer;
begin
  select coalesce((select p.unit_id from people p where p.id = person), unit) into at_unit;
  update leads l set state = case when person is null then 'pool' else 'offered' end, holder_id = person, unit_id = at_unit, pool_unit_id = unit,
    rule_id = rule, offered_at = case when person is not null then moment end, due_at = case when person is not null then due end,
    updated_at = moment, version = l.version + 1
  where l.tenant_id = tenant and l.id = lead and l.state = 'new';
  if not found then return false; end if;
  insert into journal (tenant_id, id, at, event, subject_id, subject, unit_id, owner_id, after)
  values (tenant, gen_random_uuid(), moment, case when person is null then 'lead.pooled' else 'lead.offered' end, lead, 'lead', at_unit, person,
    jsonb_strip_nulls(jsonb_build_object('ownerId', person, 'way', by_way, 'dueAt', due)));
  if person is not null then
    insert into lead_turns (tenant_id, id, lead_id, person_id, way, started_at) values (tenant, gen_random_uuid(), lead, person, by_way, moment);
    perform app.add_notice_of_lead(tenant, lead, person, 'lead_offered:' || lead || ':' || moment, 'lead_offered', '{}', moment);
    perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
  end if;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.offer_lead(integer, uuid, uuid, integer, text, text, timestamptz, timestamptz)
  IS 'definer:leads are routed by a job, before there is an identity';
--> statement-breakpoint
-- Offered and not accepted in time: back to the pool. Who had it and who leads them are told. Also asks again for what waits unrouted.
CREATE FUNCTION app.return_overdue_leads(moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  late record;
  n integer := 0;
begin
  for late in select l.tenant_id, l.id, l.holder_id, l.unit_id, l.pool_unit_id, l.due_at from leads l
    where l.state = 'offered' and l.due_at <= moment order by l.due_at limit 500 for update skip locked
  loop
    update leads l set state = 'pool', holder_id = null, unit_id = late.pool_unit_id, offered_at = null, due_at = null, updated_at = moment,
      version = l.version + 1 where l.tenant_id = late.tenant_id and l.id = late.id;
    update lead_turns t set ended_at = moment, outcome = 'lapsed'
      where t.tenant_id = late.tenant_id and t.lead_id = late.id and t.ended_at is null;
    insert into journal (tenant_id, id, at, event, subject_id, subject, unit_id, owner_id, before, after)
    values (late.tenant_id, gen_random_uuid(), moment, 'lead.lapsed', late.id, 'lead', late.unit_id, late.holder_id,
      jsonb_build_object('ownerId', late.holder_id, 'dueAt', late.due_at), jsonb_build_object('ownerId', null));
    perform app.add_notice_of_lead(late.tenant_id, late.id, who.id, 'lead_returned:' || late.id || ':' || late.due_at, 'lead_returned', '{}', moment)
      from (select late.holder_id as id union select g.person_id from role_grants g where g.unit_id = late.unit_id and g.role = 'team_lead') who;
    n := n + 1;
  end loop;
  if n > 0 then perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on'); end if;
  perform jobs.enqueue('leads.route', jsonb_build_object('tenantId', l.tenant_id, 'leadId', l.id), 'leads.route:' || l.id)
    from (select tenant_id, id from leads where state = 'new' and created_at < moment - interval '2 minutes' order by created_at limit 500) l;
  return n;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.return_overdue_leads(timestamptz) IS 'definer:happens by the clock, before there is an identity';
--> statement-breakpoint
-- What somebody has given, as they gave it, and how far it has come: no amount, nothing of the customer they did not say.
CREATE FUNCTION app.my_referrals(one uuid, before_at timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, company text, contact_name text, phone text, need text, created_at timestamptz, is_known boolean, is_over boolean, answer text,
  accepted_at timestamptz, visiting_at timestamptz, quoted_at timestamptz, won_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select l.id, l.company, l.contact_name, l.phone, l.need, l.created_at, l.known_account_id is not null or l.duplicate_of is not null,
    l.state = 'disqualified' or coalesce(o.stage_type = 'lost' or o.deleted_at is not null, false), l.answer, l.accepted_at, l.converted_at,
    case when o.id is not null then (select min(c.at) from opportunity_changes c join stages s on s.id = c.to_stage_id
      where c.tenant_id = o.tenant_id and c.opportunity_id = o.id and c.kind = 'moved' and s.code in ('propose', 'negotiate', 'contract', 'won')
        and (o.stage_type = 'won' or exists (select 1 from stages now where now.id = o.stage_id and now.position >= s.position))) end,
    case when o.stage_type = 'won' then o.stage_entered_at end
  from (select x.* from leads x where x.referrer_id = app.person() and (one is null or x.id = one)
      and (before_at is null or (x.created_at, x.id) < (before_at, before_id)) order by x.created_at desc, x.id desc limit most) l
  left join opportunities o on o.tenant_id = l.tenant_id and o.id = l.opportunity_id
  order by l.created_at desc, l.id desc
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.my_referrals(uuid, timestamptz, uuid, integer)
  IS 'definer:who gave a lead follows it step by step without seeing the customer or the deal';
--> statement-breakpoint
-- Who was quicker: told to who could have taken the lead from the pool as well.
CREATE FUNCTION app.lead_taker(lead uuid, moment timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.name from leads l
  join lead_turns t on t.tenant_id = l.tenant_id and t.lead_id = l.id and t.person_id = l.holder_id and t.ended_at is null
    and t.started_at > moment - interval '1 hour'
  join people p on p.id = l.holder_id
  where l.tenant_id = app.tenant() and l.id = lead and l.pool_unit_id = any (app.unit_line()) and l.known_account_id is null
    and app.role() in ('account_manager', 'team_lead', 'sales_director')
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.lead_taker(uuid, timestamptz) IS 'definer:names who took a lead to those who saw it in the pool';
--> statement-breakpoint
-- The deal of a lead moves: the journal says what a reward will ask for, and who gave the lead is told.
CREATE FUNCTION app.follow_lead() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  lead leads;
  code text;
  step text;
begin
  select * into lead from leads l where l.tenant_id = new.tenant_id and l.opportunity_id = new.id;
  if not found then return null; end if;
  select s.code into code from stages s where s.id = new.stage_id;
  step := case when new.stage_type = 'won' then 'won' when new.stage_type = 'lost' then 'over'
    when code in ('propose', 'negotiate', 'contract') then 'quoted' end;
  if new.stage_type in ('won', 'lost') or old.stage_type in ('won', 'lost') then
    insert into journal (tenant_id, id, at, actor_id, event, subject_id, subject, unit_id, owner_id, after)
    values (lead.tenant_id, gen_random_uuid(), new.stage_entered_at, app.person(),
      case new.stage_type when 'won' then 'lead.won' when 'lost' then 'lead.lost' else 'lead.reopened' end,
      lead.id, 'lead', lead.unit_id, lead.holder_id, jsonb_build_object('referrerId', lead.referrer_id));
  end if;
  if step is not null and lead.referrer_id is not null then
    perform app.add_notice_of_lead(lead.tenant_id, lead.id, lead.referrer_id, 'lead_step:' || lead.id || ':' || step, 'lead_step',
      jsonb_build_object('step', step), new.stage_entered_at);
    perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER opportunities_lead AFTER UPDATE OF stage_id ON opportunities
  FOR EACH ROW WHEN (old.stage_id is distinct from new.stage_id) EXECUTE FUNCTION app.follow_lead();
--> statement-breakpoint
-- The referrer is told of each step; the one who works on the lead may not see them otherwise.
CREATE FUNCTION app.tell_referrer(tenant integer, lead uuid, step text, moment timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select app.add_notice_of_lead(l.tenant_id, l.id, l.referrer_id, 'lead_step:' || l.id || ':' || step, 'lead_step', jsonb_build_object('step', step), moment)
  from leads l where l.tenant_id = tenant and l.id = lead and l.referrer_id is not null and (l.holder_id = app.person() or app.leads_unit(l.unit_id))
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_referrer(integer, uuid, text, timestamptz) IS 'definer:adds a notice for who gave a lead, by who has it or leads them';
--> statement-breakpoint
-- Lost deals that were to be tried again: their owner is told on the day, each day chosen once.
CREATE FUNCTION app.add_retry_notices(today date, moment timestamptz)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select p.tenant_id, gen_random_uuid(), p.id, 'deal_retry:' || o.id || ':' || o.retry_on, 'deal_retry', 'opportunity', o.tenant_id, o.id,
      jsonb_build_object('dueOn', o.retry_on), moment
    from opportunities o join people p on p.id = o.owner_id and (p.left_on is null or p.left_on >= today)
    left join notice_choices c on c.person_id = p.id
    where o.tenant_id in (select id from tenants) and o.deleted_at is null and o.retry_on is not null and o.retry_on between today - 30 and today
      and o.stage_type = 'lost' and not coalesce(c.muted, '[]') ? 'deal_retry'
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_retry_notices(date, timestamptz) IS 'definer:tells owners of lost deals by the clock, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.customer_meant(integer, text, text, text), app.lead_meant(integer, text, text, text),
  app.add_notice_of_lead(integer, uuid, uuid, text, text, jsonb, timestamptz),
  app.receive_lead(integer, integer, uuid, jsonb, text, text, uuid, uuid, timestamptz), app.add_lead(uuid, jsonb, text, text, timestamptz),
  app.enquiry_form(text), app.enquire(text, uuid, jsonb, text, text, timestamptz), app.lead_to_route(integer, uuid),
  app.lead_takers(integer, integer), app.offer_lead(integer, uuid, uuid, integer, text, text, timestamptz, timestamptz),
  app.return_overdue_leads(timestamptz), app.my_referrals(uuid, timestamptz, uuid, integer), app.lead_taker(uuid, timestamptz), app.follow_lead(), app.keep_repeats(),
  app.tell_referrer(integer, uuid, text, timestamptz), app.add_retry_notices(date, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.add_lead(uuid, jsonb, text, text, timestamptz), app.enquiry_form(text),
  app.enquire(text, uuid, jsonb, text, text, timestamptz), app.lead_to_route(integer, uuid), app.lead_takers(integer, integer),
  app.offer_lead(integer, uuid, uuid, integer, text, text, timestamptz, timestamptz), app.return_overdue_leads(timestamptz),
  app.my_referrals(uuid, timestamptz, uuid, integer), app.lead_taker(uuid, timestamptz), app.tell_referrer(integer, uuid, text, timestamptz),
  app.add_retry_notices(date, timestamptz) TO jiketong_app;
