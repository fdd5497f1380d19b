-- online
-- Everybody who is there is compared once; not while the triggers are made, which keeps contacts from being written.
INSERT INTO contact_checks (tenant_id, account_id) SELECT DISTINCT tenant_id, account_id FROM contacts WHERE deleted_at IS NULL;
