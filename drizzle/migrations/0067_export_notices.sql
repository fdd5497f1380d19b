-- online
ALTER TABLE notices VALIDATE CONSTRAINT notices_kind;
--> statement-breakpoint
ALTER TABLE notices VALIDATE CONSTRAINT notices_subject;
