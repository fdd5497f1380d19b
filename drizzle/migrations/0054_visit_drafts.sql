CREATE TABLE "visit_drafts" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"draft" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_drafts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "visit_drafts" ADD CONSTRAINT "visit_drafts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_drafts" ADD CONSTRAINT "visit_drafts_account" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_drafts_account" ON "visit_drafts" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE INDEX "visit_drafts_person" ON "visit_drafts" USING btree ("person_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
ALTER TABLE visit_drafts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_drafts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON visit_drafts TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
-- Nobody but who is to confirm it, of accounts in sight.
CREATE POLICY reading ON visit_drafts FOR SELECT TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY adding ON visit_drafts FOR INSERT TO jiketong_app WITH CHECK (person_id = (select app.person())
  and exists (select from accounts a where a.tenant_id = visit_drafts.tenant_id and a.id = visit_drafts.account_id));
--> statement-breakpoint
CREATE POLICY removing ON visit_drafts FOR DELETE TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON visit_drafts TO jiketong_app;
