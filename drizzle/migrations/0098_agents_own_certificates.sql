-- Colleagues know who holds what. Agents of partners are none: they see what they hold themselves.
ALTER POLICY reading ON certificates USING (person_id = (select app.person()) or ((select app.role()) <> 'partner_agent'
  and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]))));
--> statement-breakpoint
ALTER POLICY reading ON certificates_held USING (person_id = (select app.person()) or ((select app.role()) <> 'partner_agent'
  and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]))));
