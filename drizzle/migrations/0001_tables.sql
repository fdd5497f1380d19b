CREATE TABLE "accounts" (
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
	"enterprise_id" uuid,
	"parent_id" uuid,
	"name" text NOT NULL,
	"short_name" text,
	"pinyin" text DEFAULT '' NOT NULL,
	"initials" text DEFAULT '' NOT NULL,
	"search" text DEFAULT '' NOT NULL,
	"credit_code" text,
	"kind" text NOT NULL,
	"industry" text,
	"grade" text DEFAULT 'C' NOT NULL,
	"region_code" text,
	"address" text,
	"longitude" double precision,
	"latitude" double precision,
	"phone" text,
	"website" text,
	"registered_capital_fen" bigint,
	"annual_revenue_fen" bigint,
	"headcount" integer,
	"founded_year" integer,
	"funding_pattern" text,
	"organisation_form" text,
	"management_style" text,
	"marketing_network" text,
	"tailoring_note" text,
	"monthly_revenue_fen" bigint,
	"external_key" text,
	"last_visited_at" timestamp with time zone,
	CONSTRAINT "accounts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "accounts_unit_key" UNIQUE("tenant_id","id","unit_id"),
	CONSTRAINT "accounts_kind" CHECK ("accounts"."kind" in ('government', 'public_institution', 'state_owned', 'private', 'foreign')),
	CONSTRAINT "accounts_grade" CHECK ("accounts"."grade" in ('A', 'B', 'C', 'D')),
	CONSTRAINT "accounts_funding" CHECK ("accounts"."funding_pattern" in ('budget', 'self_raised', 'group_paid', 'special_fund', 'leasing', 'mixed')),
	CONSTRAINT "accounts_organisation" CHECK ("accounts"."organisation_form" in ('functional', 'divisional', 'matrix', 'headquarters_branches', 'flat')),
	CONSTRAINT "accounts_management" CHECK ("accounts"."management_style" in ('centralised', 'delegated', 'collective', 'founder_led', 'process_driven')),
	CONSTRAINT "accounts_marketing" CHECK ("accounts"."marketing_network" in ('direct', 'branches', 'dealers', 'online', 'public_service', 'export')),
	CONSTRAINT "accounts_place" CHECK ("accounts"."longitude" between -180 and 180 and "accounts"."latitude" between -90 and 90),
	CONSTRAINT "accounts_not_own_parent" CHECK ("accounts"."parent_id" <> "accounts"."id")
);
--> statement-breakpoint
CREATE TABLE "enterprises" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"short_name" text,
	"credit_code" text,
	"industry" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "enterprises_creditCode_unique" UNIQUE("credit_code")
);
--> statement-breakpoint
CREATE TABLE "sites" (
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
	"name" text NOT NULL,
	"address" text,
	"longitude" double precision,
	"latitude" double precision,
	CONSTRAINT "sites_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"during" daterange NOT NULL,
	"reason" text,
	"assigned_by" uuid,
	CONSTRAINT "assignments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "assignments_role" CHECK ("assignments"."role" in ('primary', 'backup', 'solution', 'service'))
);
--> statement-breakpoint
CREATE TABLE "contacts" (
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
	"name" text NOT NULL,
	"pinyin" text DEFAULT '' NOT NULL,
	"initials" text DEFAULT '' NOT NULL,
	"search" text DEFAULT '' NOT NULL,
	"title" text,
	"department" text,
	"mobile" text,
	"phone" text,
	"email" text,
	"wechat" text,
	"reports_to_id" uuid,
	"buying_role" text,
	"influence" integer,
	"attitude" text DEFAULT 'unknown' NOT NULL,
	"note" text,
	"external_key" text,
	CONSTRAINT "contacts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "contacts_buying_role" CHECK ("contacts"."buying_role" in ('decision_maker', 'influencer', 'technical_evaluator', 'user', 'gatekeeper', 'champion')),
	CONSTRAINT "contacts_attitude" CHECK ("contacts"."attitude" in ('supports', 'neutral', 'opposes', 'unknown')),
	CONSTRAINT "contacts_influence" CHECK ("contacts"."influence" between 1 and 5),
	CONSTRAINT "contacts_not_own_boss" CHECK ("contacts"."reports_to_id" <> "contacts"."id")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"outcome" text NOT NULL,
	"subject" text,
	"subject_id" uuid,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"cells" jsonb,
	"before" jsonb,
	CONSTRAINT "import_rows_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "import_rows_outcome" CHECK ("import_rows"."outcome" in ('created', 'updated', 'unchanged', 'rejected', 'question'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"mode" text DEFAULT 'upsert' NOT NULL,
	"state" text DEFAULT 'uploaded' NOT NULL,
	"file_name" text NOT NULL,
	"stored_as" text NOT NULL,
	"file_bytes" bigint NOT NULL,
	"file_hash" text NOT NULL,
	"encoding" text,
	"delimiter" text,
	"header" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"key_field" text,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"row_count" integer,
	"done_rows" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"questions" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"failure" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "imports_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "imports_kind" CHECK ("imports"."kind" in ('accounts', 'contacts', 'opportunities', 'visits', 'people', 'offerings')),
	CONSTRAINT "imports_mode" CHECK ("imports"."mode" in ('create', 'update', 'upsert')),
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('uploaded', 'queued', 'running', 'done', 'failed', 'undoing', 'undone'))
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"event" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"account_id" uuid,
	"unit_id" integer NOT NULL,
	"owner_id" uuid,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "journal_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "competitors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offerings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"line" text NOT NULL,
	"lifecycle" text DEFAULT 'launched' NOT NULL,
	"list_one_off_fen" bigint,
	"list_monthly_fen" bigint,
	"import_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "offerings_line" CHECK ("offerings"."line" in ('internet', 'private_line', 'mobile', 'iot', 'cloud', 'security', 'voice', 'video', 'satellite', 'integration', 'other')),
	CONSTRAINT "offerings_lifecycle" CHECK ("offerings"."lifecycle" in ('design', 'pilot', 'launched', 'retiring', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "opportunities" (
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
	"title" text NOT NULL,
	"search" text DEFAULT '' NOT NULL,
	"pipeline_id" integer NOT NULL,
	"stage_id" integer NOT NULL,
	"stage_type" text NOT NULL,
	"stage_entered_at" timestamp with time zone NOT NULL,
	"offering_id" uuid,
	"source" text DEFAULT 'manager' NOT NULL,
	"one_off_fen" bigint DEFAULT 0 NOT NULL,
	"monthly_fen" bigint DEFAULT 0 NOT NULL,
	"months" integer DEFAULT 0 NOT NULL,
	"total_fen" bigint GENERATED ALWAYS AS (one_off_fen + monthly_fen * months) STORED NOT NULL,
	"probability" integer NOT NULL,
	"expected_close_on" date,
	"closed_on" date,
	"close_reason" text,
	"close_note" text,
	"competitor_id" uuid,
	"evidence" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"next_step" text,
	"next_step_on" date,
	"last_activity_at" timestamp with time zone NOT NULL,
	"slips" integer DEFAULT 0 NOT NULL,
	"external_key" text,
	CONSTRAINT "opportunities_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "opportunities_stage_type" CHECK ("opportunities"."stage_type" in ('open', 'on_hold', 'won', 'lost')),
	CONSTRAINT "opportunities_close_reason" CHECK ("opportunities"."close_reason" in ('price', 'product_fit', 'relationship', 'service', 'brand', 'delivery_time', 'budget_cut', 'no_decision', 'duplicate', 'other')),
	CONSTRAINT "opportunities_source" CHECK ("opportunities"."source" in ('manager', 'referral', 'campaign', 'website', 'hotline', 'tender', 'partner', 'renewal', 'import')),
	CONSTRAINT "opportunities_amounts" CHECK ("opportunities"."one_off_fen" >= 0 and "opportunities"."monthly_fen" >= 0 and "opportunities"."months" between 0 and 600),
	CONSTRAINT "opportunities_probability" CHECK ("opportunities"."probability" between 0 and 100),
	CONSTRAINT "opportunities_closed" CHECK (("opportunities"."stage_type" in ('won', 'lost')) = ("opportunities"."closed_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "opportunity_changes" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"from_stage_id" integer,
	"to_stage_id" integer,
	"from_total_fen" bigint,
	"to_total_fen" bigint,
	"from_close_on" date,
	"to_close_on" date,
	"from_owner_id" uuid,
	"to_owner_id" uuid,
	"note" text,
	CONSTRAINT "opportunity_changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "opportunity_changes_kind" CHECK ("opportunity_changes"."kind" in ('created', 'moved', 'amount', 'close_date', 'owner', 'deleted', 'restored'))
);
--> statement-breakpoint
CREATE TABLE "opportunity_months" (
	"tenant_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"stage_id" integer NOT NULL,
	"month" date NOT NULL,
	"count" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"weighted_fen" bigint NOT NULL,
	CONSTRAINT "opportunity_months_tenant_id_unit_id_stage_id_month_pk" PRIMARY KEY("tenant_id","unit_id","stage_id","month")
);
--> statement-breakpoint
CREATE TABLE "opportunity_totals" (
	"tenant_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"stage_id" integer NOT NULL,
	"count" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"weighted_fen" bigint NOT NULL,
	CONSTRAINT "opportunity_totals_tenant_id_unit_id_owner_id_stage_id_pk" PRIMARY KEY("tenant_id","unit_id","owner_id","stage_id")
);
--> statement-breakpoint
CREATE TABLE "pipelines" (
	"id" integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "pipelines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"tenant_id" integer,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stages" (
	"id" integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "stages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"pipeline_id" integer NOT NULL,
	"position" integer NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"type" text NOT NULL,
	"probability" integer NOT NULL,
	"stuck_after_days" integer,
	"exit_criteria" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"guidance" text,
	CONSTRAINT "stages_type" CHECK ("stages"."type" in ('open', 'on_hold', 'won', 'lost')),
	CONSTRAINT "stages_probability" CHECK ("stages"."probability" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"name" text NOT NULL,
	"pinyin" text DEFAULT '' NOT NULL,
	"initials" text DEFAULT '' NOT NULL,
	"search" text DEFAULT '' NOT NULL,
	"employee_no" text,
	"title" text,
	"email" text,
	"phone" text,
	"joined_on" date,
	"left_on" date,
	"locale" text DEFAULT 'zh-CN' NOT NULL,
	"import_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_grants" (
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"unit_id" integer NOT NULL,
	CONSTRAINT "role_grants_person_id_role_unit_id_pk" PRIMARY KEY("person_id","role","unit_id"),
	CONSTRAINT "role_grants_role" CHECK ("role_grants"."role" in ('account_manager', 'team_lead', 'sales_director', 'trainer', 'product_manager', 'service_agent', 'employee', 'partner_agent', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"shared_unit_id" integer,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_pinned" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"address" text,
	"device" text,
	CONSTRAINT "sessions_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"tenant_id" integer NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "tenants_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"root_unit_id" integer,
	CONSTRAINT "tenants_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "unit_tree" (
	"ancestor_id" integer NOT NULL,
	"descendant_id" integer NOT NULL,
	"depth" integer NOT NULL,
	CONSTRAINT "unit_tree_ancestor_id_descendant_id_pk" PRIMARY KEY("ancestor_id","descendant_id")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "units_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"tenant_id" integer NOT NULL,
	"parent_id" integer,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "units_kind" CHECK ("units"."kind" in ('group', 'province', 'city', 'team', 'department'))
);
--> statement-breakpoint
CREATE TABLE "commitments" (
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
	"visit_id" uuid,
	"opportunity_id" uuid,
	"side" text DEFAULT 'ours' NOT NULL,
	"text" text NOT NULL,
	"due_on" date NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	CONSTRAINT "commitments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "commitments_side" CHECK ("commitments"."side" in ('ours', 'theirs')),
	CONSTRAINT "commitments_state" CHECK ("commitments"."state" in ('open', 'kept', 'broken', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "needs" (
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
	"visit_id" uuid,
	"opportunity_id" uuid,
	"kind" text NOT NULL,
	"line" text,
	"text" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	CONSTRAINT "needs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "needs_kind" CHECK ("needs"."kind" in ('explicit', 'latent')),
	CONSTRAINT "needs_line" CHECK ("needs"."line" in ('internet', 'private_line', 'mobile', 'iot', 'cloud', 'security', 'voice', 'video', 'satellite', 'integration', 'other')),
	CONSTRAINT "needs_state" CHECK ("needs"."state" in ('open', 'matched', 'met', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "visit_attendees" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"contact_id" uuid,
	"person_id" uuid,
	CONSTRAINT "visit_attendees_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "visit_attendees_one" CHECK (("visit_attendees"."contact_id" is null) <> ("visit_attendees"."person_id" is null))
);
--> statement-breakpoint
CREATE TABLE "visits" (
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
	"opportunity_id" uuid,
	"type" text DEFAULT 'routine' NOT NULL,
	"channel" text DEFAULT 'onsite' NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"purpose" text NOT NULL,
	"planned_at" timestamp with time zone NOT NULL,
	"planned_minutes" integer DEFAULT 60 NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"check_in" jsonb,
	"check_out" jsonb,
	"distance_metres" double precision,
	"note" text,
	"competitor_note" text,
	"satisfaction" integer,
	"next_step" text,
	"next_step_on" date,
	"cancel_reason" text,
	"external_key" text,
	CONSTRAINT "visits_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "visits_type" CHECK ("visits"."type" in ('first', 'routine', 'renewal', 'complaint', 'executive')),
	CONSTRAINT "visits_channel" CHECK ("visits"."channel" in ('onsite', 'phone', 'video', 'business_hall', 'wechat', 'email')),
	CONSTRAINT "visits_status" CHECK ("visits"."status" in ('planned', 'in_progress', 'completed', 'cancelled', 'missed')),
	CONSTRAINT "visits_satisfaction" CHECK ("visits"."satisfaction" between 1 and 5),
	CONSTRAINT "visits_minutes" CHECK ("visits"."planned_minutes" between 5 and 1440),
	CONSTRAINT "visits_times" CHECK ("visits"."ended_at" is null or "visits"."started_at" <= "visits"."ended_at")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "public"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_parent" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_reports_to" FOREIGN KEY ("tenant_id","reports_to_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."imports"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "competitors" ADD CONSTRAINT "competitors_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opportunities" ADD CONSTRAINT "opportunities_pipeline_id_pipelines_id_fk" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipelines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opportunities" ADD CONSTRAINT "opportunities_stage_id_stages_id_fk" FOREIGN KEY ("stage_id") REFERENCES "public"."stages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opportunities" ADD CONSTRAINT "opportunities_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opportunities" ADD CONSTRAINT "opportunities_competitor_id_competitors_id_fk" FOREIGN KEY ("competitor_id") REFERENCES "public"."competitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opportunities" ADD CONSTRAINT "opportunities_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "opportunity_changes" ADD CONSTRAINT "opportunity_changes_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "opportunity_changes" ADD CONSTRAINT "opportunity_changes_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stages" ADD CONSTRAINT "stages_pipeline_id_pipelines_id_fk" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipelines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_shared_unit_id_units_id_fk" FOREIGN KEY ("shared_unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_root_unit_id_units_id_fk" FOREIGN KEY ("root_unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_parent_id_units_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_attendees" ADD CONSTRAINT "visit_attendees_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_attendees" ADD CONSTRAINT "visit_attendees_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_attendees" ADD CONSTRAINT "visit_attendees_contact" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_attendees" ADD CONSTRAINT "visit_attendees_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_credit_code" ON "accounts" USING btree ("tenant_id","credit_code") WHERE "accounts"."deleted_at" is null and "accounts"."credit_code" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_external_key" ON "accounts" USING btree ("tenant_id","external_key") WHERE "accounts"."external_key" is not null and "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_recent" ON "accounts" USING btree ("tenant_id","updated_at" DESC NULLS FIRST,"id") WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_by_name" ON "accounts" USING btree ("tenant_id","pinyin","id") WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_owner" ON "accounts" USING btree ("owner_id","updated_at" DESC NULLS FIRST,"id") WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_owner_name" ON "accounts" USING btree ("owner_id","pinyin","id") WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_unit" ON "accounts" USING btree ("unit_id","updated_at" DESC NULLS FIRST,"id") WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_unit_name" ON "accounts" USING btree ("unit_id","pinyin","id") WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_enterprise" ON "accounts" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "accounts_parent_key" ON "accounts" USING btree ("tenant_id","parent_id");--> statement-breakpoint
CREATE INDEX "accounts_deleted" ON "accounts" USING btree ("tenant_id","deleted_at") WHERE "accounts"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "accounts_search" ON "accounts" USING gin ("search" gin_trgm_ops) WITH (fastupdate=off);--> statement-breakpoint
CREATE INDEX "accounts_import" ON "accounts" USING btree ("tenant_id","import_id") WHERE "accounts"."import_id" is not null;--> statement-breakpoint
CREATE INDEX "enterprises_name" ON "enterprises" USING btree ("name");--> statement-breakpoint
CREATE INDEX "sites_account" ON "sites" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "assignments_account" ON "assignments" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "assignments_person" ON "assignments" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "assignments_unit" ON "assignments" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "contacts_account" ON "contacts" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "contacts_boss" ON "contacts" USING btree ("tenant_id","reports_to_id");--> statement-breakpoint
CREATE INDEX "contacts_owner" ON "contacts" USING btree ("owner_id","pinyin","id") WHERE "contacts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "contacts_unit" ON "contacts" USING btree ("unit_id","pinyin","id") WHERE "contacts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "contacts_tenant" ON "contacts" USING btree ("tenant_id","pinyin","id") WHERE "contacts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "contacts_deleted" ON "contacts" USING btree ("tenant_id","deleted_at") WHERE "contacts"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "contacts_search" ON "contacts" USING gin ("search" gin_trgm_ops) WITH (fastupdate=off);--> statement-breakpoint
CREATE INDEX "contacts_import" ON "contacts" USING btree ("tenant_id","import_id") WHERE "contacts"."import_id" is not null;--> statement-breakpoint
CREATE INDEX "import_rows_row" ON "import_rows" USING btree ("tenant_id","import_id","row_number");--> statement-breakpoint
CREATE INDEX "import_rows_rejected" ON "import_rows" USING btree ("tenant_id","import_id","row_number") WHERE "import_rows"."outcome" in ('rejected', 'question');--> statement-breakpoint
CREATE INDEX "import_rows_owner" ON "import_rows" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "import_rows_unit" ON "import_rows" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "imports_owner" ON "imports" USING btree ("owner_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "imports_unit" ON "imports" USING btree ("unit_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "imports_tenant" ON "imports" USING btree ("tenant_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "journal_subject" ON "journal" USING btree ("subject_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "journal_account" ON "journal" USING btree ("tenant_id","account_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "journal_recent" ON "journal" USING btree ("tenant_id","at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "journal_unit" ON "journal" USING btree ("unit_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "journal_actor" ON "journal" USING btree ("actor_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "journal_owner" ON "journal" USING btree ("owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "competitors_name" ON "competitors" USING btree (coalesce("tenant_id", 0),"name");--> statement-breakpoint
CREATE UNIQUE INDEX "offerings_code" ON "offerings" USING btree (coalesce("tenant_id", 0),"code");--> statement-breakpoint
CREATE INDEX "offerings_tenant" ON "offerings" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "opportunities_external_key" ON "opportunities" USING btree ("tenant_id","external_key") WHERE "opportunities"."external_key" is not null and "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_account" ON "opportunities" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "opportunities_owner" ON "opportunities" USING btree ("owner_id","updated_at" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_owner_stage" ON "opportunities" USING btree ("owner_id","stage_id","total_fen" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_unit" ON "opportunities" USING btree ("unit_id","updated_at" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_unit_stage" ON "opportunities" USING btree ("unit_id","stage_id","total_fen" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_tenant" ON "opportunities" USING btree ("tenant_id","updated_at" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_tenant_stage" ON "opportunities" USING btree ("tenant_id","stage_id","total_fen" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_tenant_close" ON "opportunities" USING btree ("tenant_id","expected_close_on","id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_unit_close" ON "opportunities" USING btree ("unit_id","expected_close_on","id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_owner_close" ON "opportunities" USING btree ("owner_id","expected_close_on","id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_tenant_total" ON "opportunities" USING btree ("tenant_id","total_fen" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_unit_total" ON "opportunities" USING btree ("unit_id","total_fen" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_owner_total" ON "opportunities" USING btree ("owner_id","total_fen" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "opportunities_quiet" ON "opportunities" USING btree ("unit_id","stage_id","last_activity_at") WHERE "opportunities"."deleted_at" is null and "opportunities"."stage_type" = 'open';--> statement-breakpoint
CREATE INDEX "opportunities_search" ON "opportunities" USING gin ("search" gin_trgm_ops) WITH (fastupdate=off);--> statement-breakpoint
CREATE INDEX "opportunities_deleted" ON "opportunities" USING btree ("tenant_id","deleted_at") WHERE "opportunities"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "opportunities_import" ON "opportunities" USING btree ("tenant_id","import_id") WHERE "opportunities"."import_id" is not null;--> statement-breakpoint
CREATE INDEX "opportunity_changes_opportunity" ON "opportunity_changes" USING btree ("tenant_id","opportunity_id","at");--> statement-breakpoint
CREATE INDEX "opportunity_changes_account" ON "opportunity_changes" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "opportunity_changes_unit" ON "opportunity_changes" USING btree ("unit_id","at");--> statement-breakpoint
CREATE INDEX "opportunity_changes_owner" ON "opportunity_changes" USING btree ("owner_id","at");--> statement-breakpoint
CREATE INDEX "opportunity_changes_tenant" ON "opportunity_changes" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "opportunity_months_unit" ON "opportunity_months" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "opportunity_totals_owner" ON "opportunity_totals" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "opportunity_totals_unit" ON "opportunity_totals" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pipelines_version" ON "pipelines" USING btree (coalesce("tenant_id", 0),"code","version");--> statement-breakpoint
CREATE UNIQUE INDEX "stages_position" ON "stages" USING btree ("pipeline_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "stages_code" ON "stages" USING btree ("pipeline_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "people_unit" ON "people" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "people_tenant" ON "people" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "people_search" ON "people" USING gin ("search" gin_trgm_ops) WITH (fastupdate=off);--> statement-breakpoint
CREATE INDEX "role_grants_unit" ON "role_grants" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "saved_views_owner" ON "saved_views" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "saved_views_shared" ON "saved_views" USING btree ("shared_unit_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "unit_tree_descendant" ON "unit_tree" USING btree ("descendant_id");--> statement-breakpoint
CREATE INDEX "units_tenant" ON "units" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "units_parent" ON "units" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "commitments_account" ON "commitments" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "commitments_visit" ON "commitments" USING btree ("tenant_id","visit_id");--> statement-breakpoint
CREATE INDEX "commitments_opportunity" ON "commitments" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "commitments_owner" ON "commitments" USING btree ("owner_id","state","due_on") WHERE "commitments"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "commitments_unit" ON "commitments" USING btree ("unit_id","state","due_on") WHERE "commitments"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "needs_account" ON "needs" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "needs_visit" ON "needs" USING btree ("tenant_id","visit_id");--> statement-breakpoint
CREATE INDEX "needs_opportunity" ON "needs" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "needs_owner" ON "needs" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "needs_unit" ON "needs" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_attendees_visit" ON "visit_attendees" USING btree ("tenant_id","visit_id");--> statement-breakpoint
CREATE INDEX "visit_attendees_contact" ON "visit_attendees" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "visit_attendees_person" ON "visit_attendees" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "visit_attendees_account" ON "visit_attendees" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "visit_attendees_owner" ON "visit_attendees" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "visit_attendees_unit" ON "visit_attendees" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visits_account" ON "visits" USING btree ("tenant_id","account_id","planned_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "visits_account_unit_key" ON "visits" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "visits_opportunity_key" ON "visits" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "visits_owner" ON "visits" USING btree ("owner_id","planned_at" DESC NULLS FIRST,"id") WHERE "visits"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "visits_unit" ON "visits" USING btree ("unit_id","planned_at" DESC NULLS FIRST,"id") WHERE "visits"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "visits_tenant" ON "visits" USING btree ("tenant_id","planned_at" DESC NULLS FIRST,"id") WHERE "visits"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "visits_deleted" ON "visits" USING btree ("tenant_id","deleted_at") WHERE "visits"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "visits_import" ON "visits" USING btree ("tenant_id","import_id") WHERE "visits"."import_id" is not null;