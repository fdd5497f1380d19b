CREATE TABLE "contract_amendments" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"effective_on" date NOT NULL,
	"ends_on" date,
	"created_by" uuid,
	CONSTRAINT "contract_amendments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "contract_amendments_kind" CHECK ("contract_amendments"."kind" in ('extension', 'sites', 'price', 'termination', 'renewal', 'other'))
);
--> statement-breakpoint
CREATE TABLE "contract_sites" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"address" text,
	"technology" text,
	"promised_on" date,
	"delivered_on" date,
	"one_off_fen" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "contract_sites_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"sequence" integer NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"months" integer NOT NULL,
	"auto_renews" boolean DEFAULT false NOT NULL,
	"renewal_months" integer DEFAULT 12 NOT NULL,
	"signed_on" date,
	"seller_signer" text,
	"seller_signer_title" text,
	"customer_signer" text,
	"customer_signer_title" text,
	"one_off_fen" bigint NOT NULL,
	"monthly_fen" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"tax_fen" bigint NOT NULL,
	"credits" jsonb NOT NULL,
	"renewal_id" uuid,
	"closed_on" date,
	"close_note" text,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contracts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "contracts_state" CHECK ("contracts"."state" in ('draft', 'active', 'ended', 'terminated')),
	CONSTRAINT "contracts_months" CHECK ("contracts"."months" between 1 and 120 and "contracts"."renewal_months" between 1 and 120),
	CONSTRAINT "contracts_span" CHECK (("contracts"."starts_on" is null) = ("contracts"."ends_on" is null) and "contracts"."ends_on" >= "contracts"."starts_on"),
	CONSTRAINT "contracts_signed" CHECK (case when "contracts"."signed_on" is null then "contracts"."state" in ('draft', 'terminated') else "contracts"."starts_on" is not null end)
);
--> statement-breakpoint
CREATE TABLE "credit_tables" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer NOT NULL,
	"revision" integer NOT NULL,
	"steps" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid
);
--> statement-breakpoint
CREATE TABLE "installed_products" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"site_id" uuid,
	"position" integer NOT NULL,
	"offering_id" uuid NOT NULL,
	"offering_code" text NOT NULL,
	"offering_name" text NOT NULL,
	"offering_name_en" text,
	"price_name" text NOT NULL,
	"price_name_en" text,
	"kind" text NOT NULL,
	"period" text,
	"unit" text NOT NULL,
	"quantity" integer NOT NULL,
	"net_fen" bigint NOT NULL,
	"one_off_fen" bigint NOT NULL,
	"monthly_fen" bigint NOT NULL,
	"from_on" date,
	"until_on" date,
	CONSTRAINT "installed_products_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "letterheads" (
	"tenant_id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"address" text,
	"address_en" text,
	"phone" text,
	"bank" text,
	"bank_account" text,
	"tax_number" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quote_papers" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"version_id" uuid,
	"locale" text NOT NULL,
	"document" jsonb,
	"state" text DEFAULT 'waiting' NOT NULL,
	"sha256" text,
	"bytes" integer,
	"pages" integer,
	"missing" text,
	"created_by" uuid NOT NULL,
	"made_at" timestamp with time zone,
	CONSTRAINT "quote_papers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "quote_papers_locale" CHECK ("quote_papers"."locale" in ('zh-CN', 'en')),
	CONSTRAINT "quote_papers_state" CHECK ("quote_papers"."state" in ('waiting', 'made', 'failed')),
	CONSTRAINT "quote_papers_made" CHECK (("quote_papers"."state" = 'made') = ("quote_papers"."sha256" is not null)),
	CONSTRAINT "quote_papers_document" CHECK (("quote_papers"."version_id" is null) = ("quote_papers"."document" is not null)),
	CONSTRAINT "quote_papers_hash" CHECK ("quote_papers"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_kind";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_subject";--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "contract_id" uuid;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD COLUMN "answered_title" text;--> statement-breakpoint
ALTER TABLE "contract_amendments" ADD CONSTRAINT "contract_amendments_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_amendments" ADD CONSTRAINT "contract_amendments_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "contract_amendments" ADD CONSTRAINT "contract_amendments_contract" FOREIGN KEY ("tenant_id","contract_id") REFERENCES "public"."contracts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_sites" ADD CONSTRAINT "contract_sites_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "contract_sites" ADD CONSTRAINT "contract_sites_contract" FOREIGN KEY ("tenant_id","contract_id") REFERENCES "public"."contracts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_renewal" FOREIGN KEY ("tenant_id","renewal_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_quote" FOREIGN KEY ("tenant_id","quote_id") REFERENCES "public"."quotes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."quote_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_tables" ADD CONSTRAINT "credit_tables_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_tables" ADD CONSTRAINT "credit_tables_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "installed_products" ADD CONSTRAINT "installed_products_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "installed_products" ADD CONSTRAINT "installed_products_contract" FOREIGN KEY ("tenant_id","contract_id") REFERENCES "public"."contracts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "installed_products" ADD CONSTRAINT "installed_products_site" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."contract_sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letterheads" ADD CONSTRAINT "letterheads_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letterheads" ADD CONSTRAINT "letterheads_updated_by_people_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_papers" ADD CONSTRAINT "quote_papers_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_papers" ADD CONSTRAINT "quote_papers_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quote_papers" ADD CONSTRAINT "quote_papers_quote" FOREIGN KEY ("tenant_id","quote_id") REFERENCES "public"."quotes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_papers" ADD CONSTRAINT "quote_papers_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."quote_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contract_amendments_account" ON "contract_amendments" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "contract_amendments_owner" ON "contract_amendments" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "contract_amendments_unit" ON "contract_amendments" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "contract_amendments_contract" ON "contract_amendments" USING btree ("tenant_id","contract_id","created_at");--> statement-breakpoint
CREATE INDEX "contract_amendments_created_by" ON "contract_amendments" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "contract_sites_account" ON "contract_sites" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "contract_sites_owner" ON "contract_sites" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "contract_sites_unit" ON "contract_sites" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "contract_sites_contract" ON "contract_sites" USING btree ("tenant_id","contract_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_number" ON "contracts" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_sequence" ON "contracts" USING btree ("tenant_id","year","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_version" ON "contracts" USING btree ("tenant_id","version_id") WHERE "contracts"."state" <> 'terminated' or "contracts"."signed_on" is not null;--> statement-breakpoint
CREATE INDEX "contracts_of_version" ON "contracts" USING btree ("tenant_id","version_id");--> statement-breakpoint
CREATE INDEX "contracts_account" ON "contracts" USING btree ("tenant_id","account_id","unit_id","owner_id");--> statement-breakpoint
CREATE INDEX "contracts_opportunity" ON "contracts" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "contracts_renewal" ON "contracts" USING btree ("tenant_id","renewal_id") WHERE "contracts"."renewal_id" is not null;--> statement-breakpoint
CREATE INDEX "contracts_quote" ON "contracts" USING btree ("tenant_id","quote_id");--> statement-breakpoint
CREATE INDEX "contracts_created_by" ON "contracts" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "contracts_tenant" ON "contracts" USING btree ("tenant_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "contracts_unit" ON "contracts" USING btree ("unit_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "contracts_owner" ON "contracts" USING btree ("owner_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "contracts_ending" ON "contracts" USING btree ("ends_on","id") WHERE "contracts"."state" = 'active';--> statement-breakpoint
CREATE INDEX "contracts_ending_tenant" ON "contracts" USING btree ("tenant_id","ends_on","id") WHERE "contracts"."state" = 'active';--> statement-breakpoint
CREATE INDEX "contracts_ending_unit" ON "contracts" USING btree ("unit_id","ends_on","id") WHERE "contracts"."state" = 'active';--> statement-breakpoint
CREATE INDEX "contracts_ending_owner" ON "contracts" USING btree ("owner_id","ends_on","id") WHERE "contracts"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "credit_tables_revision" ON "credit_tables" USING btree ("tenant_id","revision");--> statement-breakpoint
CREATE INDEX "credit_tables_publisher" ON "credit_tables" USING btree ("published_by");--> statement-breakpoint
CREATE INDEX "installed_products_account" ON "installed_products" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "installed_products_owner" ON "installed_products" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "installed_products_unit" ON "installed_products" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "installed_products_contract" ON "installed_products" USING btree ("tenant_id","contract_id","position");--> statement-breakpoint
CREATE INDEX "installed_products_site" ON "installed_products" USING btree ("tenant_id","site_id");--> statement-breakpoint
CREATE INDEX "installed_products_offering" ON "installed_products" USING btree ("offering_id");--> statement-breakpoint
CREATE INDEX "letterheads_editor" ON "letterheads" USING btree ("updated_by");--> statement-breakpoint
CREATE INDEX "quote_papers_account" ON "quote_papers" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "quote_papers_quote" ON "quote_papers" USING btree ("tenant_id","quote_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "quote_papers_version" ON "quote_papers" USING btree ("tenant_id","version_id","locale") WHERE "quote_papers"."version_id" is not null;--> statement-breakpoint
CREATE INDEX "quote_papers_of_version" ON "quote_papers" USING btree ("tenant_id","version_id");--> statement-breakpoint
CREATE INDEX "quote_papers_owner" ON "quote_papers" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "quote_papers_unit" ON "quote_papers" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "quote_papers_created_by" ON "quote_papers" USING btree ("created_by");--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_contract" FOREIGN KEY ("tenant_id","contract_id") REFERENCES "public"."contracts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_contract" ON "attachments" USING btree ("tenant_id","contract_id") WHERE "attachments"."contract_id" is not null;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind" CHECK ("mails"."kind" in ('invitation', 'digest', 'notice', 'offer'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided', 'quote_question', 'quote_accepted', 'quote_declined', 'contract_ending'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_subject" CHECK ("notices"."subject" in ('visit', 'account', 'opportunity', 'commitment', 'lead', 'quote', 'contract'));
--> statement-breakpoint
-- Seen by who sees the deal, whose owner they carry.
DO $$
declare
  name text;
  seen text := 'owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
    or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[])';
  of_quote text := 'exists (select 1 from quotes q where q.tenant_id = %1$I.tenant_id and q.id = quote_id and q.unit_id = %1$I.unit_id
    and q.owner_id = %1$I.owner_id and q.account_id = %1$I.account_id %2$s)';
  child text := 'exists (select 1 from contracts k where k.tenant_id = %1$I.tenant_id and k.id = contract_id and k.unit_id = %1$I.unit_id
    and k.owner_id = %1$I.owner_id and k.account_id = %1$I.account_id)';
begin
  foreach name in array array['quote_papers', 'contracts', 'contract_sites', 'installed_products', 'contract_amendments'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', name, seen);
    execute format('grant select on %I to jiketong_backup', name);
    execute format('grant select, insert on %I to jiketong_app', name);
  end loop;
  execute format('create policy adding on quote_papers for insert to jiketong_app with check (created_by = (select app.person()) and %s)', format(of_quote, 'quote_papers', ''));
  execute format('create policy adding on contracts for insert to jiketong_app with check (created_by = (select app.person()) and %s
    and exists (select 1 from quote_versions v where v.tenant_id = contracts.tenant_id and v.id = version_id and v.quote_id = contracts.quote_id
      and v.accepted_at is not null))', format(of_quote, 'contracts', 'and q.opportunity_id = contracts.opportunity_id'));
  foreach name in array array['contract_sites', 'installed_products', 'contract_amendments'] loop
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', name, format(child, name));
  end loop;
  foreach name in array array['quote_papers', 'contracts', 'contract_sites', 'installed_products'] loop
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', name, seen, seen);
  end loop;
  foreach name in array array['letterheads', 'credit_tables'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('create policy reading on %I for select to jiketong_app using (app.role() not in (''employee'', ''trainer'', ''partner_agent'')
      and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])))', name);
    execute format('create policy adding on %I for insert to jiketong_app with check (app.role() = ''admin'' and (tenant_id = (select app.tenant())
      or tenant_id = any ((select app.visible_tenants())::integer[])))', name);
    execute format('grant select on %I to jiketong_backup', name);
    execute format('grant select, insert on %I to jiketong_app', name);
  end loop;
  create policy changing on letterheads for update to jiketong_app
    using (app.role() = 'admin' and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])))
    with check (app.role() = 'admin' and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])));
end $$;
--> statement-breakpoint
CREATE POLICY adding_offers ON mails FOR INSERT TO jiketong_app WITH CHECK (
  kind = 'offer' and attempts = 0 and num_nonnulls(person_id, sent_at, dropped_at, failed_at, error, invitation_id) = 0
  and exists (select 1 from quote_links l where l.tenant_id = mails.tenant_id and l.id = (mails.params ->> 'linkId')::uuid and l.created_by = (select app.person())));
--> statement-breakpoint
GRANT UPDATE (name, name_en, address, address_en, phone, bank, bank_account, tax_number, updated_at, updated_by, version) ON letterheads TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (state, sha256, bytes, pages, missing, made_at) ON quote_papers TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (title, state, starts_on, ends_on, months, auto_renews, renewal_months, signed_on, seller_signer, seller_signer_title,
  customer_signer, customer_signer_title, renewal_id, closed_on, close_note, updated_at, version) ON contracts TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (promised_on, delivered_on) ON contract_sites TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (from_on, until_on) ON installed_products TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (answered_title) ON quote_versions TO jiketong_app;
--> statement-breakpoint
-- The last number given in a company and year. Taken in the transaction that makes the contract: undone with it, and
-- two at once wait for each other, so that there are neither gaps nor doubles.
CREATE TABLE contract_numbers (tenant_id integer NOT NULL REFERENCES tenants(id), year integer NOT NULL, last integer NOT NULL, PRIMARY KEY (tenant_id, year));
--> statement-breakpoint
ALTER TABLE contract_numbers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contract_numbers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON contract_numbers TO CURRENT_USER USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
GRANT SELECT ON contract_numbers TO jiketong_backup;
--> statement-breakpoint
CREATE FUNCTION app.number_contract() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  new.year := extract(year from (new.created_at at time zone 'Asia/Shanghai'));
  insert into contract_numbers as n (tenant_id, year, last) values (new.tenant_id, new.year, 1)
  on conflict (tenant_id, year) do update set last = n.last + 1 returning last into new.sequence;
  new.number := (select upper(left(t.code, 12)) from tenants t where t.id = new.tenant_id) || '-C' || new.year || '-' || lpad(new.sequence::text, 4, '0');
  return new;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.number_contract() IS 'definer:trigger, the next number of a company and year';
--> statement-breakpoint
CREATE TRIGGER contracts_number BEFORE INSERT ON contracts FOR EACH ROW EXECUTE FUNCTION app.number_contract();
--> statement-breakpoint
-- What was signed is not signed again, and what is over stays over.
CREATE FUNCTION app.keep_contract() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
begin
  if new.state <> old.state and not new.state = any (case old.state when 'draft' then array['active', 'terminated']
      when 'active' then array['ended', 'terminated'] else array[]::text[] end)
    or (new.number, new.version_id, new.one_off_fen, new.monthly_fen, new.total_fen, new.credits) is distinct from
      (old.number, old.version_id, old.one_off_fen, old.monthly_fen, old.total_fen, old.credits)
    or (old.signed_on is not null and (new.signed_on, new.starts_on) is distinct from (old.signed_on, old.starts_on)) then
    raise exception 'a contract that is % is not changed like this', old.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER contracts_kept BEFORE UPDATE ON contracts FOR EACH ROW EXECUTE FUNCTION app.keep_contract();
--> statement-breakpoint
-- They go with the deal to its next owner.
CREATE FUNCTION app.keep_contract_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update contracts set owner_id = new.owner_id where tenant_id = new.tenant_id and opportunity_id = new.id;
  update contract_sites c set owner_id = new.owner_id from contracts k
  where k.tenant_id = new.tenant_id and k.opportunity_id = new.id and c.tenant_id = k.tenant_id and c.contract_id = k.id;
  update installed_products c set owner_id = new.owner_id from contracts k
  where k.tenant_id = new.tenant_id and k.opportunity_id = new.id and c.tenant_id = k.tenant_id and c.contract_id = k.id;
  update contract_amendments c set owner_id = new.owner_id from contracts k
  where k.tenant_id = new.tenant_id and k.opportunity_id = new.id and c.tenant_id = k.tenant_id and c.contract_id = k.id;
  update quote_papers c set owner_id = new.owner_id from quotes q
  where q.tenant_id = new.tenant_id and q.opportunity_id = new.id and c.tenant_id = q.tenant_id and c.quote_id = q.id;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_contract_owner() IS 'definer:trigger, keeps a copy of whose deal it is';
--> statement-breakpoint
CREATE TRIGGER opportunities_contracts AFTER UPDATE OF owner_id ON opportunities
  FOR EACH ROW WHEN (old.owner_id is distinct from new.owner_id) EXECUTE FUNCTION app.keep_contract_owner();
--> statement-breakpoint
-- A link that was not taken back, how its quote stands for who holds it, and the quote itself while the link lasts.
CREATE FUNCTION app.live_offer(hash text) RETURNS TABLE (tenant integer, link uuid, version uuid, quote uuid, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select l.tenant_id, l.id, v.id, q.id, case when l.expires_at <= now() then 'link_over' when v.accepted_at is not null then 'accepted'
    when v.declined_at is not null then 'declined' when q.state = 'withdrawn' then 'withdrawn'
    when q.revision <> v.revision or q.state not in ('sent', 'expired') then 'superseded'
    when q.state = 'expired' or v.valid_until < app.today() then 'expired' else 'open' end
  from quote_links l join quote_versions v on v.tenant_id = l.tenant_id and v.id = l.version_id
  join quotes q on q.tenant_id = v.tenant_id and q.id = v.quote_id
  where l.token_hash = hash and l.revoked_at is null
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.live_offer(text) IS 'definer:called by the doors of the customer only';
--> statement-breakpoint
-- What who holds a link is shown: the quote as it was sent, what was asked and answered, and its papers.
CREATE FUNCTION app.offer(hash text) RETURNS TABLE (state text, document text, answered_at timestamptz, answered_by text, answered_title text,
  questions text, papers text, is_first boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare live record;
begin
  select * into live from app.live_offer(hash);
  if not found then return; end if;
  update quote_links l set first_read_at = now() where l.tenant_id = live.tenant and l.id = live.link and l.first_read_at is null and live.state <> 'link_over';
  if live.state = 'link_over' then
    return query select live.state, null::text, null::timestamptz, null::text, null::text, '[]', '[]', false;
    return;
  end if;
  return query select live.state, v.document::text, coalesce(v.accepted_at, v.declined_at), coalesce(v.accepted_name, v.declined_name), v.answered_title,
    coalesce((select json_agg(json_build_object('id', x.id, 'name', x.name, 'text', x.text, 'at', x.created_at, 'answer', x.answer, 'answeredAt', x.answered_at)
      order by x.created_at) from quote_questions x where x.tenant_id = live.tenant and x.version_id = live.version), '[]')::text,
    coalesce((select json_agg(json_build_object('locale', p.locale, 'sha256', p.sha256)) from quote_papers p
      where p.tenant_id = live.tenant and p.version_id = live.version and p.state = 'made'), '[]')::text, true
  from quote_versions v where v.tenant_id = live.tenant and v.id = live.version;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.offer(text) IS 'definer:a customer without an account holds the secret of a link';
--> statement-breakpoint
-- Tells whose deal it is what the customer said.
CREATE FUNCTION app.tell_of_quote(tenant integer, quote_id uuid, told text, as_kind text, moment timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
  select p.tenant_id, gen_random_uuid(), p.id, told, as_kind, 'quote', tenant, q.id, '{}', moment
  from quotes q join people p on p.id = q.owner_id and (p.left_on is null or p.left_on >= app.today())
  left join notice_choices c on c.person_id = p.id
  where q.tenant_id = tenant and q.id = quote_id and not coalesce(c.muted, '[]') ? as_kind
  on conflict (tenant_id, person_id, fact) do nothing;
  select jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_of_quote(integer, uuid, text, text, timestamptz) IS 'definer:called by the doors of the customer only';
--> statement-breakpoint
CREATE FUNCTION app.ask_offer(hash text, question uuid, asker text, words text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  live record;
  added integer;
begin
  select * into live from app.live_offer(hash);
  if not found then return 'unknown'; end if;
  if live.state <> 'open' then return live.state; end if;
  if (select count(*) from quote_questions x where x.tenant_id = live.tenant and x.version_id = live.version) >= 30 then return 'too_many'; end if;
  insert into quote_questions (tenant_id, id, unit_id, owner_id, account_id, version_id, link_id, name, text, created_at)
  select v.tenant_id, question, v.unit_id, v.owner_id, v.account_id, v.id, live.link, asker, words, now()
  from quote_versions v where v.tenant_id = live.tenant and v.id = live.version on conflict do nothing;
  get diagnostics added = row_count;
  if added = 0 then return 'done'; end if;
  insert into journal (tenant_id, id, at, event, subject, subject_id, account_id, unit_id, owner_id, after)
  select tenant_id, gen_random_uuid(), now(), 'quote.question_asked', 'quote', quote_id, account_id, unit_id, owner_id,
    jsonb_build_object('number', number, 'name', asker, 'text', words) from quote_versions where tenant_id = live.tenant and id = live.version;
  perform app.tell_of_quote(live.tenant, live.quote, 'quote_question:' || question, 'quote_question', now());
  return 'done';
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.ask_offer(text, uuid, text, text) IS 'definer:a customer without an account holds the secret of a link';
--> statement-breakpoint
-- The customer's answer, once; whoever comes later, or too late, changes nothing and is told how it stands.
CREATE FUNCTION app.answer_offer(hash text, is_yes boolean, who text, title text, why text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  live record;
  moment timestamptz := now();
begin
  select * into live from app.live_offer(hash);
  if not found then return 'unknown'; end if;
  -- two answers at once: the second waits here, and then finds the first
  perform 1 from quotes q where q.tenant_id = live.tenant and q.id = live.quote for update;
  select * into live from app.live_offer(hash);
  if not found then return 'unknown'; end if;
  if live.state <> 'open' then return live.state; end if;
  update quote_versions v set accepted_at = case when is_yes then moment end, accepted_name = case when is_yes then who end,
    declined_at = case when not is_yes then moment end, declined_name = case when not is_yes then who end,
    declined_reason = case when not is_yes then why end, answered_title = title
  where v.tenant_id = live.tenant and v.id = live.version;
  update quotes q set state = case when is_yes then 'accepted' else 'declined' end, closed_at = moment, updated_at = moment, version = q.version + 1
  where q.tenant_id = live.tenant and q.id = live.quote;
  update quote_links l set used_at = moment where l.tenant_id = live.tenant and l.id = live.link;
  insert into journal (tenant_id, id, at, event, subject, subject_id, account_id, unit_id, owner_id, after)
  select tenant_id, gen_random_uuid(), moment, case when is_yes then 'quote.customer_accepted' else 'quote.customer_declined' end, 'quote', quote_id,
    account_id, unit_id, owner_id, jsonb_strip_nulls(jsonb_build_object('number', number, 'revision', revision, 'name', who, 'title', title, 'reason', why))
  from quote_versions where tenant_id = live.tenant and id = live.version;
  perform app.tell_of_quote(live.tenant, live.quote, 'quote_answer:' || live.version, case when is_yes then 'quote_accepted' else 'quote_declined' end, moment);
  return 'done';
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.answer_offer(text, boolean, text, text, text) IS 'definer:a customer without an account holds the secret of a link';
--> statement-breakpoint
-- For the mail that carries a link: its secret is made when the mail goes out, and only its hash is kept.
CREATE FUNCTION app.offer_to_mail(tenant integer, link_id uuid, hash text) RETURNS TABLE (number text, title text, valid_until text, guest text,
  seller text, seller_email text, company text, is_over boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update quote_links l set token_hash = hash where l.tenant_id = tenant and l.id = link_id and l.used_at is null;
  return query select v.number, v.document ->> 'title', v.valid_until::text, l.sent_to, p.name, p.email, coalesce(h.name, t.name),
    l.revoked_at is not null or l.expires_at <= now() or q.revision <> v.revision or q.state <> 'sent'
  from quote_links l join quote_versions v on v.tenant_id = l.tenant_id and v.id = l.version_id join quotes q on q.tenant_id = v.tenant_id and q.id = v.quote_id
  join people p on p.id = l.created_by join tenants t on t.id = l.tenant_id left join letterheads h on h.tenant_id = l.tenant_id
  where l.tenant_id = tenant and l.id = link_id;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.offer_to_mail(integer, uuid, text) IS 'definer:jobs send mail of everybody, before there is an identity';
--> statement-breakpoint
-- Of a contract that ends within 180, 90 or 30 days its account manager is told, each once; a span that has passed is not made up for.
CREATE FUNCTION app.add_contract_notices(today date, moment timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select p.tenant_id, gen_random_uuid(), p.id, 'contract_ending:' || k.id || ':' || k.ends_on || ':' || s.days, 'contract_ending', 'contract', k.tenant_id, k.id,
      jsonb_build_object('dueOn', k.ends_on), moment
    from contracts k
    cross join lateral (select case when k.ends_on - today <= 30 then 30 when k.ends_on - today <= 90 then 90 else 180 end as days) s
    join people p on p.id = k.owner_id and (p.left_on is null or p.left_on >= today) left join notice_choices c on c.person_id = p.id
    where k.state = 'active' and k.ends_on between today and today + 180 and not coalesce(c.muted, '[]') ? 'contract_ending'
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_contract_notices(date, timestamptz) IS 'definer:tells by the clock, before there is an identity';
--> statement-breakpoint
-- Contracts whose renewal is to become a deal, and in whose name.
CREATE FUNCTION app.contracts_to_renew(today date) RETURNS TABLE (contract uuid, person uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select k.id, k.owner_id, app.first_role(k.owner_id) from contracts k
  join people p on p.id = k.owner_id and (p.left_on is null or p.left_on >= today)
  where k.state = 'active' and k.ends_on between today and today + 180 and k.renewal_id is null order by k.ends_on limit 500
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.contracts_to_renew(date) IS 'definer:happens by the clock, before there is an identity';
--> statement-breakpoint
-- The day after the last: a contract that renews itself goes on, another is over. Done again it changes nothing.
CREATE FUNCTION app.end_contracts(today date, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  k contracts;
  next_end date;
  n integer := 0;
begin
  for k in select * from contracts where state = 'active' and ends_on < today order by ends_on limit 500 for update skip locked loop
    if k.auto_renews then
      next_end := (k.ends_on + 1 + make_interval(months => k.renewal_months))::date - 1;
      update contracts set ends_on = next_end, renewal_id = null, updated_at = moment, version = version + 1 where tenant_id = k.tenant_id and id = k.id;
      update installed_products i set until_on = next_end where i.tenant_id = k.tenant_id and i.contract_id = k.id and i.until_on = k.ends_on;
      insert into contract_amendments (tenant_id, id, unit_id, owner_id, account_id, contract_id, kind, text, effective_on, ends_on, created_at)
      values (k.tenant_id, gen_random_uuid(), k.unit_id, k.owner_id, k.account_id, k.id, 'renewal', '', k.ends_on + 1, next_end, moment);
    else
      update contracts set state = 'ended', closed_on = k.ends_on, updated_at = moment, version = version + 1 where tenant_id = k.tenant_id and id = k.id;
    end if;
    insert into journal (tenant_id, id, at, event, subject, subject_id, account_id, unit_id, owner_id, after)
    values (k.tenant_id, gen_random_uuid(), moment, case when k.auto_renews then 'contract.renewed' else 'contract.ended' end, 'contract', k.id, k.account_id,
      k.unit_id, k.owner_id, jsonb_strip_nulls(jsonb_build_object('number', k.number, 'endsOn', next_end)));
    next_end := null;
    n := n + 1;
  end loop;
  return n;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.end_contracts(date, timestamptz) IS 'definer:happens by the clock, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.number_contract(), app.keep_contract(), app.keep_contract_owner(), app.live_offer(text), app.offer(text),
  app.tell_of_quote(integer, uuid, text, text, timestamptz), app.ask_offer(text, uuid, text, text), app.answer_offer(text, boolean, text, text, text),
  app.offer_to_mail(integer, uuid, text), app.add_contract_notices(date, timestamptz), app.contracts_to_renew(date), app.end_contracts(date, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.offer(text), app.ask_offer(text, uuid, text, text), app.answer_offer(text, boolean, text, text, text),
  app.offer_to_mail(integer, uuid, text), app.add_contract_notices(date, timestamptz), app.contracts_to_renew(date), app.end_contracts(date, timestamptz) TO jiketong_app;
