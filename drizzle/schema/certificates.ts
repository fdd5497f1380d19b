import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { type Grade, grades } from '~/features/accounts/rules';
import { type Family, families, type Source, sources } from '~/features/certification/rules';
import { type ProductLine, productLines } from '~/features/offerings/rules';
import { type Role, roles } from '~/features/people/rules';
import { day, id, instant, oneOf, tenantId, word } from './columns';
import { people, tenants } from './people';

const company = () => tenantId().references(() => tenants.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => people.id);
const levels = (column: AnyPgColumn) => sql`${column} between 1 and 5`;

/** What somebody can be certified in. Offerings, processes and requirements name it by its code. */
export const certificateTypes = pgTable(
  'certificate_types',
  {
    tenantId: company(),
    id: id(),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    family: word<Family>().notNull(),
    productLine: word<ProductLine>(),
    /** How long it counts; null: for good. */
    months: integer(),
    topLevel: integer().notNull().default(1),
    /** Months with the company before it can be had. */
    roleMonths: integer().notNull().default(0),
    /** The course to be passed before. */
    courseCode: text(),
    /** From how many days before its end on it may be renewed. */
    renewalDays: integer().notNull().default(90),
    position: integer().notNull().default(0),
    isRetired: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('certificate_types_code').on(t.tenantId, t.code),
    oneOf('certificate_types_family', t.family, families),
    oneOf('certificate_types_line', t.productLine, productLines),
    check('certificate_types_level', levels(t.topLevel)),
    check('certificate_types_months', sql`${t.months} between 1 and 240`),
  ],
);

/** A paper from elsewhere by which somebody is to be certified: brought by one, looked at by another. */
export const certificateEvidence = pgTable(
  'certificate_evidence',
  {
    tenantId: company(),
    id: id(),
    personId: person(),
    code: text().notNull(),
    level: integer().notNull().default(1),
    issuedBy: text(),
    issuedOn: day().notNull(),
    validUntil: day(),
    note: text().notNull().default(''),
    fileName: text(),
    fileMime: text(),
    fileBytes: integer(),
    fileSha256: text(),
    proposedBy: person(),
    proposedAt: instant().notNull(),
    isAccepted: boolean(),
    decidedBy: uuid().references(() => people.id),
    decidedAt: instant(),
    decision: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('certificate_evidence_open').on(t.tenantId, t.personId, t.code).where(sql`${t.isAccepted} is null`),
    index('certificate_evidence_person').on(t.personId, t.proposedAt.desc().nullsFirst()),
    index('certificate_evidence_waiting').on(t.tenantId, t.proposedAt).where(sql`${t.isAccepted} is null`),
    index('certificate_evidence_proposer').on(t.proposedBy),
    index('certificate_evidence_decider').on(t.decidedBy),
    check('certificate_evidence_level', levels(t.level)),
    check('certificate_evidence_two', sql`${t.decidedBy} <> ${t.proposedBy} and ${t.decidedBy} <> ${t.personId}`),
    check(
      'certificate_evidence_decided',
      sql`(${t.isAccepted} is null) = (${t.decidedBy} is null) and (${t.isAccepted} is null) = (${t.decidedAt} is null)`,
    ),
  ],
);

/** Each certificate issued. It stays what it was; it can be revoked once. `certificates_held` follows from it. */
export const certificates = pgTable(
  'certificates',
  {
    tenantId: company(),
    id: id(),
    number: text().notNull(),
    personId: person(),
    code: text().notNull(),
    level: integer().notNull().default(1),
    issuedBy: text(),
    issuedOn: day().notNull(),
    validUntil: day(),
    source: word<Source>().notNull(),
    sittingId: uuid(),
    evidenceId: uuid(),
    /** Null: entered before certificates were issued here. */
    createdBy: uuid().references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    revokedAt: instant(),
    revokedBy: uuid().references(() => people.id),
    revokeReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'certificates_evidence',
      columns: [t.tenantId, t.evidenceId],
      foreignColumns: [certificateEvidence.tenantId, certificateEvidence.id],
    }),
    uniqueIndex('certificates_number').on(t.tenantId, t.number),
    uniqueIndex('certificates_sitting').on(t.tenantId, t.sittingId, t.code).where(sql`${t.sittingId} is not null`),
    uniqueIndex('certificates_evidence_once').on(t.tenantId, t.evidenceId).where(sql`${t.evidenceId} is not null`),
    index('certificates_by_number').on(t.number),
    index('certificates_person').on(t.personId, t.code),
    index('certificates_ending').on(t.tenantId, t.validUntil).where(sql`${t.revokedAt} is null`),
    index('certificates_creator').on(t.createdBy),
    index('certificates_revoker').on(t.revokedBy),
    oneOf('certificates_source', t.source, sources),
    check('certificates_level', levels(t.level)),
    check('certificates_days', sql`${t.validUntil} >= ${t.issuedOn}`),
    check('certificates_revoked', sql`(${t.revokedAt} is null) = (${t.revokedBy} is null)`),
  ],
);

/** Whoever holds the role, sells the line and serves accounts of the grade needs the certificate. Null: any. */
export const certificateRequirements = pgTable(
  'certificate_requirements',
  {
    tenantId: company(),
    id: id(),
    role: word<Role>(),
    productLine: word<ProductLine>(),
    grade: word<Grade>(),
    code: text().notNull(),
    level: integer().notNull().default(1),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('certificate_requirements_once').on(
      t.tenantId,
      t.code,
      sql`coalesce(${t.role}, '')`,
      sql`coalesce(${t.productLine}, '')`,
      sql`coalesce(${t.grade}, '')`,
    ),
    index('certificate_requirements_creator').on(t.createdBy),
    oneOf('certificate_requirements_role', t.role, roles),
    oneOf('certificate_requirements_line', t.productLine, productLines),
    oneOf('certificate_requirements_grade', t.grade, grades),
    check('certificate_requirements_level', levels(t.level)),
  ],
);

/** That somebody is to learn for a certificate, and by when. */
export const certificateGoals = pgTable(
  'certificate_goals',
  {
    tenantId: company(),
    id: id(),
    personId: person(),
    code: text().notNull(),
    dueOn: day(),
    assignedBy: person(),
    assignedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('certificate_goals_once').on(t.tenantId, t.personId, t.code),
    index('certificate_goals_person').on(t.personId),
    index('certificate_goals_assigner').on(t.assignedBy),
  ],
);
