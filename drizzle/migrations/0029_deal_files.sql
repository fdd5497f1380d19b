CREATE TABLE "certificates_held" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"code" text NOT NULL,
	"issued_by" text,
	"valid_until" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "document_kind" text;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "evidence_key" text;--> statement-breakpoint
ALTER TABLE "opportunities" ADD COLUMN "qualification" text;--> statement-breakpoint
ALTER TABLE "certificates_held" ADD CONSTRAINT "certificates_held_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates_held" ADD CONSTRAINT "certificates_held_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_held_once" ON "certificates_held" USING btree ("person_id","code");--> statement-breakpoint
CREATE INDEX "certificates_held_tenant" ON "certificates_held" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "opportunities_tenant_qualified" ON "opportunities" USING btree ("tenant_id","qualification","updated_at" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null and "opportunities"."qualification" is not null;--> statement-breakpoint
CREATE INDEX "opportunities_unit_qualified" ON "opportunities" USING btree ("unit_id","qualification","updated_at" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null and "opportunities"."qualification" is not null;--> statement-breakpoint
CREATE INDEX "opportunities_owner_qualified" ON "opportunities" USING btree ("owner_id","qualification","updated_at" DESC NULLS FIRST,"id") WHERE "opportunities"."deleted_at" is null and "opportunities"."qualification" is not null;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_document" CHECK ("attachments"."document_kind" in ('requirements', 'survey', 'solution', 'quote', 'tender', 'bid', 'contract', 'acceptance', 'other'));--> statement-breakpoint
ALTER TABLE "opportunities" ADD CONSTRAINT "opportunities_qualification" CHECK ("opportunities"."qualification" in ('go', 'conditional', 'no_go'));--> statement-breakpoint
-- A file of a deal goes with it to its next owner.
CREATE FUNCTION app.keep_file_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update attachments set owner_id = new.owner_id
  where tenant_id = new.tenant_id and opportunity_id = new.id and visit_id is null and owner_id <> new.owner_id;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_file_owner() IS 'definer:trigger, keeps a copy of whose deal it is';
--> statement-breakpoint
CREATE TRIGGER opportunities_files AFTER UPDATE OF owner_id ON opportunities
  FOR EACH ROW WHEN (old.owner_id is distinct from new.owner_id) EXECUTE FUNCTION app.keep_file_owner();
--> statement-breakpoint
-- Colleagues know who holds what; administrators of the unit enter it.
DO $$
begin
  alter table certificates_held enable row level security;
  alter table certificates_held force row level security;
  create policy internal on certificates_held to current_user using (app.is_internal()) with check (app.is_internal());
  create policy reading on certificates_held for select to jiketong_app
    using (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]));
  create policy adding on certificates_held for insert to jiketong_app with check (app.role() = 'admin' and exists (
    select 1 from people p where p.id = person_id and p.tenant_id = certificates_held.tenant_id and app.leads_unit(p.unit_id)));
  create policy removing on certificates_held for delete to jiketong_app using (app.role() = 'admin' and exists (
    select 1 from people p where p.id = person_id and app.leads_unit(p.unit_id)));
end $$;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON certificates_held TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON certificates_held TO jiketong_backup;
--> statement-breakpoint
-- The list filters deals by how they were judged.
CREATE FUNCTION app.keep_qualified() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update opportunities set qualification = new.result
  where tenant_id = new.tenant_id and id = new.opportunity_id and qualification is distinct from new.result;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_qualified() IS 'definer:trigger, keeps a copy of how a deal was judged';
--> statement-breakpoint
CREATE TRIGGER qualifications_result AFTER INSERT OR UPDATE OF result ON qualifications
  FOR EACH ROW EXECUTE FUNCTION app.keep_qualified();
--> statement-breakpoint
UPDATE opportunities o SET qualification = q.result FROM qualifications q
  WHERE q.tenant_id = o.tenant_id AND q.opportunity_id = o.id AND q.result IS NOT NULL;
--> statement-breakpoint
-- What somebody who has left was to approve waits for whoever directs the unit, the nearest first; they are told of it once.
CREATE FUNCTION app.add_inherited_notices(today date, moment timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select heir.tenant_id, gen_random_uuid(), heir.id, 'approval_waiting:' || s.approval_id || ':inherited:' || s.id,
      'approval_waiting', 'opportunity', a.tenant_id, a.opportunity_id, '{"step": "inherited"}', moment
    from approval_steps s join people gone on gone.id = s.approver_id and gone.left_on < today
    join approvals a on a.tenant_id = s.tenant_id and a.id = s.approval_id and a.state = 'pending'
    join opportunities o on o.tenant_id = a.tenant_id and o.id = a.opportunity_id and o.deleted_at is null
    cross join lateral (
      select p.id, p.tenant_id, rank() over (order by g.role = 'admin', t.depth) as place
      from unit_tree t join role_grants g on g.unit_id = t.ancestor_id and g.role in ('sales_director', 'admin')
      join people p on p.id = g.person_id and (p.left_on is null or p.left_on >= today)
      where t.descendant_id = s.unit_id and p.id not in (a.asked_by, a.owner_id)) heir
    left join notice_choices c on c.person_id = heir.id
    where s.state = 'pending' and heir.place = 1 and not coalesce(c.muted, '[]') ? 'approval_waiting'
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_inherited_notices(date, timestamptz) IS 'definer:tells who decides for somebody who has left, by the clock, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_file_owner(), app.keep_qualified(), app.add_inherited_notices(date, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.add_inherited_notices(date, timestamptz) TO jiketong_app;
--> statement-breakpoint
-- What a lead says is corrected by who has it; the journal keeps what was given.
GRANT UPDATE (company, credit_code, contact_name, phone, need, region_code, industry, line, match_name, match_phone) ON leads TO jiketong_app;
