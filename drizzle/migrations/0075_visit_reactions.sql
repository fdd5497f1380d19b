CREATE TABLE "visit_reactions" (
	"tenant_id" integer NOT NULL,
	"visit_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_reactions_tenant_id_visit_id_person_id_kind_pk" PRIMARY KEY("tenant_id","visit_id","person_id","kind"),
	CONSTRAINT "visit_reactions_kind" CHECK ("visit_reactions"."kind" in ('like', 'learnt', 'help'))
);
--> statement-breakpoint
ALTER TABLE "visit_reactions" ADD CONSTRAINT "visit_reactions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_reactions" ADD CONSTRAINT "visit_reactions_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Read by who sees the visit, set and taken back in one's own name.
ALTER TABLE visit_reactions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_reactions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON visit_reactions TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON visit_reactions FOR SELECT TO jiketong_app USING (
  exists (select 1 from visits v where v.tenant_id = visit_reactions.tenant_id and v.id = visit_id));
--> statement-breakpoint
CREATE POLICY adding ON visit_reactions FOR INSERT TO jiketong_app WITH CHECK (
  person_id = (select app.person())
  and exists (select 1 from visits v where v.tenant_id = visit_reactions.tenant_id and v.id = visit_id));
--> statement-breakpoint
CREATE POLICY removing ON visit_reactions FOR DELETE TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT ON visit_reactions TO jiketong_app, jiketong_backup;
--> statement-breakpoint
GRANT INSERT, DELETE ON visit_reactions TO jiketong_app;
