ALTER TABLE "visits" ADD COLUMN "checked_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "checked_out_at" timestamp with time zone;--> statement-breakpoint
GRANT UPDATE (checked_in_at, checked_out_at) ON visits TO jiketong_app;
