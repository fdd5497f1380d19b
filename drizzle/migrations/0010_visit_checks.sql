ALTER TABLE "visits" ADD COLUMN "skew_seconds" integer;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "confidence" integer;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "confidence_reasons" jsonb;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "check_note" text;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "check_accepted_by" uuid;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "check_accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_check_accepted_by_people_id_fk" FOREIGN KEY ("check_accepted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_confidence" CHECK ("visits"."confidence" between 0 and 100);--> statement-breakpoint
GRANT UPDATE (skew_seconds, confidence, confidence_reasons, check_note, check_accepted_by, check_accepted_at) ON visits TO jiketong_app;
