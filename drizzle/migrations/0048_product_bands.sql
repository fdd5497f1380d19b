ALTER TABLE "specifications" ADD COLUMN "band" text;--> statement-breakpoint
ALTER TABLE "specifications" ADD CONSTRAINT "specifications_band" CHECK ("specifications"."band" in ('ka', 'ku'));--> statement-breakpoint
-- until now a Ka product was known by its name
UPDATE "specifications" SET "band" = 'ka' WHERE "line" = 'satellite' AND concat_ws(' ', "code", "name", "name_en") ~* '(^|[^a-z])ka([^a-z]|$)';
