CREATE TABLE "bulk_edits" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"count" integer NOT NULL,
	"items" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"left" jsonb,
	CONSTRAINT "bulk_edits_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "bulk_edits_kind" CHECK ("bulk_edits"."kind" in ('owner', 'close_date', 'next_step', 'stage', 'accounts'))
);
--> statement-breakpoint
CREATE INDEX "bulk_edits_owner" ON "bulk_edits" USING btree ("owner_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
-- Whoever made it sees it and takes it back.
ALTER TABLE bulk_edits ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE bulk_edits FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON bulk_edits TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON bulk_edits FOR SELECT TO jiketong_app USING (owner_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY adding ON bulk_edits FOR INSERT TO jiketong_app WITH CHECK (owner_id = (select app.person()) and tenant_id = (select app.tenant()));
--> statement-breakpoint
CREATE POLICY undoing ON bulk_edits FOR UPDATE TO jiketong_app USING (owner_id = (select app.person())) WITH CHECK (owner_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT, INSERT ON bulk_edits TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (undone_at, "left") ON bulk_edits TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON bulk_edits TO jiketong_backup;
