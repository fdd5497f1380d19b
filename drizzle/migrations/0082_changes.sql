-- online
-- By the last change and by time, for programs that keep a copy of the lists, and what was deleted since.
DROP INDEX CONCURRENTLY IF EXISTS "commitments_tenant_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "commitments_tenant_changed" ON "commitments" USING btree ("tenant_id","updated_at","id") WHERE "commitments"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "commitments_unit_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "commitments_unit_changed" ON "commitments" USING btree ("unit_id","updated_at","id") WHERE "commitments"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "commitments_owner_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "commitments_owner_changed" ON "commitments" USING btree ("owner_id","updated_at","id") WHERE "commitments"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "commitments_deleted";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "commitments_deleted" ON "commitments" USING btree ("tenant_id","deleted_at") WHERE "commitments"."deleted_at" is not null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "contacts_tenant_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "contacts_tenant_changed" ON "contacts" USING btree ("tenant_id","updated_at","id") WHERE "contacts"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "contacts_unit_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "contacts_unit_changed" ON "contacts" USING btree ("unit_id","updated_at","id") WHERE "contacts"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "contacts_owner_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "contacts_owner_changed" ON "contacts" USING btree ("owner_id","updated_at","id") WHERE "contacts"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "interactions_tenant_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "interactions_tenant_changed" ON "interactions" USING btree ("tenant_id","updated_at","id") WHERE "interactions"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "interactions_unit_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "interactions_unit_changed" ON "interactions" USING btree ("unit_id","updated_at","id") WHERE "interactions"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "interactions_owner_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "interactions_owner_changed" ON "interactions" USING btree ("owner_id","updated_at","id") WHERE "interactions"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "interactions_tenant_stream";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "interactions_tenant_stream" ON "interactions" USING btree ("tenant_id","at" DESC NULLS FIRST,"id") WHERE "interactions"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "interactions_unit_stream";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "interactions_unit_stream" ON "interactions" USING btree ("unit_id","at" DESC NULLS FIRST,"id") WHERE "interactions"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "interactions_owner_stream";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "interactions_owner_stream" ON "interactions" USING btree ("owner_id","at" DESC NULLS FIRST,"id") WHERE "interactions"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "interactions_deleted";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "interactions_deleted" ON "interactions" USING btree ("tenant_id","deleted_at") WHERE "interactions"."deleted_at" is not null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "leads_tenant_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "leads_tenant_changed" ON "leads" USING btree ("tenant_id","updated_at","id");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "leads_unit_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "leads_unit_changed" ON "leads" USING btree ("unit_id","updated_at","id");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "leads_holder_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "leads_holder_changed" ON "leads" USING btree ("holder_id","updated_at","id");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "visits_tenant_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "visits_tenant_changed" ON "visits" USING btree ("tenant_id","updated_at","id") WHERE "visits"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "visits_unit_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "visits_unit_changed" ON "visits" USING btree ("unit_id","updated_at","id") WHERE "visits"."deleted_at" is null;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "visits_owner_changed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "visits_owner_changed" ON "visits" USING btree ("owner_id","updated_at","id") WHERE "visits"."deleted_at" is null;
