CREATE TABLE "certificate_evidence" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"code" text NOT NULL,
	"level" integer DEFAULT 1 NOT NULL,
	"issued_by" text,
	"issued_on" date NOT NULL,
	"valid_until" date,
	"note" text DEFAULT '' NOT NULL,
	"file_name" text,
	"file_mime" text,
	"file_bytes" integer,
	"file_sha256" text,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"is_accepted" boolean,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision" text,
	CONSTRAINT "certificate_evidence_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "certificate_evidence_level" CHECK ("certificate_evidence"."level" between 1 and 5),
	CONSTRAINT "certificate_evidence_two" CHECK ("certificate_evidence"."decided_by" <> "certificate_evidence"."proposed_by" and "certificate_evidence"."decided_by" <> "certificate_evidence"."person_id"),
	CONSTRAINT "certificate_evidence_decided" CHECK (("certificate_evidence"."is_accepted" is null) = ("certificate_evidence"."decided_by" is null) and ("certificate_evidence"."is_accepted" is null) = ("certificate_evidence"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "certificate_goals" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"code" text NOT NULL,
	"due_on" date,
	"assigned_by" uuid NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "certificate_goals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "certificate_requirements" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"role" text,
	"product_line" text,
	"grade" text,
	"code" text NOT NULL,
	"level" integer DEFAULT 1 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "certificate_requirements_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "certificate_requirements_role" CHECK ("certificate_requirements"."role" in ('account_manager', 'team_lead', 'sales_director', 'trainer', 'product_manager', 'service_agent', 'employee', 'partner_agent', 'admin')),
	CONSTRAINT "certificate_requirements_line" CHECK ("certificate_requirements"."product_line" in ('internet', 'private_line', 'mobile', 'iot', 'cloud', 'security', 'voice', 'video', 'satellite', 'integration', 'other')),
	CONSTRAINT "certificate_requirements_grade" CHECK ("certificate_requirements"."grade" in ('A', 'B', 'C', 'D')),
	CONSTRAINT "certificate_requirements_level" CHECK ("certificate_requirements"."level" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "certificate_types" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"family" text NOT NULL,
	"product_line" text,
	"months" integer,
	"top_level" integer DEFAULT 1 NOT NULL,
	"role_months" integer DEFAULT 0 NOT NULL,
	"course_code" text,
	"renewal_days" integer DEFAULT 90 NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"is_retired" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "certificate_types_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "certificate_types_family" CHECK ("certificate_types"."family" in ('product', 'skill', 'mandatory')),
	CONSTRAINT "certificate_types_line" CHECK ("certificate_types"."product_line" in ('internet', 'private_line', 'mobile', 'iot', 'cloud', 'security', 'voice', 'video', 'satellite', 'integration', 'other')),
	CONSTRAINT "certificate_types_level" CHECK ("certificate_types"."top_level" between 1 and 5),
	CONSTRAINT "certificate_types_months" CHECK ("certificate_types"."months" between 1 and 240)
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"person_id" uuid NOT NULL,
	"code" text NOT NULL,
	"level" integer DEFAULT 1 NOT NULL,
	"issued_by" text,
	"issued_on" date NOT NULL,
	"valid_until" date,
	"source" text NOT NULL,
	"sitting_id" uuid,
	"evidence_id" uuid,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" uuid,
	"revoke_reason" text,
	CONSTRAINT "certificates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "certificates_source" CHECK ("certificates"."source" in ('exam', 'evidence')),
	CONSTRAINT "certificates_level" CHECK ("certificates"."level" between 1 and 5),
	CONSTRAINT "certificates_days" CHECK ("certificates"."valid_until" >= "certificates"."issued_on"),
	CONSTRAINT "certificates_revoked" CHECK (("certificates"."revoked_at" is null) = ("certificates"."revoked_by" is null))
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_subject";--> statement-breakpoint
ALTER TABLE "certificates_held" ADD COLUMN "level" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "certificates_held" ADD COLUMN "issued_on" date;--> statement-breakpoint
ALTER TABLE "certificates_held" ADD COLUMN "certificate_id" uuid;--> statement-breakpoint
ALTER TABLE "certificate_evidence" ADD CONSTRAINT "certificate_evidence_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_evidence" ADD CONSTRAINT "certificate_evidence_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_evidence" ADD CONSTRAINT "certificate_evidence_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_evidence" ADD CONSTRAINT "certificate_evidence_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_goals" ADD CONSTRAINT "certificate_goals_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_goals" ADD CONSTRAINT "certificate_goals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_goals" ADD CONSTRAINT "certificate_goals_assigned_by_people_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_requirements" ADD CONSTRAINT "certificate_requirements_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_requirements" ADD CONSTRAINT "certificate_requirements_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_types" ADD CONSTRAINT "certificate_types_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_revoked_by_people_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_evidence" FOREIGN KEY ("tenant_id","evidence_id") REFERENCES "public"."certificate_evidence"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_evidence_open" ON "certificate_evidence" USING btree ("tenant_id","person_id","code") WHERE "certificate_evidence"."is_accepted" is null;--> statement-breakpoint
CREATE INDEX "certificate_evidence_person" ON "certificate_evidence" USING btree ("person_id","proposed_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "certificate_evidence_waiting" ON "certificate_evidence" USING btree ("tenant_id","proposed_at") WHERE "certificate_evidence"."is_accepted" is null;--> statement-breakpoint
CREATE INDEX "certificate_evidence_proposer" ON "certificate_evidence" USING btree ("proposed_by");--> statement-breakpoint
CREATE INDEX "certificate_evidence_decider" ON "certificate_evidence" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_goals_once" ON "certificate_goals" USING btree ("tenant_id","person_id","code");--> statement-breakpoint
CREATE INDEX "certificate_goals_person" ON "certificate_goals" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "certificate_goals_assigner" ON "certificate_goals" USING btree ("assigned_by");--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_requirements_once" ON "certificate_requirements" USING btree ("tenant_id","code",coalesce("role", ''),coalesce("product_line", ''),coalesce("grade", ''));--> statement-breakpoint
CREATE INDEX "certificate_requirements_creator" ON "certificate_requirements" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_types_code" ON "certificate_types" USING btree ("tenant_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_number" ON "certificates" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_sitting" ON "certificates" USING btree ("tenant_id","sitting_id","code") WHERE "certificates"."sitting_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_evidence_once" ON "certificates" USING btree ("tenant_id","evidence_id") WHERE "certificates"."evidence_id" is not null;--> statement-breakpoint
CREATE INDEX "certificates_by_number" ON "certificates" USING btree ("number");--> statement-breakpoint
CREATE INDEX "certificates_person" ON "certificates" USING btree ("person_id","code");--> statement-breakpoint
CREATE INDEX "certificates_ending" ON "certificates" USING btree ("tenant_id","valid_until") WHERE "certificates"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "certificates_creator" ON "certificates" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "certificates_revoker" ON "certificates" USING btree ("revoked_by");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided', 'quote_question', 'quote_accepted', 'quote_declined', 'contract_ending', 'reward_confirmed', 'reward_voided', 'reward_restored', 'certificate_issued', 'certificate_ending', 'certificate_revoked', 'certificate_assigned', 'evidence_waiting', 'evidence_decided'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_subject" CHECK ("notices"."subject" in ('visit', 'account', 'opportunity', 'commitment', 'lead', 'quote', 'contract', 'reward', 'certificate'));--> statement-breakpoint
-- Who keeps a company's certificates: its trainers and its administrator.
CREATE FUNCTION app.keeps_certificates(company integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select (app.role() = 'trainer' and company = app.tenant()) or (app.role() = 'admin' and company = any (app.visible_tenants())) $$;
--> statement-breakpoint
-- Whose learning somebody looks after: a trainer of everybody in the company, a lead, director or administrator of their units.
CREATE FUNCTION app.certifies(company integer, person uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select exists (select from people p where p.id = person and p.tenant_id = company
    and ((app.role() = 'trainer' and company = (select app.tenant()))
      or (app.role() in ('team_lead', 'sales_director', 'admin') and (p.tenant_id = any ((select app.visible_tenants())::integer[]) or p.unit_id = any ((select app.visible_units())::integer[])))))
$$;
--> statement-breakpoint
-- What training knows of a sitting, a course and of who is learning. Without its tables nobody has passed anything;
-- training puts its own answers in their place.
CREATE FUNCTION app.passed_exam(company integer, sitting uuid, person uuid, type_code text) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select false $$;
--> statement-breakpoint
CREATE FUNCTION app.passed_course(company integer, person uuid, course_code text) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select false $$;
--> statement-breakpoint
CREATE FUNCTION app.certificate_learning(company integer, whom uuid[]) RETURNS TABLE (person_id uuid, code text, percent integer, booked_on date)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select null::uuid, null::text, null::integer, null::date where false $$;
--> statement-breakpoint
CREATE FUNCTION app.keep_certificate() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$ begin
  if tg_op = 'DELETE' or old.revoked_at is not null
    or (to_jsonb(new) - array['revoked_at', 'revoked_by', 'revoke_reason']) is distinct from (to_jsonb(old) - array['revoked_at', 'revoked_by', 'revoke_reason']) then
    raise exception 'a certificate issued stays what it was' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER certificates_stay BEFORE UPDATE OR DELETE ON certificates FOR EACH ROW EXECUTE FUNCTION app.keep_certificate();
--> statement-breakpoint
-- What is decided of a paper stays decided.
CREATE FUNCTION app.keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
declare decided text[] := array['is_accepted', 'decided_by', 'decided_at', 'decision'];
begin
  if tg_op = 'DELETE' or old.is_accepted is not null or (to_jsonb(new) - decided) is distinct from (to_jsonb(old) - decided) then
    raise exception 'what was said of a paper stays said' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER certificate_evidence_stays BEFORE UPDATE OR DELETE ON certificate_evidence FOR EACH ROW EXECUTE FUNCTION app.keep_evidence();
--> statement-breakpoint
-- What somebody holds follows from what was issued and not revoked: what counts longest, then the higher level.
CREATE FUNCTION app.keep_held() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare best certificates;
begin
  select * into best from certificates c where c.tenant_id = new.tenant_id and c.person_id = new.person_id and c.code = new.code and c.revoked_at is null
  order by coalesce(c.valid_until, 'infinity') desc, c.level desc, c.created_at desc limit 1;
  if best.id is null then
    delete from certificates_held h where h.person_id = new.person_id and h.code = new.code;
  else
    insert into certificates_held (id, tenant_id, person_id, code, level, issued_by, issued_on, valid_until, certificate_id, created_at)
    values (best.id, best.tenant_id, best.person_id, best.code, best.level, best.issued_by, best.issued_on, best.valid_until, best.id, best.created_at)
    on conflict (person_id, code) do update set level = excluded.level, issued_by = excluded.issued_by, issued_on = excluded.issued_on,
      valid_until = excluded.valid_until, certificate_id = excluded.certificate_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_held() IS 'definer:trigger, keeps what is held by what was issued';
--> statement-breakpoint
CREATE TRIGGER certificates_issued AFTER INSERT OR UPDATE ON certificates FOR EACH ROW EXECUTE FUNCTION app.keep_held();
--> statement-breakpoint
-- What administrators entered before is a certificate from now on.
INSERT INTO certificates (tenant_id, id, number, person_id, code, issued_by, issued_on, valid_until, source, created_at)
SELECT h.tenant_id, h.id, 'JK-' || to_char(h.created_at at time zone 'Asia/Shanghai', 'YYMM') || '-' || substr(n.c, 1, 4) || '-' || substr(n.c, 5, 4) || '-' || substr(n.c, 9, 4),
  h.person_id, h.code, h.issued_by, least((h.created_at at time zone 'Asia/Shanghai')::date, h.valid_until), h.valid_until, 'evidence', h.created_at
FROM certificates_held h CROSS JOIN LATERAL (SELECT translate(upper(md5(gen_random_uuid() || h.id::text)), '01', 'XY') AS c) n;
--> statement-breakpoint
-- The open door: of a number no more than a stranger may know.
CREATE FUNCTION app.verify_certificate(asked text) RETURNS TABLE (person text, name text, name_en text, level integer, valid_until date, is_revoked boolean, has_left boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.name, coalesce(t.name, c.code), t.name_en, c.level, c.valid_until, c.revoked_at is not null, p.left_on is not null and p.left_on < app.today()
  from certificates c join people p on p.id = c.person_id
  left join certificate_types t on t.tenant_id = c.tenant_id and t.code = c.code
  where c.number = asked limit 1
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.verify_certificate(text) IS 'definer:whoever has the number may check it, before there is an identity';
--> statement-breakpoint
-- Of a certificate that ends within 90, 30 or 7 days its holder, the nearest lead and the trainers are told, each once; a span that has passed is not made up for.
CREATE FUNCTION app.add_certificate_notices(today date, moment timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with ending as (
    select h.tenant_id, h.certificate_id as id, h.valid_until, p.id as holder, p.unit_id,
      case when h.valid_until - today <= 7 then 7 when h.valid_until - today <= 30 then 30 else 90 end as days
    from certificates_held h join people p on p.id = h.person_id and p.tenant_id = h.tenant_id and (p.left_on is null or p.left_on >= today)
    where h.certificate_id is not null and h.valid_until between today and today + 90),
  told as (
    select e.*, e.holder as person_id from ending e
    union
    select e.*, l.person_id from ending e cross join lateral (
      select g.person_id from unit_tree u join role_grants g on g.unit_id = u.ancestor_id and g.role in ('team_lead', 'sales_director') and g.person_id <> e.holder
      join people w on w.id = g.person_id and (w.left_on is null or w.left_on >= today)
      where u.descendant_id = e.unit_id order by u.depth, g.person_id limit 1) l
    union
    select e.*, g.person_id from ending e join people w on w.tenant_id = e.tenant_id and (w.left_on is null or w.left_on >= today)
    join role_grants g on g.person_id = w.id and g.role = 'trainer'),
  added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select w.tenant_id, gen_random_uuid(), w.id, 'certificate_ending:' || t.id || ':' || t.days, 'certificate_ending', 'certificate', t.tenant_id, t.id,
      jsonb_build_object('dueOn', t.valid_until), moment
    from told t join people w on w.id = t.person_id left join notice_choices c on c.person_id = w.id
    where not coalesce(c.muted, '[]') ? 'certificate_ending'
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_certificate_notices(date, timestamptz) IS 'definer:tells by the clock, before there is an identity';
--> statement-breakpoint
-- Which certificates the requirements ask of these people, by the roles they hold, the lines of their open deals and the grades of whom they serve.
CREATE FUNCTION app.certificate_needs(whom uuid[]) RETURNS TABLE (person_id uuid, code text, level integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with seen as materialized (
    select p.id, p.tenant_id from people p where p.id = any(whom) and (p.id = app.person() or app.certifies(p.tenant_id, p.id))),
  asked as materialized (
    select r.* from certificate_requirements r join certificate_types t on t.tenant_id = r.tenant_id and t.code = r.code and not t.is_retired
    where r.tenant_id in (select s.tenant_id from seen s)),
  lines as materialized (
    select s.id, l.line from seen s cross join lateral (
      select distinct f.line from opportunities o join offerings f on f.id = o.offering_id
      where o.tenant_id = s.tenant_id and o.owner_id = s.id and o.deleted_at is null and o.stage_type = 'open') l
    where exists (select from asked a where a.product_line is not null)),
  grades as materialized (
    select s.id, g.grade from seen s cross join lateral (
      select distinct a.grade from assignments x join accounts a on a.tenant_id = x.tenant_id and a.id = x.account_id and a.deleted_at is null
      where x.owner_id = s.id and x.during @> app.today()) g
    where exists (select from asked a where a.grade is not null))
  select s.id, a.code, max(a.level) from seen s join asked a on a.tenant_id = s.tenant_id
  where (a.role is null or exists (select from role_grants g where g.person_id = s.id and g.role = a.role))
    and (a.product_line is null or exists (select from lines l where l.id = s.id and l.line = a.product_line))
    and (a.grade is null or exists (select from grades g where g.id = s.id and g.grade = a.grade))
  group by 1, 2
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.certificate_needs(uuid[]) IS 'definer:codes only, of people whose learning the asker looks after';
--> statement-breakpoint
-- Open quotes and deals that cannot go on because nobody on their team holds what their offering asks for. A trainer, who sees no deals,
-- is told what it is about, whose it is and what it is worth: enough to know whom to teach first.
CREATE FUNCTION app.certificate_gaps(today date)
RETURNS TABLE (kind text, id uuid, opportunity_id uuid, tenant_id integer, title text, account text, owner_id uuid, owner text, unit_id integer, code text, offering text, amount_fen bigint, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with asking as materialized (
    select f.id, f.certificate_code as code, f.name from offerings f
    where f.certificate_code is not null and f.lifecycle <> 'retired'),
  reach as materialized (
    select t.id as tenant_id from tenants t where case app.role() when 'trainer' then t.id = app.tenant()
      when 'team_lead' then true when 'sales_director' then true when 'admin' then true else false end
      and (app.role() = 'trainer' or t.id = any ((select app.visible_tenants())::integer[])
        or exists (select from units u where u.tenant_id = t.id and u.id = any ((select app.visible_units())::integer[])))),
  wanted as (
    select distinct on (q.tenant_id, q.id, a.code) 'quote' as kind, q.id, q.opportunity_id, q.tenant_id, q.title, q.account_id, q.owner_id, q.unit_id, a.code, a.name, q.total_fen, o.expected_close_on
    from reach r join quotes q on q.tenant_id = r.tenant_id and q.state in ('draft', 'returned')
    join quote_lines l on l.tenant_id = q.tenant_id and l.quote_id = q.id join asking a on a.id = l.offering_id
    join opportunities o on o.tenant_id = q.tenant_id and o.id = q.opportunity_id
    union all
    select 'opportunity', o.id, o.id, o.tenant_id, o.title, o.account_id, o.owner_id, o.unit_id, a.code, a.name, o.total_fen, o.expected_close_on
    from reach r cross join asking a join opportunities o on o.offering_id = a.id and o.tenant_id = r.tenant_id and o.stage_type = 'open' and o.deleted_at is null
    -- what is in a quote is counted there
    where not exists (select from quotes q where q.tenant_id = o.tenant_id and q.opportunity_id = o.id and q.state in ('draft', 'returned', 'in_approval', 'approved', 'sent')))
  select w.kind, w.id, w.opportunity_id, w.tenant_id, w.title, a.name, w.owner_id, p.name, w.unit_id, w.code, w.name, w.total_fen, w.expected_close_on
  from wanted w join accounts a on a.tenant_id = w.tenant_id and a.id = w.account_id join people p on p.id = w.owner_id
  where (app.role() = 'trainer' or w.tenant_id = any ((select app.visible_tenants())::integer[]) or w.unit_id = any ((select app.visible_units())::integer[]))
    and not exists (select from certificates_held h where h.tenant_id = w.tenant_id and h.code = w.code and (h.valid_until is null or h.valid_until >= today)
      and (h.person_id = w.owner_id or h.person_id in (select s.owner_id from assignments s
        where s.tenant_id = w.tenant_id and s.account_id = w.account_id and s.during @> today)))
  order by w.total_fen desc, w.id limit 500
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.certificate_gaps(date) IS 'definer:what stands still for want of a certificate, for those who look after learning';
--> statement-breakpoint
DROP POLICY adding ON certificates_held;
--> statement-breakpoint
DROP POLICY removing ON certificates_held;
--> statement-breakpoint
REVOKE INSERT, DELETE ON certificates_held FROM jiketong_app;
--> statement-breakpoint
DO $$
declare
  item text;
  staff text := 'tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])';
begin
  foreach item in array array['certificate_types', 'certificates', 'certificate_evidence', 'certificate_requirements', 'certificate_goals'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('grant select on %I to jiketong_app', item);
    execute format('grant select on %I to jiketong_backup', item);
    if item in ('certificates', 'certificate_evidence') then
      execute format('create trigger %I before truncate on %I for each statement execute function app.refuse_change()', item || '_never_emptied', item);
    end if;
  end loop;
  -- colleagues know who holds what and what is asked of whom
  foreach item in array array['certificate_types', 'certificates', 'certificate_requirements'] loop
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item, staff);
  end loop;
  foreach item in array array['certificate_evidence', 'certificate_goals'] loop
    execute format('create policy reading on %I for select to jiketong_app using (person_id = (select app.person()) or (tenant_id = (select app.tenant()) and app.role() = ''trainer'')
      or app.certifies(tenant_id, person_id))', item);
  end loop;
end $$;
--> statement-breakpoint
CREATE POLICY adding ON certificate_types FOR INSERT TO jiketong_app WITH CHECK (app.keeps_certificates(tenant_id));
--> statement-breakpoint
CREATE POLICY changing ON certificate_types FOR UPDATE TO jiketong_app USING (app.keeps_certificates(tenant_id)) WITH CHECK (app.keeps_certificates(tenant_id));
--> statement-breakpoint
CREATE POLICY adding ON certificate_requirements FOR INSERT TO jiketong_app WITH CHECK (app.keeps_certificates(tenant_id) and created_by = (select app.person()));
--> statement-breakpoint
CREATE POLICY removing ON certificate_requirements FOR DELETE TO jiketong_app USING (app.keeps_certificates(tenant_id));
--> statement-breakpoint
CREATE POLICY adding ON certificate_evidence FOR INSERT TO jiketong_app WITH CHECK (proposed_by = (select app.person()) and is_accepted is null
  and ((person_id = (select app.person()) and tenant_id = (select app.tenant())) or app.certifies(tenant_id, person_id)));
--> statement-breakpoint
-- Never by who brought it, never by whom it is for: the CHECK of the table says so too.
CREATE POLICY changing ON certificate_evidence FOR UPDATE TO jiketong_app USING (is_accepted is null and app.certifies(tenant_id, person_id))
  WITH CHECK (decided_by = (select app.person()) and app.certifies(tenant_id, person_id));
--> statement-breakpoint
-- A certificate needs its reason: an exam passed, or a paper that whoever issues it has just accepted.
CREATE POLICY adding ON certificates FOR INSERT TO jiketong_app WITH CHECK (created_by = (select app.person()) and revoked_at is null
  and ((source = 'exam' and sitting_id is not null and app.passed_exam(tenant_id, sitting_id, person_id, code))
    or (source = 'evidence' and exists (select from certificate_evidence e where e.tenant_id = certificates.tenant_id and e.id = certificates.evidence_id
      and e.person_id = certificates.person_id and e.code = certificates.code and e.level = certificates.level and e.is_accepted and e.decided_by = (select app.person())))));
--> statement-breakpoint
CREATE POLICY changing ON certificates FOR UPDATE TO jiketong_app USING (app.keeps_certificates(tenant_id) and person_id <> (select app.person()))
  WITH CHECK (app.keeps_certificates(tenant_id) and revoked_by = (select app.person()));
--> statement-breakpoint
CREATE POLICY adding ON certificate_goals FOR INSERT TO jiketong_app WITH CHECK (assigned_by = (select app.person()) and app.certifies(tenant_id, person_id));
--> statement-breakpoint
CREATE POLICY changing ON certificate_goals FOR UPDATE TO jiketong_app USING (app.certifies(tenant_id, person_id)) WITH CHECK (assigned_by = (select app.person()) and app.certifies(tenant_id, person_id));
--> statement-breakpoint
CREATE POLICY removing ON certificate_goals FOR DELETE TO jiketong_app USING (app.certifies(tenant_id, person_id));
--> statement-breakpoint
GRANT INSERT ON certificate_types, certificates, certificate_evidence TO jiketong_app;
--> statement-breakpoint
GRANT INSERT, DELETE ON certificate_requirements, certificate_goals TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, family, product_line, months, top_level, role_months, course_code, renewal_days, position, is_retired, updated_at, version) ON certificate_types TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (revoked_at, revoked_by, revoke_reason) ON certificates TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (is_accepted, decided_by, decided_at, decision) ON certificate_evidence TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (due_on, assigned_by, assigned_at) ON certificate_goals TO jiketong_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keeps_certificates(integer), app.certifies(integer, uuid), app.passed_exam(integer, uuid, uuid, text), app.passed_course(integer, uuid, text),
  app.certificate_learning(integer, uuid[]), app.keep_certificate(), app.keep_evidence(), app.keep_held(), app.verify_certificate(text),
  app.add_certificate_notices(date, timestamptz), app.certificate_needs(uuid[]), app.certificate_gaps(date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.keeps_certificates(integer), app.certifies(integer, uuid), app.passed_exam(integer, uuid, uuid, text), app.passed_course(integer, uuid, text),
  app.certificate_learning(integer, uuid[]), app.verify_certificate(text), app.add_certificate_notices(date, timestamptz), app.certificate_needs(uuid[]), app.certificate_gaps(date) TO jiketong_app;
--> statement-breakpoint
-- Who of the company could work on a deal the asker sees: numbers about colleagues, none of their deals by name.
CREATE FUNCTION app.team_candidates(company integer, account uuid, deal uuid, asked_codes text[], asked_lines text[], today date, until date)
RETURNS TABLE (id uuid, name text, title text, unit text, is_on_team boolean, codes text, lines text, deals integer, visits integer, distance integer, visits_here integer, won integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with place as (
    select a.unit_id, a.industry, o.owner_id from opportunities o join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
    where o.tenant_id = company and o.id = deal and o.account_id = account and o.deleted_at is null
      and (o.owner_id = app.person() or o.tenant_id = any ((select app.visible_tenants())::integer[]) or o.unit_id = any ((select app.visible_units())::integer[])
        or o.account_id = any ((select app.shared_accounts())::uuid[]))),
  team as (
    select x.owner_id as person_id from assignments x, place where x.tenant_id = company and x.account_id = account and x.during @> today
    union select p.owner_id from place p),
  able as (
    select h.person_id from certificates_held h where h.tenant_id = company and h.code = any($4) and (h.valid_until is null or h.valid_until >= today)
    union select g.person_id from role_grants g join people w on w.id = g.person_id and w.tenant_id = company and g.role = 'account_manager'
    union select t.person_id from team t)
  select p.id, p.name, p.title, u.name, p.id in (select t.person_id from team t),
    (select string_agg(h.code, chr(10) order by h.code) from certificates_held h where h.person_id = p.id and h.code = any($4) and (h.valid_until is null or h.valid_until >= today)),
    (select string_agg(distinct f.line, chr(10)) from opportunities o join offerings f on f.id = o.offering_id and f.line = any($5)
      where o.tenant_id = company and o.owner_id = p.id and o.stage_type = 'won' and o.deleted_at is null),
    (select count(*)::integer from opportunities o where o.tenant_id = company and o.owner_id = p.id and o.stage_type = 'open' and o.deleted_at is null),
    (select count(*)::integer from visits v where v.tenant_id = company and v.owner_id = p.id and v.deleted_at is null
      and v.planned_at >= today::timestamp at time zone 'Asia/Shanghai' and v.planned_at < until::timestamp at time zone 'Asia/Shanghai'),
    coalesce((select min(a.depth + b.depth) from unit_tree a join unit_tree b on b.ancestor_id = a.ancestor_id
      where a.descendant_id = p.unit_id and b.descendant_id = l.unit_id), 9),
    (select count(*)::integer from visits v where v.tenant_id = company and v.account_id = account and v.owner_id = p.id and v.deleted_at is null
      and v.ended_at > today - interval '2 years'),
    (select count(*)::integer from opportunities o join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id and a.industry = l.industry
      where o.tenant_id = company and o.owner_id = p.id and o.stage_type = 'won' and o.deleted_at is null)
  from place l cross join people p join units u on u.id = p.unit_id
  where p.tenant_id = company and p.id in (select w.person_id from able w) and (p.left_on is null or p.left_on >= today)
  order by p.id limit 500
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.team_candidates(integer, uuid, uuid, text[], text[], date, date) IS 'definer:numbers about colleagues, for a deal the asker sees';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.team_candidates(integer, uuid, uuid, text[], text[], date, date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.team_candidates(integer, uuid, uuid, text[], text[], date, date) TO jiketong_app;
