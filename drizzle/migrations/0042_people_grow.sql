CREATE TABLE "awards" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"title" text NOT NULL,
	"story" text NOT NULL,
	"nominated_by" uuid,
	"entry_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'nominated' NOT NULL,
	"citation" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"answer" text,
	CONSTRAINT "awards_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "awards_state" CHECK ("awards"."state" in ('nominated', 'granted', 'declined')),
	CONSTRAINT "awards_from" CHECK (("awards"."nominated_by" is null) = ("awards"."entry_id" is not null)),
	CONSTRAINT "awards_not_oneself" CHECK ("awards"."nominated_by" <> "awards"."person_id"),
	CONSTRAINT "awards_two" CHECK ("awards"."decided_by" <> "awards"."nominated_by" and "awards"."decided_by" <> "awards"."person_id"),
	CONSTRAINT "awards_decided" CHECK (("awards"."state" = 'nominated') = ("awards"."decided_by" is null) and ("awards"."decided_by" is null) = ("awards"."decided_at" is null)),
	CONSTRAINT "awards_told" CHECK (case "awards"."state" when 'granted' then "awards"."citation" is not null when 'declined' then "awards"."answer" is not null else true end)
);
--> statement-breakpoint
CREATE TABLE "lead_cards" (
	"tenant_id" integer NOT NULL,
	"lead_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"small_sha256" text NOT NULL,
	"added_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lead_cards_tenant_id_lead_id_pk" PRIMARY KEY("tenant_id","lead_id"),
	CONSTRAINT "lead_cards_hashes" CHECK ("lead_cards"."sha256" ~ '^[0-9a-f]{64}$' and "lead_cards"."small_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "candidate_scores" (
	"tenant_id" integer NOT NULL,
	"candidate_id" uuid NOT NULL,
	"assessor_id" uuid NOT NULL,
	"responsibility" smallint NOT NULL,
	"experience" smallint NOT NULL,
	"communication" smallint NOT NULL,
	"learning" smallint NOT NULL,
	"note" text NOT NULL,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "candidate_scores_tenant_id_candidate_id_assessor_id_pk" PRIMARY KEY("tenant_id","candidate_id","assessor_id"),
	CONSTRAINT "candidate_scores_responsibility" CHECK ("candidate_scores"."responsibility" between 1 and 5),
	CONSTRAINT "candidate_scores_experience" CHECK ("candidate_scores"."experience" between 1 and 5),
	CONSTRAINT "candidate_scores_communication" CHECK ("candidate_scores"."communication" between 1 and 5),
	CONSTRAINT "candidate_scores_learning" CHECK ("candidate_scores"."learning" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "candidates" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"opening_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"story" text NOT NULL,
	"state" text DEFAULT 'standing' NOT NULL,
	"next_steps" text,
	"proposed_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "candidates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "candidates_state" CHECK ("candidates"."state" in ('standing', 'withdrawn', 'chosen', 'not_chosen')),
	CONSTRAINT "candidates_told" CHECK ("candidates"."state" <> 'not_chosen' or "candidates"."next_steps" is not null)
);
--> statement-breakpoint
CREATE TABLE "onboarding_items" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"account_id" uuid,
	"due_on" date,
	"done_at" timestamp with time zone,
	"done_by" uuid,
	CONSTRAINT "onboarding_items_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "onboarding_items_kind" CHECK ("onboarding_items"."kind" in ('course', 'account', 'task')),
	CONSTRAINT "onboarding_items_of_account" CHECK (("onboarding_items"."kind" = 'account') = ("onboarding_items"."account_id" is not null)),
	CONSTRAINT "onboarding_items_done" CHECK (("onboarding_items"."done_at" is null) = ("onboarding_items"."done_by" is null))
);
--> statement-breakpoint
CREATE TABLE "onboarding_plans" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"opening_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"mentor_id" uuid NOT NULL,
	"team_id" integer NOT NULL,
	"starts_on" date NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "onboarding_plans_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "onboarding_plans_mentor_is_other" CHECK ("onboarding_plans"."mentor_id" <> "onboarding_plans"."person_id")
);
--> statement-breakpoint
CREATE TABLE "opening_assessors" (
	"tenant_id" integer NOT NULL,
	"opening_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "opening_assessors_tenant_id_opening_id_person_id_pk" PRIMARY KEY("tenant_id","opening_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "openings" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"team_id" integer NOT NULL,
	"title" text NOT NULL,
	"note" text,
	"seats" integer DEFAULT 1 NOT NULL,
	"weights" jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"closes_on" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "openings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "openings_state" CHECK ("openings"."state" in ('open', 'decided', 'cancelled')),
	CONSTRAINT "openings_seats" CHECK ("openings"."seats" between 1 and 50)
);
--> statement-breakpoint
CREATE TABLE "selection_decisions" (
	"tenant_id" integer NOT NULL,
	"opening_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "selection_decisions_tenant_id_opening_id_pk" PRIMARY KEY("tenant_id","opening_id")
);
--> statement-breakpoint
ALTER TABLE "reward_entries" DROP CONSTRAINT "reward_entries_milestone";--> statement-breakpoint
ALTER TABLE "reward_rules" DROP CONSTRAINT "reward_rules_milestone";--> statement-breakpoint
ALTER TABLE "contracts" ADD COLUMN "first_paid_on" date;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "selling_lines" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "reward_rules" ADD COLUMN "award" text;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_nominated_by_people_id_fk" FOREIGN KEY ("nominated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_entry" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "public"."reward_entries"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_cards" ADD CONSTRAINT "lead_cards_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_cards" ADD CONSTRAINT "lead_cards_lead" FOREIGN KEY ("tenant_id","lead_id") REFERENCES "public"."leads"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_scores" ADD CONSTRAINT "candidate_scores_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_scores" ADD CONSTRAINT "candidate_scores_assessor_id_people_id_fk" FOREIGN KEY ("assessor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_scores" ADD CONSTRAINT "candidate_scores_candidate" FOREIGN KEY ("tenant_id","candidate_id") REFERENCES "public"."candidates"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_opening" FOREIGN KEY ("tenant_id","opening_id") REFERENCES "public"."openings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_items" ADD CONSTRAINT "onboarding_items_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_items" ADD CONSTRAINT "onboarding_items_done_by_people_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_items" ADD CONSTRAINT "onboarding_items_plan" FOREIGN KEY ("tenant_id","plan_id") REFERENCES "public"."onboarding_plans"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_items" ADD CONSTRAINT "onboarding_items_account" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_plans" ADD CONSTRAINT "onboarding_plans_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_plans" ADD CONSTRAINT "onboarding_plans_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_plans" ADD CONSTRAINT "onboarding_plans_mentor_id_people_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_plans" ADD CONSTRAINT "onboarding_plans_team_id_units_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_plans" ADD CONSTRAINT "onboarding_plans_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "onboarding_plans" ADD CONSTRAINT "onboarding_plans_opening" FOREIGN KEY ("tenant_id","opening_id") REFERENCES "public"."openings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_assessors" ADD CONSTRAINT "opening_assessors_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_assessors" ADD CONSTRAINT "opening_assessors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_assessors" ADD CONSTRAINT "opening_assessors_opening" FOREIGN KEY ("tenant_id","opening_id") REFERENCES "public"."openings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_team_id_units_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_decisions" ADD CONSTRAINT "selection_decisions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_decisions" ADD CONSTRAINT "selection_decisions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_decisions" ADD CONSTRAINT "selection_decisions_opening" FOREIGN KEY ("tenant_id","opening_id") REFERENCES "public"."openings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "awards_once" ON "awards" USING btree ("tenant_id","entry_id");--> statement-breakpoint
CREATE INDEX "awards_wall" ON "awards" USING btree ("tenant_id","decided_at" DESC NULLS FIRST,"id") WHERE "awards"."state" = 'granted';--> statement-breakpoint
CREATE INDEX "awards_latest" ON "awards" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "awards_person" ON "awards" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "awards_nominator" ON "awards" USING btree ("nominated_by");--> statement-breakpoint
CREATE INDEX "awards_decider" ON "awards" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "lead_cards_added_by" ON "lead_cards" USING btree ("added_by");--> statement-breakpoint
CREATE INDEX "candidate_scores_assessor" ON "candidate_scores" USING btree ("assessor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "candidates_once" ON "candidates" USING btree ("tenant_id","opening_id","person_id");--> statement-breakpoint
CREATE INDEX "candidates_person" ON "candidates" USING btree ("person_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "candidates_proposer" ON "candidates" USING btree ("proposed_by");--> statement-breakpoint
CREATE INDEX "onboarding_items_plan" ON "onboarding_items" USING btree ("tenant_id","plan_id","position");--> statement-breakpoint
CREATE INDEX "onboarding_items_account" ON "onboarding_items" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE INDEX "onboarding_items_done_by" ON "onboarding_items" USING btree ("done_by");--> statement-breakpoint
CREATE UNIQUE INDEX "onboarding_plans_once" ON "onboarding_plans" USING btree ("tenant_id","opening_id","person_id");--> statement-breakpoint
CREATE INDEX "onboarding_plans_person" ON "onboarding_plans" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "onboarding_plans_mentor" ON "onboarding_plans" USING btree ("mentor_id");--> statement-breakpoint
CREATE INDEX "onboarding_plans_team" ON "onboarding_plans" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "onboarding_plans_creator" ON "onboarding_plans" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "opening_assessors_person" ON "opening_assessors" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "openings_latest" ON "openings" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "openings_team" ON "openings" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "openings_creator" ON "openings" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "selection_decisions_decider" ON "selection_decisions" USING btree ("decided_by");--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_paid" CHECK ("contracts"."first_paid_on" is null or "contracts"."signed_on" is not null);--> statement-breakpoint
ALTER TABLE "reward_entries" ADD CONSTRAINT "reward_entries_milestone" CHECK ("reward_entries"."milestone" in ('referral_accepted', 'referral_visited', 'referral_quoted', 'referral_signed', 'referral_paid', 'deal_signed', 'deal_paid', 'customer_rated', 'certificate_earned', 'award_granted'));--> statement-breakpoint
ALTER TABLE "reward_rules" ADD CONSTRAINT "reward_rules_milestone" CHECK ("reward_rules"."milestone" in ('referral_accepted', 'referral_visited', 'referral_quoted', 'referral_signed', 'referral_paid', 'deal_signed', 'deal_paid', 'customer_rated', 'certificate_earned', 'award_granted'));--> statement-breakpoint
-- Besides what notices may tell already, whoever else has added to it.
DO $$
declare
  one record;
begin
  for one in select * from (values
      ('notices_kind', array['award_granted', 'award_answered', 'assessment_asked', 'selection_told']), ('notices_subject', array['award', 'opening'])) as x(name, words) loop
    execute (select format('alter table notices drop constraint %I, add constraint %I %s', one.name, one.name,
      replace(pg_get_constraintdef(c.oid), 'ARRAY[', 'ARRAY[' || (select string_agg(quote_literal(w) || '::text, ', '') from unnest(one.words) w)))
      from pg_constraint c where c.conrelid = 'notices'::regclass and c.conname = one.name);
  end loop;
end $$;
--> statement-breakpoint
GRANT UPDATE (first_paid_on) ON contracts TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (selling_lines) ON people TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (award) ON reward_rules TO jiketong_app;
--> statement-breakpoint
-- The photograph of a card belongs to who works the lead, and to who gave it.
CREATE POLICY internal ON lead_cards TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
ALTER TABLE lead_cards ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE lead_cards FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reading ON lead_cards FOR SELECT TO jiketong_app USING (added_by = (select app.person())
  or exists (select from leads l where l.tenant_id = lead_cards.tenant_id and l.id = lead_cards.lead_id));
--> statement-breakpoint
GRANT SELECT ON lead_cards TO jiketong_app;
--> statement-breakpoint
-- By who gave the lead, once, the day they gave it.
CREATE FUNCTION app.add_lead_card(lead uuid, hash text, small text, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  insert into lead_cards (tenant_id, lead_id, sha256, small_sha256, added_by, created_at)
  select l.tenant_id, l.id, hash, small, l.referrer_id, moment from leads l
  where l.tenant_id = app.tenant() and l.id = lead and l.referrer_id = app.person() and l.created_at > moment - interval '1 day'
  on conflict do nothing;
  if not found then return false; end if;
  insert into journal (tenant_id, id, at, actor_id, event, subject_id, subject, unit_id, after)
  select l.tenant_id, gen_random_uuid(), moment, l.referrer_id, 'lead.card_added', l.id, 'lead', l.unit_id, '{}' from leads l where l.tenant_id = app.tenant() and l.id = lead;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.add_lead_card(uuid, text, text, timestamptz) IS 'definer:an employee adds to a lead of theirs that they may not read any more';
--> statement-breakpoint
-- Whether a referral would be one of a customer served already, or told of before: what is told after sending too, and nothing else.
CREATE FUNCTION app.referral_known(reading text, digits text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select app.lead_meant(app.tenant(), null, digits, reading) is not null or app.customer_meant(app.tenant(), null, digits, reading) is not null $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.referral_known(text, text) IS 'definer:yes or no, as adding the lead answers';
--> statement-breakpoint
DROP FUNCTION app.my_referrals(uuid, timestamptz, uuid, integer);
--> statement-breakpoint
-- What somebody has given, as they gave it, and how far it has come: no amount, nothing of the customer they did not say.
CREATE FUNCTION app.my_referrals(one uuid, before_at timestamptz, before_id uuid, most integer)
RETURNS TABLE (id uuid, company text, contact_name text, phone text, need text, created_at timestamptz, is_known boolean, is_over boolean, answer text,
  accepted_at timestamptz, visiting_at timestamptz, quoted_at timestamptz, won_at timestamptz, line text, has_card boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select l.id, l.company, l.contact_name, l.phone, l.need, l.created_at, l.known_account_id is not null or l.duplicate_of is not null,
    l.state = 'disqualified' or coalesce(o.stage_type = 'lost' or o.deleted_at is not null, false), l.answer, l.accepted_at, l.converted_at,
    case when o.id is not null then (select min(c.at) from opportunity_changes c join stages s on s.id = c.to_stage_id
      where c.tenant_id = o.tenant_id and c.opportunity_id = o.id and c.kind = 'moved' and s.code in ('propose', 'negotiate', 'contract', 'won')
        and (o.stage_type = 'won' or exists (select 1 from stages now where now.id = o.stage_id and now.position >= s.position))) end,
    case when o.stage_type = 'won' then o.stage_entered_at end,
    l.line, exists (select from lead_cards k where k.tenant_id = l.tenant_id and k.lead_id = l.id)
  from (select x.* from leads x where x.referrer_id = app.person() and (one is null or x.id = one)
      and (before_at is null or (x.created_at, x.id) < (before_at, before_id)) order by x.created_at desc, x.id desc limit most) l
  left join opportunities o on o.tenant_id = l.tenant_id and o.id = l.opportunity_id
  order by l.created_at desc, l.id desc
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.my_referrals(uuid, timestamptz, uuid, integer)
  IS 'definer:who gave a lead follows it step by step without seeing the customer or the deal';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.my_referrals(uuid, timestamptz, uuid, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.my_referrals(uuid, timestamptz, uuid, integer) TO jiketong_app;
--> statement-breakpoint
-- What anybody may know of a product that is sold, in words alone: no price, no document, no number of customers.
CREATE FUNCTION app.product_sheet(offering uuid)
RETURNS TABLE (company text, name text, name_en text, line text, description text, description_en text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select t.name, o.name, o.name_en, o.line, coalesce(o.description, s.description), coalesce(o.description_en, s.description_en)
  from offerings o left join tenants t on t.id = o.tenant_id left join specifications s on s.id = o.specification_id
  where o.id = offering and o.lifecycle = 'launched' and o.enterprise_id is null and o.variant_of_id is null
    and (o.retires_on is null or o.retires_on >= app.today())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.product_sheet(uuid) IS 'definer:a page for everybody, by its address, before there is an identity';
--> statement-breakpoint
-- A first payment is waited for from the signing on; an honour from its nomination.
CREATE OR REPLACE FUNCTION app.reward_facts(since timestamptz, tenants_asked integer[])
RETURNS TABLE (tenant_id integer, milestone text, person_id uuid, fact_id uuid, cause_id uuid, value_fen bigint, line text, rating integer, title text, waits_at timestamptz, true_at timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  with referred as (
    select l.*, o.stage_type as deal_type, o.updated_at as deal_at from leads l
    left join opportunities o on o.tenant_id = l.tenant_id and o.id = l.opportunity_id and o.deleted_at is null
    where l.referrer_id is not null and l.known_account_id is null and l.duplicate_of is null
      and (tenants_asked is null or l.tenant_id = any(tenants_asked))),
  signed as (
    select c.tenant_id, c.id, c.opportunity_id, c.owner_id, c.total_fen, c.title, c.created_at, c.updated_at, f.line,
      case when c.state <> 'draft' then c.signed_on::timestamp at time zone 'Asia/Shanghai' end as true_at,
      c.first_paid_on::timestamp at time zone 'Asia/Shanghai' as paid_at
    from contracts c join opportunities o on o.tenant_id = c.tenant_id and o.id = c.opportunity_id
    left join offerings f on f.id = o.offering_id
    where c.updated_at > since and (tenants_asked is null or c.tenant_id = any(tenants_asked)))
  select l.tenant_id, 'referral_accepted', l.referrer_id, l.id, l.id, null::bigint, l.line, null::integer, l.company, l.created_at, l.accepted_at
    from referred l where l.updated_at > since
  union all
  select l.tenant_id, 'referral_visited', l.referrer_id, l.id, l.id, null, l.line, null, l.company, l.accepted_at, l.converted_at
    from referred l where l.updated_at > since and l.accepted_at is not null
  union all
  select l.tenant_id, 'referral_quoted', l.referrer_id, l.id, l.id, null, l.line, null, l.company, l.converted_at,
      (select min(c.at) from opportunity_changes c join stages s on s.id = c.to_stage_id
        where c.tenant_id = l.tenant_id and c.opportunity_id = l.opportunity_id and c.kind = 'moved' and s.code in ('propose', 'negotiate', 'contract', 'won'))
    from referred l where greatest(l.updated_at, l.deal_at) > since and l.converted_at is not null
  union all
  select l.tenant_id, 'referral_signed', l.referrer_id, l.id, s.id, s.total_fen, coalesce(l.line, s.line), null, l.company, s.created_at, s.true_at
    from referred l join signed s on s.tenant_id = l.tenant_id and s.opportunity_id = l.opportunity_id
  union all
  select l.tenant_id, 'referral_paid', l.referrer_id, l.id, s.id, s.total_fen, coalesce(l.line, s.line), null, l.company, s.true_at, s.paid_at
    from referred l join signed s on s.tenant_id = l.tenant_id and s.opportunity_id = l.opportunity_id
  union all
  select s.tenant_id, 'deal_signed', s.owner_id, s.opportunity_id, s.id, s.total_fen, s.line, null, s.title, s.created_at, s.true_at from signed s
  union all
  select s.tenant_id, 'deal_paid', s.owner_id, s.opportunity_id, s.id, s.total_fen, s.line, null, s.title, s.true_at, s.paid_at from signed s
  union all
  select v.tenant_id, 'customer_rated', v.owner_id, v.id, v.id, null, null, v.confirmed_rating, a.name, v.confirmed_at, v.confirmed_at
    from visits v join accounts a on a.tenant_id = v.tenant_id and a.id = v.account_id
    where v.confirmed_at > since and v.confirmed_rating is not null and v.deleted_at is null and (tenants_asked is null or v.tenant_id = any(tenants_asked))
  union all
  select w.tenant_id, 'award_granted', w.person_id, w.id, w.id, null, null, null, w.title, w.created_at, w.decided_at
    from awards w where w.state = 'granted' and w.decided_at > since and (tenants_asked is null or w.tenant_id = any(tenants_asked))
  union all
  -- given again after it was dropped, a certificate is the same fact
  select h.tenant_id, 'certificate_earned', h.person_id, md5(h.person_id || h.code)::uuid, md5(h.person_id || h.code)::uuid, null, null, null, h.code, h.created_at, h.created_at
    from certificates_held h where h.created_at > since and (tenants_asked is null or h.tenant_id = any(tenants_asked))
$$;
--> statement-breakpoint
-- Who may have what of these facts by a rule: whoever works here, is of its audience, and does not sell for a living what they refer.
CREATE OR REPLACE FUNCTION app.rule_gives(rule reward_rules, since timestamptz)
RETURNS TABLE (person_id uuid, fact_id uuid, cause_id uuid, points integer, value_fen bigint, line text, rating integer, title text, waits_at timestamptz, true_at timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select f.person_id, f.fact_id, f.cause_id, app.reward_points(rule.amount, f.value_fen), f.value_fen, f.line, f.rating, f.title, f.waits_at, f.true_at
  from app.reward_facts(since, array[rule.tenant_id]) f join people p on p.id = f.person_id and p.tenant_id = f.tenant_id
  where f.milestone = rule.milestone and f.waits_at is not null
    and (p.left_on is null or p.left_on >= (f.waits_at at time zone 'Asia/Shanghai')::date)
    and (rule.audience = '{}' or exists (select from role_grants g where g.person_id = p.id and g.role = any(rule.audience)))
    and (rule.milestone not like 'referral%'
      or not coalesce(f.line = any(p.selling_lines), false)
      and not exists (select from role_grants g where g.person_id = p.id and g.role in ('account_manager', 'team_lead', 'sales_director')))
    and (jsonb_array_length(rule.condition -> 'lines') = 0 or rule.condition -> 'lines' ? f.line)
    and coalesce(f.value_fen, 0) >= coalesce((rule.condition ->> 'minFen')::bigint, 0)
    and coalesce(f.rating, 0) >= coalesce((rule.condition ->> 'minRating')::integer, 0)
    and app.reward_points(rule.amount, f.value_fen) > 0
$$;
--> statement-breakpoint
-- A rule that honours leaves a nomination behind where it is confirmed: somebody then finds the words.
CREATE FUNCTION app.nominate_by_rule() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  insert into awards (tenant_id, id, person_id, title, story, entry_id, created_at)
  select e.tenant_id, gen_random_uuid(), e.person_id, r.award, '', e.id, new.confirmed_at
  from reward_entries e join reward_rules r on r.tenant_id = e.tenant_id and r.id = e.rule_id
  where e.tenant_id = new.tenant_id and e.id = new.entry_id and r.award is not null
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER reward_confirmations_honour AFTER INSERT ON reward_confirmations FOR EACH ROW EXECUTE FUNCTION app.nominate_by_rule();
--> statement-breakpoint
-- An award is decided once, and never taken back.
CREATE FUNCTION app.keep_award() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
begin
  if tg_op = 'DELETE' or old.state <> 'nominated' or (new.tenant_id, new.id, new.person_id, new.story, new.created_at) is distinct from (old.tenant_id, old.id, old.person_id, old.story, old.created_at)
    or new.nominated_by is distinct from old.nominated_by or new.entry_id is distinct from old.entry_id then
    raise exception 'what was said of an award stays said' using errcode = 'restrict_violation';
  end if;
  if not app.is_internal() and new.decided_by is distinct from app.person() then
    raise exception 'not by this person' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER awards_way BEFORE UPDATE OR DELETE ON awards FOR EACH ROW EXECUTE FUNCTION app.keep_award();
--> statement-breakpoint
-- Who fills places in a team: its director and its administrator.
CREATE FUNCTION app.selects(team integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select app.role() in ('admin', 'sales_director') and app.leads_unit(team) $$;
--> statement-breakpoint
CREATE FUNCTION app.selects_for(company integer, opening uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select from openings o where o.tenant_id = company and o.id = opening and app.selects(o.team_id)) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.selects_for(integer, uuid) IS 'definer:whether the asker fills this place, without a circle of policies';
--> statement-breakpoint
CREATE FUNCTION app.assesses(company integer, opening uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select from opening_assessors a where a.tenant_id = company and a.opening_id = opening and a.person_id = app.person()) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.assesses(integer, uuid) IS 'definer:whether the asker judges here, without a circle of policies';
--> statement-breakpoint
CREATE FUNCTION app.stands_for(company integer, opening uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select from candidates c where c.tenant_id = company and c.opening_id = opening and c.person_id = app.person()) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.stands_for(integer, uuid) IS 'definer:whether the asker stands here, without a circle of policies';
--> statement-breakpoint
-- Judgements are blind until everybody who was asked has given theirs, and never open to who is judged.
CREATE FUNCTION app.scores_open(company integer, candidate uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select exists (select from candidates c where c.tenant_id = company and c.id = candidate and c.person_id is distinct from app.person()
    and (app.selects_for(company, c.opening_id) or app.assesses(company, c.opening_id))
    and not exists (select from opening_assessors a where a.tenant_id = company and a.opening_id = c.opening_id
      and not exists (select from candidate_scores s where s.tenant_id = company and s.candidate_id = c.id and s.assessor_id = a.person_id)))
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.scores_open(integer, uuid) IS 'definer:counts judgements that nobody may read yet';
--> statement-breakpoint
-- Who has judged whom, without what they said.
CREATE FUNCTION app.scores_given(company integer, opening uuid) RETURNS TABLE (candidate_id uuid, assessor_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select s.candidate_id, s.assessor_id from candidate_scores s join candidates c on c.tenant_id = s.tenant_id and c.id = s.candidate_id
  where c.tenant_id = company and c.opening_id = opening and (app.selects_for(company, opening) or app.assesses(company, opening))
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.scores_given(integer, uuid) IS 'definer:who is still to judge, for who judges or decides';
--> statement-breakpoint
-- Told by who decides of an award, or fills a place: to the person it is about, or who was asked.
CREATE FUNCTION app.tell_of_people(as_kind text, as_subject text, company integer, about uuid, recipients uuid[], moment timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, actor_id, params, created_at)
  select p.tenant_id, gen_random_uuid(), p.id, as_kind || ':' || about, as_kind, as_subject, company, about, app.person(), '{}', moment
  from people p left join notice_choices c on c.person_id = p.id
  where p.id = any(recipients) and p.id <> app.person() and not coalesce(c.muted, '[]') ? as_kind
    and case as_subject
      when 'award' then exists (select from awards w where w.tenant_id = company and w.id = about and w.decided_by = app.person() and p.id in (w.person_id, w.nominated_by))
      when 'opening' then app.selects_for(company, about) and (exists (select from opening_assessors a where a.tenant_id = company and a.opening_id = about and a.person_id = p.id)
        or exists (select from candidates x where x.tenant_id = company and x.opening_id = about and x.person_id = p.id))
      else false end
  on conflict (tenant_id, person_id, fact) do nothing
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_of_people(text, text, integer, uuid, uuid[], timestamptz) IS 'definer:adds a notice for whom a decision concerns, by who decided';
--> statement-breakpoint
DO $$
declare
  item text;
  me text := '(select app.person())';
begin
  foreach item in array array['awards', 'openings', 'opening_assessors', 'candidates', 'candidate_scores', 'selection_decisions', 'onboarding_plans', 'onboarding_items'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('grant select, insert on %I to jiketong_app', item);
  end loop;
  foreach item in array array['lead_cards', 'awards', 'openings', 'opening_assessors', 'candidates', 'candidate_scores', 'selection_decisions', 'onboarding_plans', 'onboarding_items'] loop
    execute format('grant select on %I to jiketong_backup', item);
  end loop;
  foreach item in array array['lead_cards', 'candidate_scores', 'selection_decisions'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function app.refuse_change()', item || '_append', item);
  end loop;

  execute format('create policy reading on awards for select to jiketong_app using ((tenant_id = (select app.tenant()) and state = ''granted'') or nominated_by = %s or app.keeps_rewards(tenant_id))', me);
  execute format('create policy adding on awards for insert to jiketong_app with check (tenant_id = (select app.tenant()) and nominated_by = %s and state = ''nominated''
    and exists (select from people p where p.id = awards.person_id and p.tenant_id = awards.tenant_id))', me);
  execute format('create policy changing on awards for update to jiketong_app using (app.keeps_rewards(tenant_id) and person_id <> %s and nominated_by is distinct from %s) with check (app.keeps_rewards(tenant_id))', me, me);

  create policy reading on openings for select to jiketong_app using (app.selects(team_id) or app.assesses(tenant_id, id) or app.stands_for(tenant_id, id));
  execute format('create policy adding on openings for insert to jiketong_app with check (app.selects(team_id) and created_by = %s
    and exists (select from units u where u.id = openings.team_id and u.tenant_id = openings.tenant_id))', me);
  create policy changing on openings for update to jiketong_app using (app.selects(team_id)) with check (app.selects(team_id));

  execute format('create policy reading on opening_assessors for select to jiketong_app using (person_id = %s or app.selects_for(tenant_id, opening_id) or app.assesses(tenant_id, opening_id))', me);
  create policy adding on opening_assessors for insert to jiketong_app with check (app.selects_for(tenant_id, opening_id));
  create policy removing on opening_assessors for delete to jiketong_app using (app.selects_for(tenant_id, opening_id));

  execute format('create policy reading on candidates for select to jiketong_app using (person_id = %s or app.selects_for(tenant_id, opening_id) or app.assesses(tenant_id, opening_id))', me);
  execute format('create policy adding on candidates for insert to jiketong_app with check (app.selects_for(tenant_id, opening_id) and proposed_by = %s and state = ''standing'')', me);
  execute format('create policy changing on candidates for update to jiketong_app using (person_id = %s or app.selects_for(tenant_id, opening_id))
    with check (app.selects_for(tenant_id, opening_id) or (person_id = %s and state = ''withdrawn''))', me, me);

  execute format('create policy reading on candidate_scores for select to jiketong_app using (assessor_id = %s or app.scores_open(tenant_id, candidate_id))', me);
  execute format('create policy adding on candidate_scores for insert to jiketong_app with check (assessor_id = %s
    and exists (select from candidates c join openings o on o.tenant_id = c.tenant_id and o.id = c.opening_id and o.state = ''open''
      where c.tenant_id = candidate_scores.tenant_id and c.id = candidate_scores.candidate_id and c.state = ''standing'' and c.person_id <> %s and app.assesses(c.tenant_id, c.opening_id)))', me, me);

  create policy reading on selection_decisions for select to jiketong_app using (app.selects_for(tenant_id, opening_id) or app.assesses(tenant_id, opening_id) and not app.stands_for(tenant_id, opening_id));
  execute format('create policy adding on selection_decisions for insert to jiketong_app with check (app.selects_for(tenant_id, opening_id) and decided_by = %s)', me);

  execute format('create policy reading on onboarding_plans for select to jiketong_app using (%s in (person_id, mentor_id) or app.leads_unit(team_id))', me);
  execute format('create policy adding on onboarding_plans for insert to jiketong_app with check (app.selects_for(tenant_id, opening_id) and created_by = %s)', me);
  create policy changing on onboarding_plans for update to jiketong_app using (app.role() in ('admin', 'sales_director', 'team_lead') and app.leads_unit(team_id))
    with check (app.role() in ('admin', 'sales_director', 'team_lead') and app.leads_unit(team_id));

  create policy reading on onboarding_items for select to jiketong_app using (exists (select from onboarding_plans p where p.tenant_id = onboarding_items.tenant_id and p.id = onboarding_items.plan_id));
  create policy adding on onboarding_items for insert to jiketong_app with check (exists (select from onboarding_plans p where p.tenant_id = onboarding_items.tenant_id and p.id = onboarding_items.plan_id
    and p.completed_at is null and app.role() in ('admin', 'sales_director', 'team_lead') and app.leads_unit(p.team_id)));
  create policy changing on onboarding_items for update to jiketong_app using (exists (select from onboarding_plans p where p.tenant_id = onboarding_items.tenant_id and p.id = onboarding_items.plan_id and p.completed_at is null));
end $$;
--> statement-breakpoint
GRANT UPDATE (title, citation, answer, state, decided_by, decided_at) ON awards TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (title, note, seats, weights, closes_on, state, updated_at, version) ON openings TO jiketong_app;
--> statement-breakpoint
GRANT DELETE ON opening_assessors TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (state, next_steps, decided_at) ON candidates TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (mentor_id, completed_at, updated_at, version) ON onboarding_plans TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (done_at, done_by) ON onboarding_items TO jiketong_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.add_lead_card(uuid, text, text, timestamptz), app.referral_known(text, text), app.product_sheet(uuid), app.nominate_by_rule(), app.keep_award(), app.selects(integer),
  app.selects_for(integer, uuid), app.assesses(integer, uuid), app.stands_for(integer, uuid), app.scores_open(integer, uuid), app.scores_given(integer, uuid),
  app.tell_of_people(text, text, integer, uuid, uuid[], timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.add_lead_card(uuid, text, text, timestamptz), app.referral_known(text, text), app.product_sheet(uuid), app.selects(integer), app.selects_for(integer, uuid), app.assesses(integer, uuid),
  app.stands_for(integer, uuid), app.scores_open(integer, uuid), app.scores_given(integer, uuid), app.tell_of_people(text, text, integer, uuid, uuid[], timestamptz) TO jiketong_app;
