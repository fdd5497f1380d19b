ALTER TABLE "promotions" ADD COLUMN "purchase" text DEFAULT 'any' NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "per_customer" integer;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD COLUMN "pick_id" uuid;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD COLUMN "component_id" uuid;--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "bundles" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "promotions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "promotions" SET "purchase" = 'repeat' WHERE "held_offering_id" is not null;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_purchase" CHECK ("promotions"."purchase" in ('any', 'first', 'repeat'));--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_held_named" CHECK (("promotions"."purchase" = 'any') = ("promotions"."held_offering_id" is null));--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_per_customer" CHECK ("promotions"."per_customer" between 1 and 999);
--> statement-breakpoint
GRANT UPDATE (purchase, per_customer) ON promotions TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (bundles, promotions) ON quotes TO jiketong_app;
--> statement-breakpoint
-- Spends a promotion's budget for a quote, once however often it is asked. False when it is not running, the budget does
-- not reach, or the customer has had it as often as allowed: other quotes that are out or were accepted count.
CREATE OR REPLACE FUNCTION app.take_promotion(promotion uuid, source uuid, fen bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  taken promotions;
  before integer;
begin
  if app.person() is null or fen < 0 or app.role() not in ('account_manager', 'team_lead', 'sales_director', 'admin') then return false; end if;
  select * into taken from promotions p where p.id = promotion and (p.tenant_id is null or p.tenant_id = app.tenant()
    or p.tenant_id = any (app.visible_tenants())) for update;
  if not found then return false; end if;
  if exists (select from promotion_uses u where u.promotion_id = promotion and u.source_id = source) then return true; end if;
  if taken.ended_at is not null or app.today() not between taken.starts_on and taken.ends_on
    or (taken.budget_kind = 'count' and taken.used_count >= taken.budget)
    or (taken.budget_kind = 'amount' and taken.used_fen + fen > taken.budget) then return false; end if;
  if taken.per_customer is not null then
    select count(*) into before from quotes mine join quotes q on q.tenant_id = mine.tenant_id and q.account_id = mine.account_id
      join promotion_uses u on u.source_id = q.id and u.promotion_id = promotion where mine.id = source;
    if before >= taken.per_customer then return false; end if;
  end if;
  insert into promotion_uses (promotion_id, source_id, tenant_id, amount_fen, taken_by) values (promotion, source, app.tenant(), fen, app.person());
  update promotions set used_count = used_count + 1, used_fen = used_fen + fen where id = promotion;
  return true;
end $$;
--> statement-breakpoint
-- All budgets of a quote or none; the promotion whose budget does not reach, null when all do. In the order of their ids,
-- so that two quotes that go out at once wait for each other and never for ever.
CREATE FUNCTION app.take_promotions(source uuid, ids uuid[], fens bigint[]) RETURNS uuid
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
declare
  one record;
  short uuid;
begin
  for one in select * from unnest(ids, fens) w(id, fen) order by w.id loop
    if not app.take_promotion(one.id, source, one.fen) then
      short := one.id;
      raise exception 'a budget does not reach' using errcode = 'PR001';
    end if;
  end loop;
  return null;
exception when sqlstate 'PR001' then return short;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.take_promotions(uuid, uuid[], bigint[]) TO jiketong_app;
--> statement-breakpoint
-- What a quote that comes back without an order had spent can be given to another customer.
CREATE FUNCTION app.give_promotions_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ begin
  with back as (delete from promotion_uses u where u.source_id = new.id returning u.promotion_id, u.amount_fen)
  update promotions p set used_count = p.used_count - 1, used_fen = p.used_fen - back.amount_fen from back where p.id = back.promotion_id;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.give_promotions_back() IS 'definer:trigger, a budget no role may write follows the quote';
--> statement-breakpoint
CREATE TRIGGER quotes_promotions_back AFTER UPDATE OF state ON quotes
  FOR EACH ROW WHEN (old.state = 'sent' and new.state not in ('sent', 'accepted')) EXECUTE FUNCTION app.give_promotions_back();
--> statement-breakpoint
CREATE FUNCTION app.keep_quote_offers() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$ begin
  raise exception 'the offers in a quote that is % are not changed', old.state using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
CREATE TRIGGER quotes_offers_kept BEFORE UPDATE ON quotes FOR EACH ROW
  WHEN (old.state not in ('draft', 'returned') and new.state not in ('draft', 'returned')
    and (new.bundles, new.promotions) is distinct from (old.bundles, old.promotions)) EXECUTE FUNCTION app.keep_quote_offers();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.give_promotions_back(), app.keep_quote_offers(), app.take_promotions(uuid, uuid[], bigint[]) FROM PUBLIC;
