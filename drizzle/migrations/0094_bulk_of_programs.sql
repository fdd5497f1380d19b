-- What a program changes in bulk is noted record by record, each in the transaction of its change. The next migration checks
-- the rows there are, beside whoever writes.
ALTER TABLE bulk_edits DROP CONSTRAINT bulk_edits_kind, ADD CONSTRAINT bulk_edits_kind CHECK (kind in ('owner', 'close_date', 'next_step', 'stage', 'accounts', 'fields')) NOT VALID;
--> statement-breakpoint
GRANT UPDATE (count, items) ON bulk_edits TO jiketong_app;
