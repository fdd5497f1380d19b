import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant, tenantId } from './columns';
import { people, tenants } from './people';

const company = () => tenantId().references(() => tenants.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => people.id);

/** What courses are sorted by: three from the start, and whatever a company adds. */
export const courseFamilies = pgTable(
  'course_families',
  {
    tenantId: company(),
    code: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    position: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.code] })],
);

export const courses = pgTable(
  'courses',
  {
    tenantId: company(),
    id: id(),
    code: text().notNull(),
    family: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    summary: text(),
    certificateCode: text(),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    archivedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('courses_code').on(t.tenantId, t.code),
    foreignKey({
      name: 'courses_family',
      columns: [t.tenantId, t.family],
      foreignColumns: [courseFamilies.tenantId, courseFamilies.code],
    }),
    index('courses_of_family').on(t.tenantId, t.family),
    index('courses_creator').on(t.createdBy),
  ],
);

/** An edition of a course. Published, it never changes; who learns from it keeps it. */
export const courseVersions = pgTable(
  'course_versions',
  {
    tenantId: company(),
    id: id(),
    courseId: id(),
    edition: integer().notNull(),
    publishedAt: instant(),
    publishedBy: uuid().references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'course_versions_course',
      columns: [t.tenantId, t.courseId],
      foreignColumns: [courses.tenantId, courses.id],
    }),
    uniqueIndex('course_versions_edition').on(t.tenantId, t.courseId, t.edition),
    uniqueIndex('course_versions_draft').on(t.tenantId, t.courseId).where(sql`${t.publishedAt} is null`),
    index('course_versions_publisher').on(t.publishedBy),
  ],
);

export const chapters = pgTable(
  'chapters',
  {
    tenantId: company(),
    id: id(),
    versionId: id(),
    position: integer().notNull(),
    title: text().notNull(),
    /** Markdown. */
    body: text().notNull(),
    minutes: integer().notNull().default(5),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'chapters_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [courseVersions.tenantId, courseVersions.id],
    }),
    index('chapters_of_version').on(t.tenantId, t.versionId, t.position),
    check('chapters_minutes', sql`${t.minutes} between 1 and 600`),
  ],
);

/** A picture, PDF or video of a chapter; its bytes lie under DATA_DIR/files by their hash. */
export const chapterFiles = pgTable(
  'chapter_files',
  {
    tenantId: company(),
    id: id(),
    chapterId: id(),
    name: text().notNull(),
    mime: text().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'chapter_files_chapter',
      columns: [t.tenantId, t.chapterId],
      foreignColumns: [chapters.tenantId, chapters.id],
    }),
    index('chapter_files_of_chapter').on(t.tenantId, t.chapterId),
    check('chapter_files_hash', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
);
