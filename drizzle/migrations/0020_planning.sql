ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "proposes" boolean;--> statement-breakpoint
ALTER TABLE "coverage_policies" ADD COLUMN "proposes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "coverage_policies" ADD COLUMN "propose_days" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "coverage_policies" ADD COLUMN "propose_per_day" integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "proposed_kind" text;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "proposed_for" date;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "is_proposed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "visits_proposed_once" ON "visits" USING btree ("tenant_id","account_id","proposed_kind","proposed_for") WHERE "visits"."proposed_for" is not null;--> statement-breakpoint
CREATE INDEX "visits_proposals" ON "visits" USING btree ("owner_id","planned_at") WHERE "visits"."is_proposed" and "visits"."deleted_at" is null;--> statement-breakpoint
ALTER TABLE "coverage_policies" ADD CONSTRAINT "coverage_propose_days" CHECK ("coverage_policies"."propose_days" between 1 and 40);--> statement-breakpoint
ALTER TABLE "coverage_policies" ADD CONSTRAINT "coverage_propose_per_day" CHECK ("coverage_policies"."propose_per_day" between 1 and 12);--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined'));--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_proposed_kind" CHECK ("visits"."proposed_kind" in ('manager', 'leader'));
--> statement-breakpoint
GRANT UPDATE (is_proposed) ON visits TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (proposes) ON accounts TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (proposes, propose_days, propose_per_day) ON coverage_policies TO jiketong_app;
--> statement-breakpoint
-- For whom the nightly job proposes visits: those who serve or lead a team, in companies that wish it or with customers of
-- their own that do.
CREATE FUNCTION app.proposers() RETURNS TABLE (person_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select distinct g.person_id, g.role from role_grants g join people p on p.id = g.person_id
  where g.role in ('account_manager', 'team_lead') and (p.left_on is null or p.left_on >= app.today()) and (
    exists (select 1 from coverage_policies c where c.tenant_id = p.tenant_id and c.proposes)
    or exists (select 1 from accounts a where a.owner_id = p.id and a.proposes and a.deleted_at is null))
  order by 1, 2
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.proposers() IS 'definer:names by the clock whom a job works for, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.proposers() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.proposers() TO jiketong_app;
