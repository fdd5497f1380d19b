CREATE TABLE "approval_steps" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"approval_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"approver_id" uuid NOT NULL,
	"state" text NOT NULL,
	"comment" text,
	"decided_at" timestamp with time zone,
	"passed_on_by" uuid[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "approval_steps_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "approval_steps_state" CHECK ("approval_steps"."state" in ('waiting', 'pending', 'approved', 'returned', 'skipped'))
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"stage_code" text NOT NULL,
	"criterion" text NOT NULL,
	"mode" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"note" text,
	"asked_by" uuid NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approvals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "approvals_state" CHECK ("approvals"."state" in ('pending', 'approved', 'returned', 'withdrawn', 'lapsed')),
	CONSTRAINT "approvals_mode" CHECK ("approvals"."mode" in ('in_turn', 'all'))
);
--> statement-breakpoint
CREATE TABLE "pipeline_drafts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pipeline_drafts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"tenant_id" integer,
	"code" text NOT NULL,
	"definition" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "pipelines" ADD COLUMN "name_en" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "pipelines" ADD COLUMN "published_by" uuid;--> statement-breakpoint
ALTER TABLE "pipelines" ADD COLUMN "core_id" integer;--> statement-breakpoint
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_approver_id_people_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_approval" FOREIGN KEY ("tenant_id","approval_id") REFERENCES "public"."approvals"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_drafts" ADD CONSTRAINT "pipeline_drafts_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_drafts" ADD CONSTRAINT "pipeline_drafts_updated_by_people_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_steps_account" ON "approval_steps" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "approval_steps_approval" ON "approval_steps" USING btree ("tenant_id","approval_id","position");--> statement-breakpoint
CREATE INDEX "approval_steps_waiting" ON "approval_steps" USING btree ("approver_id","created_at","id") WHERE "approval_steps"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "approval_steps_unit_waiting" ON "approval_steps" USING btree ("unit_id") WHERE "approval_steps"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "approval_steps_approver" ON "approval_steps" USING btree ("approver_id");--> statement-breakpoint
CREATE INDEX "approvals_account" ON "approvals" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "approvals_opportunity" ON "approvals" USING btree ("tenant_id","opportunity_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_one_pending" ON "approvals" USING btree ("tenant_id","opportunity_id","stage_code","criterion") WHERE "approvals"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "approvals_asked_by" ON "approvals" USING btree ("asked_by","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_drafts_once" ON "pipeline_drafts" USING btree (coalesce("tenant_id", 0),"code");--> statement-breakpoint
CREATE INDEX "pipeline_drafts_tenant" ON "pipeline_drafts" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "pipeline_drafts_editor" ON "pipeline_drafts" USING btree ("updated_by");--> statement-breakpoint
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_core_id_pipelines_id_fk" FOREIGN KEY ("core_id") REFERENCES "public"."pipelines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pipelines_core" ON "pipelines" USING btree ("core_id");--> statement-breakpoint
CREATE INDEX "pipelines_publisher" ON "pipelines" USING btree ("published_by");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided'));--> statement-breakpoint
DO $$
declare t text; seen text := 'owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
  or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[])';
begin
  foreach t in array array['approvals', 'approval_steps'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', t);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', t, seen);
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', t, seen, seen);
    execute format('grant select, insert on %I to jiketong_app', t);
    execute format('grant select on %I to jiketong_backup', t);
  end loop;
end $$;
--> statement-breakpoint
CREATE POLICY adding ON approvals FOR INSERT TO jiketong_app WITH CHECK (
  asked_by = (select app.person()) and exists (select 1 from opportunities o where o.tenant_id = approvals.tenant_id
    and o.id = opportunity_id and o.owner_id = approvals.owner_id and o.account_id = approvals.account_id));
--> statement-breakpoint
CREATE POLICY adding ON approval_steps FOR INSERT TO jiketong_app WITH CHECK (
  exists (select 1 from approvals a where a.tenant_id = approval_steps.tenant_id and a.id = approval_id
    and a.owner_id = approval_steps.owner_id and a.account_id = approval_steps.account_id and a.asked_by = (select app.person())));
--> statement-breakpoint
GRANT UPDATE (state, updated_at, version) ON approvals TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (approver_id, state, comment, decided_at, passed_on_by) ON approval_steps TO jiketong_app;
--> statement-breakpoint
-- What was asked about a deal goes with it to its next owner.
CREATE FUNCTION app.keep_approval_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update approval_steps s set owner_id = new.owner_id from approvals a
  where a.tenant_id = new.tenant_id and a.opportunity_id = new.id and s.tenant_id = a.tenant_id and s.approval_id = a.id;
  update approvals a set owner_id = new.owner_id where a.tenant_id = new.tenant_id and a.opportunity_id = new.id;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_approval_owner() IS 'definer:trigger, keeps a copy of whose deal it is';
--> statement-breakpoint
CREATE TRIGGER opportunities_approvals AFTER UPDATE OF owner_id ON opportunities
  FOR EACH ROW WHEN (old.owner_id is distinct from new.owner_id) EXECUTE FUNCTION app.keep_approval_owner();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_approval_owner() FROM PUBLIC;
--> statement-breakpoint
-- Who writes the national process: administrators of the whole group.
CREATE FUNCTION app.leads_group() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select 1 from units where parent_id is null and id = any((select app.led_units())::integer[])) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.leads_group() IS 'definer:identity, reads the unit tree';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.leads_group() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.leads_group() TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON pipelines FOR INSERT TO jiketong_app WITH CHECK (
  app.role() = 'admin' and published_by = (select app.person())
  and (case when tenant_id is null then app.leads_group() else tenant_id = any ((select app.visible_tenants())::integer[]) end));
--> statement-breakpoint
CREATE POLICY adding ON stages FOR INSERT TO jiketong_app WITH CHECK (
  app.role() = 'admin' and exists (select 1 from pipelines p where p.id = pipeline_id and p.published_by = (select app.person())
    and (case when p.tenant_id is null then app.leads_group() else p.tenant_id = any ((select app.visible_tenants())::integer[]) end)));
--> statement-breakpoint
GRANT INSERT ON pipelines, stages TO jiketong_app;
--> statement-breakpoint
DO $$
declare mine text := 'app.role() = ''admin'' and (case when tenant_id is null then app.leads_group() else tenant_id = any ((select app.visible_tenants())::integer[]) end)';
begin
  alter table pipeline_drafts enable row level security;
  alter table pipeline_drafts force row level security;
  create policy internal on pipeline_drafts to current_user using (app.is_internal()) with check (app.is_internal());
  execute format('create policy reading on pipeline_drafts for select to jiketong_app using (%s)', mine);
  execute format('create policy adding on pipeline_drafts for insert to jiketong_app with check (%s)', mine);
  execute format('create policy changing on pipeline_drafts for update to jiketong_app using (%s) with check (%s)', mine, mine);
  execute format('create policy removing on pipeline_drafts for delete to jiketong_app using (%s)', mine);
end $$;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (definition, updated_at, updated_by, version) ON pipeline_drafts TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON pipeline_drafts TO jiketong_backup;
--> statement-breakpoint
-- What companies of this trade sell besides: renewals, tenders and satellite services have ways of their own.
UPDATE pipelines SET name_en = 'New business' WHERE id = 1;
--> statement-breakpoint
INSERT INTO pipelines (id, tenant_id, code, name, name_en, version, published_at) VALUES
  (2, null, 'renewal',   '续约',     'Renewal',   1, '2026-01-01T00:00:00+08:00'),
  (3, null, 'tender',    '招投标',   'Tender',    1, '2026-01-01T00:00:00+08:00'),
  (4, null, 'satellite', '卫星业务', 'Satellite', 1, '2026-01-01T00:00:00+08:00');
--> statement-breakpoint
INSERT INTO stages (id, pipeline_id, position, code, name, name_en, type, probability, stuck_after_days, exit_criteria) VALUES
  (21, 2, 1, 'qualify',   '到期预警',   'Expiry notice',   'open',    40, 30, '["offering_chosen", "close_date_set"]'),
  (22, 2, 2, 'develop',   '用量与满意度回顾', 'Usage review', 'open',   50, 21, '[{"kind": "visit", "days": 60}, "decision_maker_known"]'),
  (23, 2, 3, 'propose',   '续约方案',   'Renewal offer',   'open',    65, 21, '["amount_set", "quote_approved"]'),
  (24, 2, 4, 'negotiate', '商务谈判',   'Negotiate',       'open',    80, 14, '["competitor_known", "visit_within_30_days"]'),
  (25, 2, 5, 'contract',  '续约签订',   'Contract',        'open',    90, 14, '["contract_signed"]'),
  (26, 2, 6, 'won',       '赢单',       'Closed Won',      'won',    100, null, '[]'),
  (27, 2, 7, 'lost',      '输单',       'Closed Lost',     'lost',     0, null, '[]'),
  (28, 2, 8, 'on_hold',   '暂缓',       'On Hold',         'on_hold', 20, 60, '[]'),
  (31, 3, 1, 'qualify',   '标讯研判',   'Tender notice',   'open',    10, 7, '["need_recorded", "close_date_set"]'),
  (32, 3, 2, 'bid_decision', '投标决策', 'Bid decision',   'open',    20, 7, '["amount_set", {"kind": "approval", "roles": ["sales_director"], "mode": "in_turn"}]'),
  (33, 3, 3, 'solution',  '标书编制',   'Bid preparation', 'open',    40, 14, '["offering_chosen", "feasibility_done", {"kind": "evidence", "key": "bid_bond", "name": "投标保证金或保函", "nameEn": "bid bond", "withNote": true}]'),
  (34, 3, 4, 'propose',   '投标递交',   'Bid submitted',   'open',    50, 14, '["quote_approved", {"kind": "evidence", "key": "bid_receipt", "name": "投标回执", "nameEn": "bid receipt", "withNote": true}]'),
  (35, 3, 5, 'evaluation', '评标澄清',  'Evaluation',      'open',    60, 21, '["competitor_known"]'),
  (36, 3, 6, 'contract',  '中标签约',   'Award & contract', 'open',   90, 21, '[{"kind": "evidence", "key": "award_notice", "name": "中标通知书", "nameEn": "award notice", "withNote": true}, "contract_signed"]'),
  (37, 3, 7, 'won',       '赢单',       'Closed Won',      'won',    100, null, '[]'),
  (38, 3, 8, 'lost',      '输单',       'Closed Lost',     'lost',     0, null, '[]'),
  (39, 3, 9, 'on_hold',   '暂缓',       'On Hold',         'on_hold', 10, 60, '[]'),
  (41, 4, 1, 'qualify',   '线索确认',   'Qualify',         'open',    10, 14, '["need_recorded", "close_date_set"]'),
  (42, 4, 2, 'link_check', '站址与链路核查', 'Site & link check', 'open', 25, 21, '[{"kind": "evidence", "key": "site_survey", "name": "站址勘察", "nameEn": "site survey", "withNote": false}, {"kind": "evidence", "key": "link_budget", "name": "链路预算", "nameEn": "link budget", "withNote": true}]'),
  (43, 4, 3, 'solution',  '方案与终端选型', 'Solution & terminals', 'open', 40, 30, '["offering_chosen", "decision_maker_known"]'),
  (44, 4, 4, 'trial',     '开通试用',   'Trial',           'open',    60, 30, '[{"kind": "any", "of": [{"kind": "evidence", "key": "trial_report", "name": "试用报告", "nameEn": "trial report", "withNote": true}, {"kind": "visit", "days": 30}]}]'),
  (45, 4, 5, 'propose',   '报价与谈判', 'Quote & negotiate', 'open',  75, 21, '["amount_set", "quote_approved", "competitor_known"]'),
  (46, 4, 6, 'contract',  '签约与入网许可', 'Contract & licence', 'open', 90, 30, '[{"kind": "evidence", "key": "licence", "name": "入网及频率许可", "nameEn": "network and frequency licence", "withNote": true}, "contract_signed"]'),
  (47, 4, 7, 'won',       '赢单',       'Closed Won',      'won',    100, null, '[]'),
  (48, 4, 8, 'lost',      '输单',       'Closed Lost',     'lost',     0, null, '[]'),
  (49, 4, 9, 'on_hold',   '暂缓',       'On Hold',         'on_hold', 10, 60, '[]');
