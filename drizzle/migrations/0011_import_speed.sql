DROP INDEX "accounts_enterprise";--> statement-breakpoint
DROP INDEX "accounts_parent_key";--> statement-breakpoint
CREATE INDEX "accounts_enterprise" ON "accounts" USING btree ("enterprise_id") WHERE "accounts"."enterprise_id" is not null;--> statement-breakpoint
CREATE INDEX "accounts_parent_key" ON "accounts" USING btree ("tenant_id","parent_id") WHERE "accounts"."parent_id" is not null;--> statement-breakpoint
-- What is gathered is sorted in by another connection while the next rows are written: the writer does not wait for it
-- unless it falls behind by 16 MB, which is some 4,000 names and costs a search some 13 ms.
CREATE OR REPLACE FUNCTION app.search_bulk(index_name text, bulk boolean) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if index_name not in ('accounts_search', 'contacts_search', 'opportunities_search', 'people_search') then return; end if;
  if bulk then
    execute format('alter index %I set (fastupdate = on, gin_pending_list_limit = 16384)', index_name);
  else
    execute format('alter index %I set (fastupdate = off)', index_name);
    execute format('alter index %I reset (gin_pending_list_limit)', index_name);
    perform gin_clean_pending_list(index_name::regclass);
  end if;
end $$;
--> statement-breakpoint
CREATE FUNCTION app.search_sort_in(index_name text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if index_name in ('accounts_search', 'contacts_search', 'opportunities_search', 'people_search') then
    perform gin_clean_pending_list(index_name::regclass);
  end if;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.search_sort_in(text) IS 'definer:only an index owner may have it sort its words';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.search_sort_in(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.search_sort_in(text) TO jiketong_app;
--> statement-breakpoint
-- A new account only looks at itself: no need to become the owner and set the search path, once per row.
CREATE FUNCTION app.start_uncovered() RETURNS trigger LANGUAGE plpgsql
AS $$
begin
  new.uncovered_since := coalesce(new.last_visited_at, new.created_at);
  new.leader_uncovered_since := new.created_at;
  return new;
end $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.start_uncovered() FROM PUBLIC;
--> statement-breakpoint
DROP TRIGGER accounts_uncovered ON accounts;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.keep_uncovered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if new.last_visited_at is distinct from old.last_visited_at then
    new.uncovered_since := coalesce(new.last_visited_at, app.served_since(new.tenant_id, new.id, new.created_at));
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER accounts_uncovered BEFORE UPDATE OF last_visited_at ON accounts
  FOR EACH ROW EXECUTE FUNCTION app.keep_uncovered();
--> statement-breakpoint
CREATE TRIGGER accounts_uncovered_from BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION app.start_uncovered();
