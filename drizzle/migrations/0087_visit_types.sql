-- online
-- Visits of a type are few among all: the list of executive ones read every visit of the group.
DROP INDEX CONCURRENTLY IF EXISTS "visits_of_type";--> statement-breakpoint
CREATE INDEX CONCURRENTLY "visits_of_type" ON "visits" USING btree ("tenant_id","type","planned_at" DESC NULLS FIRST,"id") WHERE "visits"."deleted_at" is null;
