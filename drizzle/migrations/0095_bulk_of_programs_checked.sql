-- online
ALTER TABLE bulk_edits VALIDATE CONSTRAINT bulk_edits_kind;
