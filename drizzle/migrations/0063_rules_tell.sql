ALTER TABLE "webhook_deliveries" ADD COLUMN "rule_id" uuid;--> statement-breakpoint
DROP FUNCTION app.take_delivery(integer, uuid);
--> statement-breakpoint
-- As before, with the rule that sends it.
CREATE FUNCTION app.take_delivery(tenant integer, webhook uuid) RETURNS TABLE (
  id uuid, journal_id uuid, event text, subject_id uuid, rule_id uuid, happened_at timestamptz, attempts integer, url text, secret text,
  owner_id uuid, role text, failures integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
begin
  return query
    with next as (
      select d.tenant_id, d.id from webhook_deliveries d
      join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id and w.off_reason is null and w.deleted_at is null
        and (w.quiet_until is null or w.quiet_until <= now())
      where d.tenant_id = tenant and d.webhook_id = webhook and d.state = 'waiting' and d.next_at <= now()
      order by d.next_at limit 1 for update of d skip locked)
    update webhook_deliveries d set attempts = d.attempts + 1, next_at = now() + interval '2 minutes', tried_at = now()
    from next, webhooks w where d.tenant_id = next.tenant_id and d.id = next.id and w.tenant_id = d.tenant_id and w.id = d.webhook_id
    returning d.id, d.journal_id, d.event, d.subject_id, d.rule_id, d.happened_at, d.attempts, w.url, w.secret, w.owner_id, w.role, w.failures;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_delivery(integer, uuid) IS 'definer:jobs send what happened anywhere, before there is an identity';
--> statement-breakpoint
-- Puts a deal that a rule points at into the outbox of a webhook of the rule's company; why not, when it cannot be.
CREATE FUNCTION app.rule_to_webhook(company integer, deal uuid, rule uuid, hook uuid, moment timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  target webhooks;
  delivery uuid := gen_random_uuid();
begin
  if app.role() is distinct from 'admin' or not company = any (app.visible_tenants()) then return 'gone'; end if;
  if not exists (select 1 from opportunities o where o.tenant_id = company and o.id = deal) then return 'gone'; end if;
  select w.* into target from automation_rules r join webhooks w on w.tenant_id = r.tenant_id and w.id = hook and w.deleted_at is null
  where r.id = rule and r.tenant_id = any (app.visible_tenants());
  if target.id is null then return 'gone'; end if;
  if target.off_reason is not null then return 'off'; end if;
  insert into webhook_deliveries (tenant_id, id, webhook_id, event, subject_id, rule_id, happened_at, next_at, until)
  values (target.tenant_id, delivery, hook, 'rule.fired', deal, rule, moment, now(), now() + interval '72 hours');
  perform jobs.enqueue('webhooks.send', jsonb_build_object('tenantId', target.tenant_id, 'webhookId', hook), 'webhooks:' || delivery);
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.rule_to_webhook(integer, uuid, uuid, uuid, timestamptz) IS 'definer:writes into the outbox within the administrator''s company';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.take_delivery(integer, uuid), app.rule_to_webhook(integer, uuid, uuid, uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.take_delivery(integer, uuid), app.rule_to_webhook(integer, uuid, uuid, uuid, timestamptz) TO jiketong_app;
