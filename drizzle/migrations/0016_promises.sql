CREATE TABLE "calendar_feeds" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"shows_details" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "calendar_feeds_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "settled_on" date;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "evidence" text;--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "answer_channel" text;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commitments_tenant" ON "commitments" USING btree ("tenant_id","state","due_on","id") WHERE "commitments"."deleted_at" is null;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_answer_channel" CHECK ("commitments"."answer_channel" in ('onsite', 'phone', 'video', 'business_hall', 'wechat', 'email'));--> statement-breakpoint
UPDATE commitments SET settled_on = (coalesce(answered_at, updated_at) at time zone 'Asia/Shanghai')::date WHERE state in ('kept', 'broken');
--> statement-breakpoint
GRANT UPDATE (settled_on, evidence, answer_channel) ON commitments TO jiketong_app;
--> statement-breakpoint
-- Who has to keep a promise may belong to a department that does not see the customer: its name, and nothing else of it.
CREATE FUNCTION app.promised_to(tenant integer, commitment uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select a.name from commitments c join accounts a on a.tenant_id = c.tenant_id and a.id = c.account_id
  where c.tenant_id = tenant and c.id = commitment and c.owner_id = app.person() and c.deleted_at is null and a.deleted_at is null
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.promised_to(integer, uuid) IS 'definer:the name of the customer of one''s own promise';
--> statement-breakpoint
ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE calendar_feeds FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON calendar_feeds TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON calendar_feeds FOR SELECT TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY adding ON calendar_feeds FOR INSERT TO jiketong_app WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY changing ON calendar_feeds FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY removing ON calendar_feeds FOR DELETE TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT (person_id, shows_details, created_at, read_at), INSERT (person_id, token_hash, shows_details, created_at, read_at),
  UPDATE (token_hash, shows_details, created_at, read_at), DELETE ON calendar_feeds TO jiketong_app;
--> statement-breakpoint
-- A calendar program has no session: its secret names the person, with the first of their roles that sells, else any.
CREATE FUNCTION app.calendar_feed(hash text) RETURNS TABLE (person_id uuid, role text, shows_details boolean, locale text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update calendar_feeds f set read_at = now()
  where f.token_hash = hash and (f.read_at is null or f.read_at < now() - interval '1 minute');
  return query
    select p.id, coalesce((select g.role from role_grants g where g.person_id = p.id order by array_position(
        array['sales_director','team_lead','account_manager','service_agent','trainer','product_manager','admin','partner_agent','employee'], g.role) limit 1),
      'employee'), f.shows_details, p.locale
    from calendar_feeds f join people p on p.id = f.person_id
    where f.token_hash = hash and (p.left_on is null or p.left_on >= app.today());
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.calendar_feed(text) IS 'definer:the secret of a calendar address becomes an identity here';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.promised_to(integer, uuid), app.calendar_feed(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.promised_to(integer, uuid), app.calendar_feed(text) TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON calendar_feeds TO jiketong_backup;
