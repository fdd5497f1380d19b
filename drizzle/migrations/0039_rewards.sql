CREATE TABLE "reward_challenges" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"is_void" boolean,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision" text,
	"appeal" text,
	"appealed_at" timestamp with time zone,
	"is_restored" boolean,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"answer" text,
	CONSTRAINT "reward_challenges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "reward_challenges_reason" CHECK ("reward_challenges"."reason" in ('duplicate', 'fraud')),
	CONSTRAINT "reward_challenges_two" CHECK ("reward_challenges"."decided_by" <> "reward_challenges"."proposed_by"),
	CONSTRAINT "reward_challenges_third" CHECK ("reward_challenges"."answered_by" <> "reward_challenges"."decided_by" and "reward_challenges"."answered_by" <> "reward_challenges"."proposed_by"),
	CONSTRAINT "reward_challenges_decided" CHECK (("reward_challenges"."is_void" is null) = ("reward_challenges"."decided_by" is null) and ("reward_challenges"."is_void" is null) = ("reward_challenges"."decided_at" is null)),
	CONSTRAINT "reward_challenges_answered" CHECK (("reward_challenges"."is_restored" is null) = ("reward_challenges"."answered_by" is null) and ("reward_challenges"."is_restored" is null or "reward_challenges"."appealed_at" is not null)),
	CONSTRAINT "reward_challenges_appealed" CHECK ("reward_challenges"."appealed_at" is null or "reward_challenges"."is_void")
);
--> statement-breakpoint
CREATE TABLE "reward_confirmations" (
	"tenant_id" integer NOT NULL,
	"entry_id" uuid NOT NULL,
	"series" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"fact_id" uuid NOT NULL,
	"points" integer NOT NULL,
	"quarter" date NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reward_confirmations_tenant_id_entry_id_pk" PRIMARY KEY("tenant_id","entry_id"),
	CONSTRAINT "reward_confirmations_points" CHECK ("reward_confirmations"."points" > 0)
);
--> statement-breakpoint
CREATE TABLE "reward_entries" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"series" uuid NOT NULL,
	"milestone" text NOT NULL,
	"fact_id" uuid NOT NULL,
	"cause_id" uuid NOT NULL,
	"points" integer NOT NULL,
	"value_fen" bigint,
	"line" text,
	"rating" integer,
	"title" text NOT NULL,
	"fact_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reward_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "reward_entries_milestone" CHECK ("reward_entries"."milestone" in ('referral_accepted', 'referral_visited', 'referral_quoted', 'referral_signed', 'deal_signed', 'customer_rated', 'certificate_earned')),
	CONSTRAINT "reward_entries_points" CHECK ("reward_entries"."points" > 0)
);
--> statement-breakpoint
CREATE TABLE "reward_payroll_lines" (
	"tenant_id" integer NOT NULL,
	"quarter" date NOT NULL,
	"entry_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"points" integer NOT NULL,
	CONSTRAINT "reward_payroll_lines_tenant_id_quarter_entry_id_pk" PRIMARY KEY("tenant_id","quarter","entry_id"),
	CONSTRAINT "reward_payroll_lines_points" CHECK ("reward_payroll_lines"."points" > 0)
);
--> statement-breakpoint
CREATE TABLE "reward_payrolls" (
	"tenant_id" integer NOT NULL,
	"quarter" date NOT NULL,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"points" bigint NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "reward_payrolls_tenant_id_quarter_pk" PRIMARY KEY("tenant_id","quarter")
);
--> statement-breakpoint
CREATE TABLE "reward_rules" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"series" uuid NOT NULL,
	"edition" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"milestone" text NOT NULL,
	"audience" text[] DEFAULT '{}' NOT NULL,
	"condition" jsonb NOT NULL,
	"amount" jsonb NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	"published_by" uuid,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "reward_rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "reward_rules_milestone" CHECK ("reward_rules"."milestone" in ('referral_accepted', 'referral_visited', 'referral_quoted', 'referral_signed', 'deal_signed', 'customer_rated', 'certificate_earned')),
	CONSTRAINT "reward_rules_days" CHECK ("reward_rules"."ends_on" >= "reward_rules"."starts_on"),
	CONSTRAINT "reward_rules_published" CHECK (("reward_rules"."published_at" is null) = ("reward_rules"."published_by" is null))
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_subject";--> statement-breakpoint
ALTER TABLE "reward_challenges" ADD CONSTRAINT "reward_challenges_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_challenges" ADD CONSTRAINT "reward_challenges_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_challenges" ADD CONSTRAINT "reward_challenges_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_challenges" ADD CONSTRAINT "reward_challenges_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_challenges" ADD CONSTRAINT "reward_challenges_entry" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "public"."reward_entries"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_confirmations" ADD CONSTRAINT "reward_confirmations_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_confirmations" ADD CONSTRAINT "reward_confirmations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_confirmations" ADD CONSTRAINT "reward_confirmations_entry" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "public"."reward_entries"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_entries" ADD CONSTRAINT "reward_entries_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_entries" ADD CONSTRAINT "reward_entries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_entries" ADD CONSTRAINT "reward_entries_rule" FOREIGN KEY ("tenant_id","rule_id") REFERENCES "public"."reward_rules"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_payroll_lines" ADD CONSTRAINT "reward_payroll_lines_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_payroll_lines" ADD CONSTRAINT "reward_payroll_lines_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_payroll_lines" ADD CONSTRAINT "reward_payroll_lines_payroll" FOREIGN KEY ("tenant_id","quarter") REFERENCES "public"."reward_payrolls"("tenant_id","quarter") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_payroll_lines" ADD CONSTRAINT "reward_payroll_lines_entry" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "public"."reward_entries"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_payrolls" ADD CONSTRAINT "reward_payrolls_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_payrolls" ADD CONSTRAINT "reward_payrolls_closed_by_people_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_rules" ADD CONSTRAINT "reward_rules_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_rules" ADD CONSTRAINT "reward_rules_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_rules" ADD CONSTRAINT "reward_rules_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reward_challenges_one" ON "reward_challenges" USING btree ("tenant_id","entry_id") WHERE "reward_challenges"."is_void" is null or ("reward_challenges"."is_void" and "reward_challenges"."is_restored" is not true);--> statement-breakpoint
CREATE INDEX "reward_challenges_of_entry" ON "reward_challenges" USING btree ("tenant_id","entry_id");--> statement-breakpoint
CREATE INDEX "reward_challenges_proposer" ON "reward_challenges" USING btree ("proposed_by");--> statement-breakpoint
CREATE INDEX "reward_challenges_decider" ON "reward_challenges" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "reward_challenges_answerer" ON "reward_challenges" USING btree ("answered_by");--> statement-breakpoint
CREATE UNIQUE INDEX "reward_confirmations_once" ON "reward_confirmations" USING btree ("tenant_id","series","person_id","fact_id");--> statement-breakpoint
CREATE INDEX "reward_confirmations_quarter" ON "reward_confirmations" USING btree ("tenant_id","quarter","person_id");--> statement-breakpoint
CREATE INDEX "reward_confirmations_person" ON "reward_confirmations" USING btree ("person_id","quarter");--> statement-breakpoint
CREATE UNIQUE INDEX "reward_entries_once" ON "reward_entries" USING btree ("tenant_id","series","person_id","fact_id","cause_id");--> statement-breakpoint
CREATE INDEX "reward_entries_person" ON "reward_entries" USING btree ("person_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "reward_entries_latest" ON "reward_entries" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "reward_entries_of_rule" ON "reward_entries" USING btree ("tenant_id","rule_id");--> statement-breakpoint
CREATE INDEX "reward_payroll_lines_of_entry" ON "reward_payroll_lines" USING btree ("tenant_id","entry_id");--> statement-breakpoint
CREATE INDEX "reward_payroll_lines_person" ON "reward_payroll_lines" USING btree ("person_id","quarter");--> statement-breakpoint
CREATE INDEX "reward_payrolls_closer" ON "reward_payrolls" USING btree ("closed_by");--> statement-breakpoint
CREATE UNIQUE INDEX "reward_rules_edition" ON "reward_rules" USING btree ("tenant_id","series","edition");--> statement-breakpoint
CREATE INDEX "reward_rules_creator" ON "reward_rules" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "reward_rules_publisher" ON "reward_rules" USING btree ("published_by");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided', 'quote_question', 'quote_accepted', 'quote_declined', 'contract_ending', 'reward_confirmed', 'reward_voided', 'reward_restored'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_subject" CHECK ("notices"."subject" in ('visit', 'account', 'opportunity', 'commitment', 'lead', 'quote', 'contract', 'reward'));--> statement-breakpoint
-- The same sum as `pointsOf` in features/rewards/rules.ts; a test holds them together. Whole points, 0 when there are none.
CREATE FUNCTION app.reward_points(amount jsonb, fen bigint) RETURNS integer LANGUAGE sql IMMUTABLE
AS $$
  select coalesce(case amount ->> 'kind'
    when 'fixed' then (amount ->> 'points')::integer
    when 'share' then least((amount ->> 'cap')::numeric, floor(coalesce(fen, 0)::numeric * (amount ->> 'basisPoints')::numeric / 1000000))::integer
    when 'steps' then (select (s ->> 'points')::integer from jsonb_array_elements(amount -> 'steps') s
      where (s ->> 'fromFen')::bigint <= coalesce(fen, 0) order by (s ->> 'fromFen')::bigint desc limit 1) end, 0)
$$;
--> statement-breakpoint
-- What happened that rules may speak of and that was touched since: whose it is, from when a reward for it waits, and when it came true.
CREATE FUNCTION app.reward_facts(since timestamptz, tenants_asked integer[])
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
      case when c.state <> 'draft' then c.signed_on::timestamp at time zone 'Asia/Shanghai' end as true_at
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
  select s.tenant_id, 'deal_signed', s.owner_id, s.opportunity_id, s.id, s.total_fen, s.line, null, s.title, s.created_at, s.true_at from signed s
  union all
  select v.tenant_id, 'customer_rated', v.owner_id, v.id, v.id, null, null, v.confirmed_rating, a.name, v.confirmed_at, v.confirmed_at
    from visits v join accounts a on a.tenant_id = v.tenant_id and a.id = v.account_id
    where v.confirmed_at > since and v.confirmed_rating is not null and v.deleted_at is null and (tenants_asked is null or v.tenant_id = any(tenants_asked))
  union all
  -- given again after it was dropped, a certificate is the same fact
  select h.tenant_id, 'certificate_earned', h.person_id, md5(h.person_id || h.code)::uuid, md5(h.person_id || h.code)::uuid, null, null, null, h.code, h.created_at, h.created_at
    from certificates_held h where h.created_at > since and (tenants_asked is null or h.tenant_id = any(tenants_asked))
$$;
--> statement-breakpoint
-- Who may have what of these facts by a rule: whoever works here, is of its audience, and does not sell for a living what they refer.
CREATE FUNCTION app.rule_gives(rule reward_rules, since timestamptz)
RETURNS TABLE (person_id uuid, fact_id uuid, cause_id uuid, points integer, value_fen bigint, line text, rating integer, title text, waits_at timestamptz, true_at timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select f.person_id, f.fact_id, f.cause_id, app.reward_points(rule.amount, f.value_fen), f.value_fen, f.line, f.rating, f.title, f.waits_at, f.true_at
  from app.reward_facts(since, array[rule.tenant_id]) f join people p on p.id = f.person_id and p.tenant_id = f.tenant_id
  where f.milestone = rule.milestone and f.waits_at is not null
    and (p.left_on is null or p.left_on >= (f.waits_at at time zone 'Asia/Shanghai')::date)
    and (rule.audience = '{}' or exists (select from role_grants g where g.person_id = p.id and g.role = any(rule.audience)))
    and (rule.milestone not like 'referral%'
      or not exists (select from role_grants g where g.person_id = p.id and g.role in ('account_manager', 'team_lead', 'sales_director')))
    and (jsonb_array_length(rule.condition -> 'lines') = 0 or rule.condition -> 'lines' ? f.line)
    and coalesce(f.value_fen, 0) >= coalesce((rule.condition ->> 'minFen')::bigint, 0)
    and coalesce(f.rating, 0) >= coalesce((rule.condition ->> 'minRating')::integer, 0)
    and app.reward_points(rule.amount, f.value_fen) > 0
$$;
--> statement-breakpoint
-- Writes down what published rules give for what was touched since, and confirms what came true. Done again it adds nothing.
CREATE FUNCTION app.collect_rewards(since timestamptz, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  rule reward_rules;
  n integer := 0;
  added integer;
begin
  perform pg_advisory_xact_lock(hashtext('reward_entries'));
  for rule in select * from reward_rules r where r.published_at is not null and r.published_at <= moment
      and (since = '-infinity' or r.ends_on >= (since at time zone 'Asia/Shanghai')::date - 800) order by r.tenant_id, r.series, r.edition loop
    insert into reward_entries (tenant_id, id, person_id, rule_id, series, milestone, fact_id, cause_id, points, value_fen, line, rating, title, fact_at, created_at)
    select rule.tenant_id, gen_random_uuid(), g.person_id, rule.id, rule.series, rule.milestone, g.fact_id, g.cause_id, g.points, g.value_fen, g.line, g.rating, g.title, g.waits_at, moment
    from app.rule_gives(rule, since) g
    where (g.waits_at at time zone 'Asia/Shanghai')::date between rule.starts_on and rule.ends_on
      -- the latest edition of that day counts
      and not exists (select from reward_rules l where l.tenant_id = rule.tenant_id and l.series = rule.series and l.edition > rule.edition
        and l.published_at is not null and (g.waits_at at time zone 'Asia/Shanghai')::date >= l.starts_on)
    on conflict (tenant_id, series, person_id, fact_id, cause_id) do nothing;
    with true_now as (
      insert into reward_confirmations (tenant_id, entry_id, series, person_id, fact_id, points, quarter, confirmed_at)
      select e.tenant_id, e.id, e.series, e.person_id, e.fact_id, e.points,
        case when exists (select from reward_payrolls p where p.tenant_id = e.tenant_id and p.quarter = date_trunc('quarter', g.true_at at time zone 'Asia/Shanghai')::date)
          then date_trunc('quarter', moment at time zone 'Asia/Shanghai')::date
          else date_trunc('quarter', least(g.true_at, moment) at time zone 'Asia/Shanghai')::date end, moment
      from reward_entries e join app.rule_gives(rule, since) g on g.person_id = e.person_id and g.fact_id = e.fact_id and g.cause_id = e.cause_id
      where e.tenant_id = rule.tenant_id and e.rule_id = rule.id and g.true_at is not null
        and not exists (select from reward_challenges c where c.tenant_id = e.tenant_id and c.entry_id = e.id and (c.is_void is null or c.is_void and c.is_restored is not true))
      on conflict do nothing returning tenant_id, entry_id, person_id)
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select t.tenant_id, gen_random_uuid(), t.person_id, 'reward_confirmed:' || t.entry_id, 'reward_confirmed', 'reward', t.tenant_id, t.entry_id, '{}', moment
    from true_now t join people p on p.id = t.person_id and (p.left_on is null or p.left_on >= app.today())
    left join notice_choices c on c.person_id = t.person_id where not coalesce(c.muted, '[]') ? 'reward_confirmed'
    on conflict (tenant_id, person_id, fact) do nothing;
    get diagnostics added = row_count;
    n := n + added;
  end loop;
  if n > 0 then perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on'); end if;
  return n;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.collect_rewards(timestamptz, timestamptz) IS 'definer:only the database writes rewards, by the clock, before there is an identity';
--> statement-breakpoint
-- Who keeps a company's rewards: its administrator and its director.
CREATE FUNCTION app.keeps_rewards(company integer) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select app.role() in ('admin', 'sales_director') and company = any (app.visible_tenants()) $$;
--> statement-breakpoint
-- What a draft would have cost from one day to another, as numbers: facts that came true then.
CREATE FUNCTION app.try_reward_rule(rule_tenant integer, rule_id uuid, first_day date, last_day date)
RETURNS TABLE (facts integer, people integer, points bigint, most integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select count(*)::integer, count(distinct g.person_id)::integer, coalesce(sum(g.points), 0)::bigint, coalesce(max(g.points), 0)
  from reward_rules r cross join lateral (
    select distinct on (x.person_id, x.fact_id) x.* from app.rule_gives(r, '-infinity') x
    where (x.true_at at time zone 'Asia/Shanghai')::date between first_day and last_day order by x.person_id, x.fact_id, x.true_at) g
  where r.tenant_id = rule_tenant and r.id = try_reward_rule.rule_id and app.keeps_rewards(rule_tenant)
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.try_reward_rule(integer, uuid, date, date) IS 'definer:numbers only, of a rule its keeper tries';
--> statement-breakpoint
-- The top ten of a quarter by name, and one's own place. Nobody sees who stands below them, or last.
CREATE FUNCTION app.reward_top(of_quarter date)
RETURNS TABLE (place integer, person_id uuid, name text, unit text, points bigint, is_mine boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with sums as (
    select c.person_id, sum(c.points) as points from reward_confirmations c
    where c.tenant_id = app.tenant() and c.quarter = of_quarter
      and not exists (select from reward_challenges x where x.tenant_id = c.tenant_id and x.entry_id = c.entry_id and x.is_void and x.is_restored is not true)
    group by 1),
  placed as (select s.*, rank() over (order by s.points desc)::integer as place from sums s)
  select s.place, s.person_id, p.name, u.name, s.points::bigint, s.person_id = app.person()
  from placed s join people p on p.id = s.person_id join units u on u.id = p.unit_id
  where s.place <= 10 or s.person_id = app.person() order by s.place, p.name limit 30
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.reward_top(date) IS 'definer:the ten first of the company, and the place of who asks';
--> statement-breakpoint
-- Sends a quarter that is over to the payroll, once: what it holds at that moment. False when it was sent or is not over.
CREATE FUNCTION app.close_reward_quarter(company integer, of_quarter date, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if app.person() is null or not app.keeps_rewards(company) or of_quarter <> date_trunc('quarter', of_quarter)::date
    or of_quarter + interval '3 months' > (moment at time zone 'Asia/Shanghai')::date then return false; end if;
  -- nothing is confirmed into a quarter while it is closed
  perform pg_advisory_xact_lock(hashtext('reward_entries'));
  if exists (select from reward_payrolls p where p.tenant_id = company and p.quarter = of_quarter) then return false; end if;
  insert into reward_payrolls (tenant_id, quarter, closed_by, closed_at, points, people)
  select company, of_quarter, app.person(), moment, coalesce(sum(c.points), 0), count(distinct c.person_id) from reward_confirmations c
  where c.tenant_id = company and c.quarter = of_quarter
    and not exists (select from reward_challenges x where x.tenant_id = c.tenant_id and x.entry_id = c.entry_id and (x.is_void is null or x.is_void and x.is_restored is not true));
  insert into reward_payroll_lines (tenant_id, quarter, entry_id, person_id, points)
  select c.tenant_id, c.quarter, c.entry_id, c.person_id, c.points from reward_confirmations c
  where c.tenant_id = company and c.quarter = of_quarter
    and not exists (select from reward_challenges x where x.tenant_id = c.tenant_id and x.entry_id = c.entry_id and (x.is_void is null or x.is_void and x.is_restored is not true));
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.close_reward_quarter(integer, date, timestamptz) IS 'definer:writes what nobody may write, for the keeper of the company';
--> statement-breakpoint
-- A published rule stays what it was; a draft may change and go.
CREATE FUNCTION app.keep_reward_rule() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$ begin
  if old.published_at is not null then raise exception 'a published rule never changes' using errcode = 'restrict_violation'; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
CREATE TRIGGER reward_rules_published BEFORE UPDATE OR DELETE ON reward_rules FOR EACH ROW EXECUTE FUNCTION app.keep_reward_rule();
--> statement-breakpoint
-- A challenge goes its way once: decided by somebody else than who proposed it, appealed by the owner, answered by a third.
CREATE FUNCTION app.keep_challenge() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
declare whose uuid;
begin
  if tg_op = 'DELETE' or (new.tenant_id, new.id, new.entry_id, new.reason, new.note, new.proposed_by, new.proposed_at)
      is distinct from (old.tenant_id, old.id, old.entry_id, old.reason, old.note, old.proposed_by, old.proposed_at)
    or (old.is_void is not null and (new.is_void, new.decided_by, new.decided_at, new.decision) is distinct from (old.is_void, old.decided_by, old.decided_at, old.decision))
    or (old.appealed_at is not null and (new.appeal, new.appealed_at) is distinct from (old.appeal, old.appealed_at))
    or (old.is_restored is not null and (new.is_restored, new.answered_by, new.answered_at, new.answer) is distinct from (old.is_restored, old.answered_by, old.answered_at, old.answer)) then
    raise exception 'what was said of a reward stays said' using errcode = 'restrict_violation';
  end if;
  if app.is_internal() then return new; end if;
  select e.person_id into whose from reward_entries e where e.tenant_id = new.tenant_id and e.id = new.entry_id;
  if (old.is_void is null and new.is_void is not null and (new.decided_by is distinct from app.person() or new.decided_by = whose or not app.keeps_rewards(new.tenant_id)))
    or (old.appealed_at is null and new.appealed_at is not null and whose is distinct from app.person())
    or (old.is_restored is null and new.is_restored is not null and (new.answered_by is distinct from app.person() or new.answered_by = whose or not app.keeps_rewards(new.tenant_id))) then
    raise exception 'not by this person' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER reward_challenges_way BEFORE UPDATE OR DELETE ON reward_challenges FOR EACH ROW EXECUTE FUNCTION app.keep_challenge();
--> statement-breakpoint
-- The owner learns why, and the three who dealt with it are named; told by whoever decides.
CREATE FUNCTION app.tell_reward_owner(company integer, entry uuid, as_kind text, moment timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, actor_id, params, created_at)
  select e.tenant_id, gen_random_uuid(), e.person_id, as_kind || ':' || c.id, as_kind, 'reward', e.tenant_id, e.id, app.person(), '{}', moment
  from reward_entries e join reward_challenges c on c.tenant_id = e.tenant_id and c.entry_id = e.id
  where e.tenant_id = company and e.id = entry and app.keeps_rewards(company)
    and case as_kind when 'reward_voided' then c.is_void and c.decided_by = app.person() when 'reward_restored' then c.is_restored and c.answered_by = app.person() else false end
  on conflict (tenant_id, person_id, fact) do nothing
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_reward_owner(integer, uuid, text, timestamptz) IS 'definer:adds a notice for whose reward was decided on, by who decided';
--> statement-breakpoint
DO $$
declare
  item text;
  keeps text := 'app.role() in (''admin'', ''sales_director'') and tenant_id = any ((select app.visible_tenants())::integer[])';
  mine text := 'person_id = (select app.person())';
begin
  foreach item in array array['reward_rules', 'reward_entries', 'reward_confirmations', 'reward_challenges', 'reward_payrolls', 'reward_payroll_lines'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('grant select on %I to jiketong_app', item);
    execute format('grant select on %I to jiketong_backup', item);
    if item not in ('reward_rules', 'reward_challenges') then
      execute format('create trigger %I before update or delete on %I for each row execute function app.refuse_change()', item || '_append', item);
    end if;
    execute format('create trigger %I before truncate on %I for each statement execute function app.refuse_change()', item || '_never_emptied', item);
  end loop;
  foreach item in array array['reward_entries', 'reward_confirmations', 'reward_payroll_lines'] loop
    execute format('create policy reading on %I for select to jiketong_app using (%s or (%s))', item, mine, keeps);
  end loop;
  execute format('create policy reading on reward_payrolls for select to jiketong_app using (tenant_id = (select app.tenant()) or (%s))', keeps);
  execute format('create policy reading on reward_rules for select to jiketong_app using ((tenant_id = (select app.tenant()) and published_at is not null) or (%s))', keeps);
  execute format('create policy adding on reward_rules for insert to jiketong_app with check ((%s) and created_by = (select app.person()) and published_at is null)', keeps);
  execute format('create policy changing on reward_rules for update to jiketong_app using (%s) with check ((%s) and (published_by is null or published_by = (select app.person())))', keeps, keeps);
  execute format('create policy removing on reward_rules for delete to jiketong_app using (%s)', keeps);
  -- whoever sees the entry sees what is said of it
  create policy reading on reward_challenges for select to jiketong_app using (exists (select from reward_entries e where e.tenant_id = reward_challenges.tenant_id and e.id = reward_challenges.entry_id));
  execute format('create policy adding on reward_challenges for insert to jiketong_app with check ((%s) and proposed_by = (select app.person()) and is_void is null and appealed_at is null and is_restored is null
    and exists (select from reward_entries e where e.tenant_id = reward_challenges.tenant_id and e.id = reward_challenges.entry_id and e.person_id <> (select app.person())))', keeps);
  execute 'create policy changing on reward_challenges for update to jiketong_app using (exists (select from reward_entries e where e.tenant_id = reward_challenges.tenant_id and e.id = reward_challenges.entry_id))';
end $$;
--> statement-breakpoint
GRANT INSERT, DELETE ON reward_rules TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, milestone, audience, condition, amount, starts_on, ends_on, published_at, published_by, updated_at, version) ON reward_rules TO jiketong_app;
--> statement-breakpoint
GRANT INSERT ON reward_challenges TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (is_void, decided_by, decided_at, decision, appeal, appealed_at, is_restored, answered_by, answered_at, answer) ON reward_challenges TO jiketong_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.reward_points(jsonb, bigint), app.reward_facts(timestamptz, integer[]), app.rule_gives(reward_rules, timestamptz), app.collect_rewards(timestamptz, timestamptz),
  app.keeps_rewards(integer), app.try_reward_rule(integer, uuid, date, date), app.reward_top(date), app.close_reward_quarter(integer, date, timestamptz),
  app.keep_reward_rule(), app.keep_challenge(), app.tell_reward_owner(integer, uuid, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.reward_points(jsonb, bigint), app.collect_rewards(timestamptz, timestamptz), app.keeps_rewards(integer), app.try_reward_rule(integer, uuid, date, date),
  app.reward_top(date), app.close_reward_quarter(integer, date, timestamptz), app.tell_reward_owner(integer, uuid, text, timestamptz) TO jiketong_app;
