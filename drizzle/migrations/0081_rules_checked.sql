-- online
ALTER TABLE automation_firings VALIDATE CONSTRAINT automation_firings_subject;
--> statement-breakpoint
ALTER TABLE automation_rules VALIDATE CONSTRAINT automation_rules_event_known;
