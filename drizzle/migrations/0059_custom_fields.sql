CREATE TABLE "custom_fields" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"entity" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"label_en" text,
	"help" text,
	"help_en" text,
	"unit" text,
	"decimals" integer DEFAULT 0 NOT NULL,
	"options" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"position" integer DEFAULT 100 NOT NULL,
	"is_required" boolean DEFAULT false NOT NULL,
	"required_stage" text,
	"is_listed" boolean DEFAULT false NOT NULL,
	"is_filterable" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "custom_fields_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "custom_fields_key" UNIQUE("tenant_id","entity","key"),
	CONSTRAINT "custom_fields_entity" CHECK ("custom_fields"."entity" in ('accounts', 'contacts', 'opportunities', 'visits')),
	CONSTRAINT "custom_fields_kind" CHECK ("custom_fields"."kind" in ('text', 'long', 'number', 'amount', 'day', 'one', 'several', 'yes_no', 'link')),
	CONSTRAINT "custom_fields_key_form" CHECK ("custom_fields"."key" ~ '^[a-z][a-z0-9_]{0,39}$')
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "custom" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "custom" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "opportunities" ADD COLUMN "custom" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "custom" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "custom_fields_order" ON "custom_fields" USING btree ("tenant_id","entity","position");--> statement-breakpoint
-- Read by everybody who may meet a record of the company; written by who administers the whole of it, as their own company.
ALTER TABLE custom_fields ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE custom_fields FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON custom_fields TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON custom_fields FOR SELECT TO jiketong_app USING (
  tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])
  or tenant_id in (select u.tenant_id from units u where u.id = any ((select app.visible_units())::integer[]))
  or tenant_id in (select a.tenant_id from assignments a where a.owner_id = (select app.person()) and a.during @> app.today()));
--> statement-breakpoint
CREATE POLICY adding ON custom_fields FOR INSERT TO jiketong_app WITH CHECK (
  app.role() = 'admin' and tenant_id = app.tenant() and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY changing ON custom_fields FOR UPDATE TO jiketong_app USING (
  app.role() = 'admin' and tenant_id = app.tenant() and tenant_id = any ((select app.visible_tenants())::integer[]))
  WITH CHECK (tenant_id = app.tenant());
--> statement-breakpoint
GRANT SELECT, INSERT ON custom_fields TO jiketong_app;
--> statement-breakpoint
-- the key and the kind stay: values are kept by them
GRANT UPDATE (label, label_en, help, help_en, unit, decimals, options, position, is_required, required_stage, is_listed, is_filterable,
  retired_at, updated_at, version) ON custom_fields TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON custom_fields TO jiketong_backup;
--> statement-breakpoint
GRANT UPDATE (custom) ON accounts, contacts, opportunities, visits TO jiketong_app;
