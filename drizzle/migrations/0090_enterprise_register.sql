CREATE TABLE "enterprise_merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kept_id" uuid NOT NULL,
	"gone_id" uuid NOT NULL,
	"by_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"moved" jsonb NOT NULL,
	"filled" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"left" integer
);
--> statement-breakpoint
ALTER TABLE "enterprises" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "enterprises" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "enterprise_merges" ADD CONSTRAINT "enterprise_merges_kept_id_enterprises_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprise_merges" ADD CONSTRAINT "enterprise_merges_gone_id_enterprises_id_fk" FOREIGN KEY ("gone_id") REFERENCES "public"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprise_merges" ADD CONSTRAINT "enterprise_merges_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprise_merges" ADD CONSTRAINT "enterprise_merges_undone_by_people_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enterprise_merges_kept" ON "enterprise_merges" USING btree ("kept_id");--> statement-breakpoint
CREATE INDEX "enterprise_merges_gone" ON "enterprise_merges" USING btree ("gone_id");--> statement-breakpoint
ALTER TABLE "enterprises" ADD CONSTRAINT "enterprises_merged_into_id_enterprises_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The register is one for all companies, so it is kept by those who watch the installation and by nobody else: a right that hangs on who
-- asks alone tells nobody which groups have branches out of their sight.
CREATE POLICY changing ON enterprises FOR UPDATE TO jiketong_app
  USING ((select app.watches_installation())) WITH CHECK ((select app.watches_installation()));
--> statement-breakpoint
GRANT UPDATE (name, short_name, credit_code, industry, version) ON enterprises TO jiketong_app;
--> statement-breakpoint
ALTER TABLE enterprise_merges ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE enterprise_merges FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON enterprise_merges TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON enterprise_merges FOR SELECT TO jiketong_app USING ((select app.watches_installation()));
--> statement-breakpoint
GRANT SELECT ON enterprise_merges TO jiketong_app, jiketong_backup;
--> statement-breakpoint
-- Whatever is put under a double lands where the double has gone, however it is written. A merge under way is waited for.
CREATE FUNCTION app.follow_enterprise() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare further uuid;
begin
  loop
    select merged_into_id into further from enterprises where id = new.enterprise_id for key share;
    exit when further is null;
    new.enterprise_id := further;
  end loop;
  return new;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.follow_enterprise() IS 'definer:trigger, reads the public register';
--> statement-breakpoint
CREATE TRIGGER accounts_enterprise_stays BEFORE INSERT ON accounts
  FOR EACH ROW WHEN (new.enterprise_id is not null) EXECUTE FUNCTION app.follow_enterprise();
--> statement-breakpoint
CREATE TRIGGER accounts_enterprise_moved BEFORE UPDATE OF enterprise_id ON accounts
  FOR EACH ROW WHEN (new.enterprise_id is not null and new.enterprise_id is distinct from old.enterprise_id) EXECUTE FUNCTION app.follow_enterprise();
--> statement-breakpoint
-- Puts branches under another group, and says so on each.
CREATE FUNCTION app.move_branches(from_id uuid, to_id uuid, only_these uuid[], at timestamptz) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  companies integer[] := app.visible_tenants();
  ids uuid[];
begin
  if not app.watches_installation() then raise insufficient_privilege using message = 'for who keeps the register'; end if;
  with due as (
    select a.tenant_id, a.id from accounts a
    where a.enterprise_id = from_id and a.tenant_id = any(companies) and (only_these is null or a.id = any(only_these))
    order by a.tenant_id, a.id for update),
  moved as (
    update accounts a set enterprise_id = to_id, version = a.version + 1, updated_at = at
    from due d where a.tenant_id = d.tenant_id and a.id = d.id returning a.tenant_id, a.id, a.unit_id, a.owner_id),
  told as (
    insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, account_id, unit_id, owner_id, before, after)
    select m.tenant_id, gen_random_uuid(), at, app.person(), 'account.changed', 'account', m.id, m.id, m.unit_id, m.owner_id,
      jsonb_build_object('enterpriseId', from_id), jsonb_build_object('enterpriseId', to_id) from moved m)
  select array_agg(m.id) into ids from moved m;
  return coalesce(ids, '{}');
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.move_branches(uuid, uuid, uuid[], timestamptz) IS 'definer:of companies the person sees whole, for who keeps the register only';
--> statement-breakpoint
-- Makes two groups of the register one: the branches of the companies in sight move, those of others stay under the double, which nobody
-- can choose any more. What the one that stays lacks it takes.
CREATE FUNCTION app.merge_enterprises(kept uuid, gone uuid, merge_id uuid, at timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  k enterprises;
  g enterprises;
  ids uuid[];
  sold uuid[];
  filled jsonb;
begin
  if not app.watches_installation() then raise insufficient_privilege using message = 'for who keeps the register'; end if;
  perform from enterprises where id in (kept, gone) order by id for update;
  select * into k from enterprises where id = kept and merged_into_id is null;
  select * into g from enterprises where id = gone and merged_into_id is null;
  if k.id is null or g.id is null or kept = gone then raise exception 'no such groups' using errcode = 'no_data_found'; end if;
  ids := app.move_branches(gone, kept, null, at);
  with moved as (
    update offerings o set enterprise_id = kept, version = o.version + 1, updated_at = at
    where o.enterprise_id = gone and (o.tenant_id is null or o.tenant_id = any(app.visible_tenants())) returning o.id)
  select coalesce(array_agg(id), '{}') into sold from moved;
  filled := jsonb_strip_nulls(jsonb_build_object(
    'credit_code', case when k.credit_code is null then g.credit_code end,
    'short_name', case when k.short_name is null then g.short_name end,
    'industry', case when k.industry is null then g.industry end));
  update enterprises set merged_into_id = kept, version = version + 1,
    credit_code = case when filled ? 'credit_code' then null else credit_code end where id = gone;
  update enterprises set version = version + 1, credit_code = coalesce(credit_code, filled ->> 'credit_code'),
    short_name = coalesce(short_name, filled ->> 'short_name'), industry = coalesce(industry, filled ->> 'industry') where id = kept;
  insert into enterprise_merges (id, kept_id, gone_id, by_id, created_at, moved, filled)
  values (merge_id, kept, gone, app.person(), at, jsonb_build_object('accounts', to_jsonb(ids), 'offerings', to_jsonb(sold)), filled);
  return cardinality(ids);
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.merge_enterprises(uuid, uuid, uuid, timestamptz) IS 'definer:writes the register, for who keeps it only';
--> statement-breakpoint
-- The way back. A branch that has been put elsewhere meanwhile stays there, and so does a filled blank that was changed.
CREATE FUNCTION app.undo_enterprise_merge(merge_id uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  m enterprise_merges;
  k enterprises;
  ids uuid[];
  asked uuid[];
begin
  if not app.watches_installation() then raise insufficient_privilege using message = 'for who keeps the register'; end if;
  select * into m from enterprise_merges where id = merge_id for update;
  if m.id is null then raise exception 'no such merge' using errcode = 'no_data_found'; end if;
  if m.undone_at is not null then return 'again'; end if;
  perform from enterprises where id in (m.kept_id, m.gone_id) order by id for update;
  select * into k from enterprises where id = m.kept_id;
  if k.merged_into_id is not null then return 'kept_gone'; end if;
  update enterprises set version = version + 1,
    credit_code = case when credit_code = m.filled ->> 'credit_code' then null else credit_code end,
    short_name = case when short_name = m.filled ->> 'short_name' then null else short_name end,
    industry = case when industry = m.filled ->> 'industry' then null else industry end where id = m.kept_id;
  update enterprises e set version = e.version + 1, merged_into_id = null, credit_code = coalesce(e.credit_code, (
    select m.filled ->> 'credit_code' where not exists (select from enterprises o where o.credit_code = m.filled ->> 'credit_code'))) where e.id = m.gone_id;
  asked := array(select jsonb_array_elements_text(m.moved -> 'accounts')::uuid);
  ids := app.move_branches(m.kept_id, m.gone_id, asked, at);
  update offerings o set enterprise_id = m.gone_id, version = o.version + 1, updated_at = at
  where o.enterprise_id = m.kept_id and o.id = any(array(select jsonb_array_elements_text(m.moved -> 'offerings')::uuid));
  update enterprise_merges set undone_at = at, undone_by = app.person(), "left" = cardinality(asked) - cardinality(ids) where id = merge_id;
  return 'done';
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.undo_enterprise_merge(uuid, timestamptz) IS 'definer:writes the register, for who keeps it only';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.follow_enterprise(), app.move_branches(uuid, uuid, uuid[], timestamptz),
  app.merge_enterprises(uuid, uuid, uuid, timestamptz), app.undo_enterprise_merge(uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.merge_enterprises(uuid, uuid, uuid, timestamptz), app.undo_enterprise_merge(uuid, timestamptz) TO jiketong_app;
