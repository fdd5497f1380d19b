ALTER TABLE "units" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
-- The top of a company could not even be renamed by its own administrator: the unit above it is somebody else's.
DROP POLICY changing ON units;
--> statement-breakpoint
CREATE POLICY changing ON units FOR UPDATE TO jiketong_app
  USING (app.role() = 'admin' and app.leads_unit(id)) WITH CHECK (app.role() = 'admin' and app.leads_unit(id));
--> statement-breakpoint
GRANT UPDATE (parent_id, closed_at, version) ON units TO jiketong_app;
--> statement-breakpoint
-- Who moves a unit leads where it goes, within its company; nothing lies below itself, and nothing is put under what is closed.
-- Moves wait for one another, or two at once could make a circle.
CREATE FUNCTION app.guard_unit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
declare above units;
begin
  if tg_op = 'UPDATE' then perform pg_advisory_xact_lock(hashtextextended('units', 0)); end if;
  select * into above from units where id = new.parent_id for key share;
  if tg_op = 'UPDATE' and exists (select from unit_tree where ancestor_id = new.id and descendant_id = new.parent_id) then
    raise exception 'a unit would lie below itself' using errcode = 'check_violation';
  end if;
  if above.closed_at is not null then raise exception 'the unit above is closed' using errcode = 'check_violation'; end if;
  if tg_op = 'UPDATE' and not app.is_internal() and (above.id is null or above.tenant_id <> new.tenant_id or not app.leads_unit(above.id)
    or exists (select from tenants where root_unit_id = new.id)) then
    raise insufficient_privilege using message = 'not to be moved there';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER units_added BEFORE INSERT ON units FOR EACH ROW WHEN (new.parent_id is not null) EXECUTE FUNCTION app.guard_unit();
--> statement-breakpoint
CREATE TRIGGER units_moved BEFORE UPDATE OF parent_id ON units
  FOR EACH ROW WHEN (new.parent_id is distinct from old.parent_id) EXECUTE FUNCTION app.guard_unit();
--> statement-breakpoint
-- Nobody who works is put into a closed unit; closing waits for whoever is just coming.
CREATE FUNCTION app.guard_unit_of_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare closed timestamptz;
begin
  select closed_at into closed from units where id = new.unit_id for key share;
  if closed is not null then raise exception 'the unit is closed' using errcode = 'check_violation'; end if;
  return new;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.guard_unit_of_person() IS 'definer:trigger, locks the unit a person is put into';
--> statement-breakpoint
CREATE TRIGGER people_into_unit BEFORE INSERT OR UPDATE OF unit_id, left_on ON people
  FOR EACH ROW WHEN (new.left_on is null or new.left_on >= app.today()) EXECUTE FUNCTION app.guard_unit_of_person();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.guard_unit(), app.guard_unit_of_person() FROM PUBLIC;
