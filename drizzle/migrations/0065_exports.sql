CREATE TABLE "export_files" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"schedule_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"rows" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "export_files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "export_files_once" UNIQUE("tenant_id","schedule_id","due_at"),
	CONSTRAINT "export_files_format" CHECK ("export_files"."format" in ('csv', 'xlsx'))
);
--> statement-breakpoint
CREATE TABLE "export_schedules" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"role" text NOT NULL,
	"view_id" uuid NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"rhythm" text NOT NULL,
	"weekday" integer,
	"month_day" integer,
	"hour" integer NOT NULL,
	"format" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"paused_reason" text,
	"last_at" timestamp with time zone,
	"last_outcome" text,
	"last_rows" integer,
	"taken_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "export_schedules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "export_schedules_rhythm" CHECK ("export_schedules"."rhythm" in ('workdays', 'weekly', 'monthly')),
	CONSTRAINT "export_schedules_format" CHECK ("export_schedules"."format" in ('csv', 'xlsx')),
	CONSTRAINT "export_schedules_paused" CHECK ("export_schedules"."paused_reason" in ('person', 'left', 'role', 'right', 'view')),
	CONSTRAINT "export_schedules_outcome" CHECK ("export_schedules"."last_outcome" in ('made', 'too_large', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "export_files" ADD CONSTRAINT "export_files_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_files" ADD CONSTRAINT "export_files_schedule" FOREIGN KEY ("tenant_id","schedule_id") REFERENCES "public"."export_schedules"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_schedules" ADD CONSTRAINT "export_schedules_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_files_owner" ON "export_files" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "export_files_age" ON "export_files" USING btree ("made_at");--> statement-breakpoint
CREATE INDEX "export_schedules_owner" ON "export_schedules" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "export_schedules_due" ON "export_schedules" USING btree ("next_at") WHERE "export_schedules"."paused_reason" is null and "export_schedules"."deleted_at" is null;--> statement-breakpoint
-- Besides what notices may tell already, whoever else has added to it. Rows there are were held by the narrower ones before.
DO $$
declare
  one record;
begin
  for one in select * from (values ('notices_kind', 'scheduled_export'), ('notices_subject', 'export')) as x(name, word) loop
    execute (select format('alter table notices drop constraint %I, add constraint %I %s not valid', one.name, one.name,
      replace(replace(pg_get_constraintdef(c.oid), ' NOT VALID', ''), 'ARRAY[', 'ARRAY[' || quote_literal(one.word) || '::text, '))
      from pg_constraint c where c.conrelid = 'notices'::regclass and c.conname = one.name);
  end loop;
end $$;
--> statement-breakpoint
-- A schedule and its files are one person's, and are kept in the role that person acts in.
DO $$
declare
  item text;
  mine text := '(owner_id = (select app.person()))';
begin
  foreach item in array array['export_schedules', 'export_files'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('create policy reading on %I for select to jiketong_app using %s', item, mine);
    execute format('grant select on %I to jiketong_backup', item);
  end loop;
end $$;
--> statement-breakpoint
CREATE POLICY adding ON export_schedules FOR INSERT TO jiketong_app
  WITH CHECK (owner_id = (select app.person()) and tenant_id = (select app.tenant()) and role = (select app.role()));
--> statement-breakpoint
CREATE POLICY changing ON export_schedules FOR UPDATE TO jiketong_app
  USING (owner_id = (select app.person())) WITH CHECK (owner_id = (select app.person()) and role = (select app.role()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (role, view_id, page, name, rhythm, weekday, month_day, hour, format, next_at, paused_reason, last_at, last_outcome,
  last_rows, taken_until, attempts, updated_at, version, deleted_at) ON export_schedules TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON export_files FOR INSERT TO jiketong_app
  WITH CHECK (owner_id = (select app.person()) and schedule_id = any (array(select s.id from export_schedules s)));
--> statement-breakpoint
CREATE POLICY removing ON export_files FOR DELETE TO jiketong_app USING (owner_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON export_files TO jiketong_app;
--> statement-breakpoint
-- What is due and made by nobody now.
CREATE FUNCTION app.exports_due() RETURNS TABLE (tenant_id integer, id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select s.tenant_id, s.id from export_schedules s
  where s.paused_reason is null and s.deleted_at is null and s.next_at <= now() and (s.taken_until is null or s.taken_until <= now())
  order by s.next_at limit 500
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.exports_due() IS 'definer:names what a job is to make, before there is an identity';
--> statement-breakpoint
-- Takes a schedule that is due. It is left to the taker for a quarter of an hour: whoever is killed meanwhile has it taken again.
CREATE FUNCTION app.take_export(tenant integer, schedule uuid) RETURNS TABLE (owner_id uuid, role text, next_at timestamptz, attempts integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  update export_schedules s set taken_until = now() + interval '15 minutes', attempts = s.attempts + 1
  where s.tenant_id = tenant and s.id = schedule and s.paused_reason is null and s.deleted_at is null and s.next_at <= now()
    and (s.taken_until is null or s.taken_until <= now())
  returning s.owner_id, s.role, s.next_at, s.attempts
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_export(integer, uuid) IS 'definer:jobs make files for everybody, before there is an identity';
--> statement-breakpoint
-- A try that failed: another may follow in two minutes.
CREATE FUNCTION app.leave_export(tenant integer, schedule uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  update export_schedules set taken_until = now() + interval '2 minutes' where tenant_id = tenant and id = schedule and taken_until is not null
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.leave_export(integer, uuid) IS 'definer:jobs make files for everybody, before there is an identity';
--> statement-breakpoint
-- Pauses what nobody is there for any more; where the person holds the role, nothing happens.
CREATE FUNCTION app.stop_export(tenant integer, schedule uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with stopped as (
    update export_schedules s set paused_reason = case when p.left_on < app.today() then 'left' else 'role' end, taken_until = null, attempts = 0,
      updated_at = now(), version = s.version + 1
    from people p where s.tenant_id = tenant and s.id = schedule and s.paused_reason is null and s.deleted_at is null and p.id = s.owner_id
      and (p.left_on < app.today() or not exists (select 1 from role_grants g where g.person_id = p.id and g.role = s.role))
    returning s.tenant_id, s.id, s.owner_id, s.name, s.paused_reason, p.unit_id)
  insert into journal (tenant_id, id, at, event, subject_id, subject, unit_id, owner_id, after)
  select tenant_id, gen_random_uuid(), now(), 'export.paused', id, 'export', unit_id, owner_id, jsonb_build_object('name', name, 'reason', paused_reason)
  from stopped
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.stop_export(integer, uuid) IS 'definer:jobs pause what nobody is there for any more';
--> statement-breakpoint
-- Files whose time is over.
CREATE FUNCTION app.drop_old_exports(days integer) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ delete from export_files where made_at < now() - make_interval(days => greatest(days, 1)) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.drop_old_exports(integer) IS 'definer:jobs delete what is old, of everybody';
--> statement-breakpoint
-- As before; and of a scheduled file the person is told by mail at once, for they asked for it.
CREATE OR REPLACE FUNCTION app.pass_on_notices() RETURNS TABLE (task text, payload jsonb, key text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with fresh as (
    select n.tenant_id, n.id from notices n where n.passed_on_at is null and n.created_at > now() - interval '1 day'
    order by n.created_at limit 5000 for update skip locked),
  passed as (
    update notices n set passed_on_at = now() from fresh where n.tenant_id = fresh.tenant_id and n.id = fresh.id
    returning n.tenant_id, n.id, n.person_id, n.kind, n.read_at),
  written as (
    insert into mails (tenant_id, id, kind, fact, address, person_id, params)
    select n.tenant_id, gen_random_uuid(), 'notice', 'notice:' || n.id, p.email, p.id, jsonb_build_object('noticeId', n.id)
    from passed n left join notice_choices c on c.person_id = n.person_id
    join people p on p.id = n.person_id and p.email is not null
    where (n.kind in ('question', 'mention') and c.mail_at_once and n.read_at is null) or n.kind in ('sign_in_changed', 'new_device', 'factor_reset')
      or (n.kind = 'scheduled_export' and n.read_at is null)
    on conflict (tenant_id, fact) do nothing returning mails.tenant_id, mails.id, mails.person_id)
  select 'notices.mail', jsonb_build_object('tenantId', w.tenant_id, 'mailId', w.id, 'personId', w.person_id), 'mail:' || w.id from written w
  union all
  select 'notices.push', jsonb_build_object('tenantId', n.tenant_id, 'noticeId', n.id, 'subscriptionId', d.id), 'push:' || n.id || ':' || d.id
  from passed n join push_subscriptions d on d.person_id = n.person_id where n.read_at is null
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.exports_due(), app.take_export(integer, uuid), app.leave_export(integer, uuid), app.stop_export(integer, uuid),
  app.drop_old_exports(integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.exports_due(), app.take_export(integer, uuid), app.leave_export(integer, uuid), app.stop_export(integer, uuid),
  app.drop_old_exports(integer) TO jiketong_app;
