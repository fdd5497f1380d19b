CREATE INDEX "opportunities_closed" ON "opportunities" USING btree ("tenant_id","closed_on") WHERE "opportunities"."deleted_at" is null and "opportunities"."closed_on" is not null;
--> statement-breakpoint
-- While many rows arrive, a search index gathers their words and sorts them in together: measured ten times cheaper
-- than word by word. Afterwards it takes in what is gathered and searches are as quick as before.
CREATE FUNCTION app.search_bulk(index_name text, bulk boolean) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if index_name not in ('accounts_search', 'contacts_search', 'opportunities_search', 'people_search') then return; end if;
  execute format('alter index %I set (fastupdate = %s)', index_name, case when bulk then 'on' else 'off' end);
  if not bulk then perform gin_clean_pending_list(index_name::regclass); end if;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.search_bulk(text, boolean) IS 'definer:only an index owner may say how it takes in words';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.search_bulk(text, boolean) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.search_bulk(text, boolean) TO jiketong_app;
