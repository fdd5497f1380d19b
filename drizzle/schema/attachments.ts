import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { type AttachmentKind, attachmentKinds } from '~/features/attachments/rules';
import { type DocumentKind, documentKinds } from '~/features/opportunities/rules';
import { accounts } from './accounts';
import { id, instant, oneOf, owned, word } from './columns';
import { contracts } from './contracts';
import { opportunities } from './opportunities';
import { visits } from './visits';

/** A file of a visit, of a deal itself or of a contract. Its bytes lie under DATA_DIR/files by their hash, are there before the row and never change. */
export const attachments = pgTable(
  'attachments',
  {
    ...owned,
    accountId: id(),
    visitId: uuid(),
    opportunityId: uuid(),
    contractId: uuid(),
    kind: word<AttachmentKind>().notNull(),
    /** Of a file of a deal: what it is, and the key of the evidence it proves. */
    documentKind: word<DocumentKind>(),
    evidenceKey: text(),
    name: text().notNull(),
    mime: text().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    /** The small picture of a photo. */
    smallSha256: text(),
    width: integer(),
    height: integer(),
    seconds: integer(),
    /** By the file itself or the device; null where neither is believable. */
    takenAt: instant(),
    addedBy: id(),
    deletedAt: instant(),
    deletedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'attachments_account_unit',
      columns: [t.tenantId, t.accountId, t.unitId],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.unitId],
    }).onUpdate('cascade'),
    foreignKey({
      name: 'attachments_visit',
      columns: [t.tenantId, t.visitId],
      foreignColumns: [visits.tenantId, visits.id],
    }),
    foreignKey({
      name: 'attachments_opportunity',
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
    foreignKey({
      name: 'attachments_contract',
      columns: [t.tenantId, t.contractId],
      foreignColumns: [contracts.tenantId, contracts.id],
    }),
    index('attachments_contract').on(t.tenantId, t.contractId).where(sql`${t.contractId} is not null`),
    index('attachments_account').on(t.tenantId, t.accountId, t.unitId),
    index('attachments_visit').on(t.tenantId, t.visitId),
    index('attachments_opportunity').on(t.tenantId, t.opportunityId),
    index('attachments_owner').on(t.ownerId),
    index('attachments_unit').on(t.unitId),
    oneOf('attachments_kind', t.kind, attachmentKinds),
    oneOf('attachments_document', t.documentKind, documentKinds),
    check('attachments_hash', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('attachments_small_hash', sql`${t.smallSha256} ~ '^[0-9a-f]{64}$'`),
  ],
);
