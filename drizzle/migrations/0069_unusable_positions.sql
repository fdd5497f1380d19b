ALTER TABLE "visits" ADD COLUMN "is_position_unusable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
GRANT UPDATE (is_position_unusable) ON visits TO jiketong_app;
