CREATE TABLE "opportunity_reads" (
	"tenant_id" integer NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "opportunity_reads_tenant_id_opportunity_id_person_id_pk" PRIMARY KEY("tenant_id","opportunity_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "visit_comments" ALTER COLUMN "visit_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD COLUMN "opportunity_id" uuid;--> statement-breakpoint
ALTER TABLE "opportunity_reads" ADD CONSTRAINT "opportunity_reads_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opportunity_reads" ADD CONSTRAINT "opportunity_reads_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_comments_opportunity" ON "visit_comments" USING btree ("tenant_id","opportunity_id","created_at");--> statement-breakpoint
ALTER TABLE "visit_comments" ADD CONSTRAINT "visit_comments_about" CHECK (num_nonnulls("visit_comments"."visit_id", "visit_comments"."opportunity_id") = 1);--> statement-breakpoint
-- A deal is talked about like a visit: read by who sees it, and written by them in their own name.
DROP POLICY adding ON visit_comments;
--> statement-breakpoint
CREATE POLICY adding ON visit_comments FOR INSERT TO jiketong_app WITH CHECK (
  author_id = (select app.person()) and (
    exists (select 1 from visits v where v.tenant_id = visit_comments.tenant_id and v.id = visit_id
      and v.owner_id = visit_comments.owner_id and v.account_id = visit_comments.account_id)
    or exists (select 1 from opportunities o where o.tenant_id = visit_comments.tenant_id and o.id = opportunity_id
      and o.owner_id = visit_comments.owner_id and o.account_id = visit_comments.account_id)));
--> statement-breakpoint
ALTER TABLE opportunity_reads ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE opportunity_reads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON opportunity_reads TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON opportunity_reads FOR SELECT TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY adding ON opportunity_reads FOR INSERT TO jiketong_app WITH CHECK (
  person_id = (select app.person())
  and exists (select 1 from opportunities o where o.tenant_id = opportunity_reads.tenant_id and o.id = opportunity_id));
--> statement-breakpoint
CREATE POLICY changing ON opportunity_reads FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT ON opportunity_reads TO jiketong_app, jiketong_backup;
--> statement-breakpoint
GRANT INSERT, UPDATE (seen_at) ON opportunity_reads TO jiketong_app;
--> statement-breakpoint
-- As before; a question about a deal is answered by the account's team too.
CREATE OR REPLACE FUNCTION app.keep_answered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update visit_comments q set answered_at = (
    select min(c.created_at) from visit_comments c
    where c.tenant_id = new.tenant_id and c.answers_id = new.answers_id and c.deleted_at is null
      and c.author_id <> q.author_id and (c.author_id = q.owner_id or q.author_id = q.owner_id
        or q.opportunity_id is not null and exists (select 1 from assignments s where s.tenant_id = q.tenant_id
          and s.account_id = q.account_id and s.owner_id = c.author_id
          and s.during @> (c.created_at at time zone 'Asia/Shanghai')::date)))
  where q.tenant_id = new.tenant_id and q.id = new.answers_id
    and q.visit_id is not distinct from new.visit_id and q.opportunity_id is not distinct from new.opportunity_id;
  return null;
end $$;
--> statement-breakpoint
-- What is said about a deal goes with it to its next owner.
CREATE FUNCTION app.keep_talk_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update visit_comments c set owner_id = new.owner_id
  where c.tenant_id = new.tenant_id and c.opportunity_id = new.id and c.owner_id <> new.owner_id;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER opportunities_talk AFTER UPDATE OF owner_id ON opportunities
  FOR EACH ROW WHEN (old.owner_id is distinct from new.owner_id) EXECUTE FUNCTION app.keep_talk_owner();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_talk_owner() FROM PUBLIC;
