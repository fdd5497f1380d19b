-- online
ALTER TABLE notices VALIDATE CONSTRAINT notices_kind;
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "visits_explained";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY "visits_explained" ON "visits" USING btree ("tenant_id","planned_at" DESC NULLS FIRST,"id") WHERE "visits"."check_note" is not null and "visits"."check_accepted_at" is null and "visits"."deleted_at" is null;
