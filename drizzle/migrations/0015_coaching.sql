CREATE TABLE "comment_reactions" (
	"tenant_id" integer NOT NULL,
	"comment_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comment_reactions_tenant_id_comment_id_person_id_kind_pk" PRIMARY KEY("tenant_id","comment_id","person_id","kind"),
	CONSTRAINT "comment_reactions_kind" CHECK ("comment_reactions"."kind" in ('like', 'learnt', 'help'))
);
--> statement-breakpoint
CREATE TABLE "visit_coachings" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	"deleted_by" uuid,
	"import_id" uuid,
	"account_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"coach_id" uuid NOT NULL,
	"aspects" jsonb NOT NULL,
	"note" text,
	CONSTRAINT "visit_coachings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_comments" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"text" text NOT NULL,
	"is_question" boolean DEFAULT false NOT NULL,
	"answers_id" uuid,
	"answered_at" timestamp with time zone,
	"mentions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"deleted_by" uuid,
	CONSTRAINT "visit_comments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_reads" (
	"tenant_id" integer NOT NULL,
	"visit_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visit_reads_tenant_id_visit_id_person_id_pk" PRIMARY KEY("tenant_id","visit_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "notice_choices" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"muted" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"fact" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"subject_tenant_id" integer NOT NULL,
	"subject_id" uuid NOT NULL,
	"actor_id" uuid,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'commitment_due', 'commitment_overdue')),
	CONSTRAINT "notices_subject" CHECK ("notices"."subject" in ('visit', 'account', 'opportunity', 'commitment'))
);
--> statement-breakpoint
ALTER TABLE "comment_reactions" ADD CONSTRAINT "comment_reactions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_reactions" ADD CONSTRAINT "comment_reactions_comment" FOREIGN KEY ("tenant_id","comment_id") REFERENCES "public"."visit_comments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_coachings" ADD CONSTRAINT "visit_coachings_coach_id_people_id_fk" FOREIGN KEY ("coach_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_coachings" ADD CONSTRAINT "visit_coachings_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "visit_coachings" ADD CONSTRAINT "visit_coachings_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_answers" FOREIGN KEY ("tenant_id","answers_id") REFERENCES "public"."visit_comments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_reads" ADD CONSTRAINT "visit_reads_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_reads" ADD CONSTRAINT "visit_reads_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "visit_coachings_once" ON "visit_coachings" USING btree ("tenant_id","visit_id","coach_id");--> statement-breakpoint
CREATE INDEX "visit_coachings_account" ON "visit_coachings" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "visit_coachings_owner" ON "visit_coachings" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "visit_coachings_unit" ON "visit_coachings" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_comments_visit" ON "visit_comments" USING btree ("tenant_id","visit_id","created_at");--> statement-breakpoint
CREATE INDEX "visit_comments_account" ON "visit_comments" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "visit_comments_answers" ON "visit_comments" USING btree ("tenant_id","answers_id");--> statement-breakpoint
CREATE INDEX "visit_comments_owner" ON "visit_comments" USING btree ("owner_id","created_at" DESC NULLS FIRST) WHERE "visit_comments"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "visit_comments_unit" ON "visit_comments" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_comments_open" ON "visit_comments" USING btree ("tenant_id","unit_id","owner_id") WHERE "visit_comments"."is_question" and "visit_comments"."answered_at" is null and "visit_comments"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notices_fact" ON "notices" USING btree ("tenant_id","person_id","fact");--> statement-breakpoint
CREATE INDEX "notices_person" ON "notices" USING btree ("person_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "notices_unread" ON "notices" USING btree ("person_id") WHERE "notices"."read_at" is null;--> statement-breakpoint
-- Comments are read by who sees the visit, and written by them in their own name.
DO $$
declare
  item record;
  led text := 'owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])';
begin
  for item in select * from (values
    ('visit_comments', led || ' or account_id = any ((select app.shared_accounts())::uuid[])'),
    ('comment_reactions', 'exists (select 1 from visit_comments c where c.tenant_id = comment_reactions.tenant_id and c.id = comment_id)'),
    ('visit_reads', 'person_id = (select app.person())'),
    ('visit_coachings', led || ' or coach_id = (select app.person())'),
    ('notices', 'person_id = (select app.person())'),
    ('notice_choices', 'person_id = (select app.person())')) as t(name, seen)
  loop
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, item.seen);
    execute format('grant select on %I to jiketong_app, jiketong_backup', item.name);
  end loop;
end $$;
--> statement-breakpoint
CREATE POLICY adding ON visit_comments FOR INSERT TO jiketong_app WITH CHECK (
  author_id = (select app.person()) and exists (
    select 1 from visits v where v.tenant_id = visit_comments.tenant_id and v.id = visit_id
      and v.owner_id = visit_comments.owner_id and v.account_id = visit_comments.account_id));
--> statement-breakpoint
CREATE POLICY changing ON visit_comments FOR UPDATE TO jiketong_app
  USING (author_id = (select app.person())) WITH CHECK (author_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT, UPDATE (text, mentions, edited_at, deleted_at, deleted_by) ON visit_comments TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON comment_reactions FOR INSERT TO jiketong_app WITH CHECK (
  person_id = (select app.person())
  and exists (select 1 from visit_comments c where c.tenant_id = comment_reactions.tenant_id and c.id = comment_id));
--> statement-breakpoint
CREATE POLICY removing ON comment_reactions FOR DELETE TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT, DELETE ON comment_reactions TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON visit_reads FOR INSERT TO jiketong_app WITH CHECK (
  person_id = (select app.person())
  and exists (select 1 from visits v where v.tenant_id = visit_reads.tenant_id and v.id = visit_id));
--> statement-breakpoint
CREATE POLICY changing ON visit_reads FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT, UPDATE (seen_at) ON visit_reads TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON visit_coachings FOR INSERT TO jiketong_app WITH CHECK (
  coach_id = (select app.person()) and owner_id <> coach_id and exists (
    select 1 from visits v where v.tenant_id = visit_coachings.tenant_id and v.id = visit_id
      and v.owner_id = visit_coachings.owner_id and v.account_id = visit_coachings.account_id));
--> statement-breakpoint
CREATE POLICY changing ON visit_coachings FOR UPDATE TO jiketong_app
  USING (coach_id = (select app.person())) WITH CHECK (coach_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT, UPDATE (aspects, note, updated_at, version) ON visit_coachings TO jiketong_app;
--> statement-breakpoint
CREATE POLICY changing ON notices FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
GRANT UPDATE (read_at) ON notices TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON notice_choices FOR INSERT TO jiketong_app WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY changing ON notice_choices FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT, UPDATE (muted, updated_at) ON notice_choices TO jiketong_app;
--> statement-breakpoint
-- A question is answered from its first answer that stands: who answers may not change the question itself.
CREATE FUNCTION app.keep_answered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update visit_comments q set answered_at = (
    select min(c.created_at) from visit_comments c
    where c.tenant_id = new.tenant_id and c.answers_id = new.answers_id and c.deleted_at is null
      and c.author_id <> q.author_id and (c.author_id = q.owner_id or q.author_id = q.owner_id))
  where q.tenant_id = new.tenant_id and q.id = new.answers_id and q.visit_id = new.visit_id;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER visit_comments_answered AFTER INSERT OR UPDATE OF deleted_at ON visit_comments
  FOR EACH ROW WHEN (new.answers_id is not null) EXECUTE FUNCTION app.keep_answered();
--> statement-breakpoint
-- A notice is for somebody else, whom the writer may not even see: this door adds one, once a fact, if it is wanted.
CREATE FUNCTION app.add_notice(notice uuid, recipient uuid, told text, as_kind text, about text, about_tenant integer, about_id uuid, details jsonb, moment timestamptz)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, actor_id, params, created_at)
  select p.tenant_id, notice, p.id, told, as_kind, about, about_tenant, about_id, app.person(), details, moment
  from people p left join notice_choices c on c.person_id = p.id
  where p.id = recipient and app.person() is not null and (p.left_on is null or p.left_on >= app.today())
    and not coalesce(c.muted, '[]') ? as_kind
  on conflict (tenant_id, person_id, fact) do nothing
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_notice(uuid, uuid, text, text, text, integer, uuid, jsonb, timestamptz)
  IS 'definer:adds a notice of this person''s doing for another; notices hold no text of the record';
--> statement-breakpoint
-- Promises due since the last working day, and those that were due before it; each once.
CREATE FUNCTION app.add_due_notices(today date, last_workday date, moment timestamptz)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select p.tenant_id, gen_random_uuid(), p.id, k.kind || ':' || m.id || ':' || m.due_on, k.kind, 'commitment', m.tenant_id, m.id,
      jsonb_build_object('dueOn', m.due_on), moment
    from commitments m join people p on p.id = m.owner_id and (p.left_on is null or p.left_on >= today)
    cross join lateral (select case when m.due_on > last_workday then 'commitment_due' else 'commitment_overdue' end as kind) k
    left join notice_choices c on c.person_id = p.id
    where m.state = 'open' and m.deleted_at is null and m.due_on <= today and m.due_on > last_workday - 30
      and not coalesce(c.muted, '[]') ? k.kind
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_due_notices(date, date, timestamptz) IS 'definer:tells owners of commitments by the clock, before there is an identity';
--> statement-breakpoint
CREATE FUNCTION app.tell_notices() RETURNS trigger LANGUAGE plpgsql
AS $$ begin perform pg_notify('notices', new.person_id::text); return null; end $$;
--> statement-breakpoint
CREATE TRIGGER notices_told AFTER INSERT OR UPDATE OF read_at ON notices FOR EACH ROW EXECUTE FUNCTION app.tell_notices();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_answered(), app.tell_notices(), app.add_due_notices(date, date, timestamptz),
  app.add_notice(uuid, uuid, text, text, text, integer, uuid, jsonb, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.add_due_notices(date, date, timestamptz),
  app.add_notice(uuid, uuid, text, text, text, integer, uuid, jsonb, timestamptz) TO jiketong_app;
