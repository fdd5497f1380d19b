ALTER TABLE "imports" ADD COLUMN "undone" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
GRANT UPDATE (undone) ON imports TO jiketong_app;
