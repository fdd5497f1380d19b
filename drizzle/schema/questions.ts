import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { type Choice, type Difficulty, type QuestionKind, questionKinds } from '~/features/training/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { courses } from './courses';
import { people, tenants } from './people';

const company = () => tenantId().references(() => tenants.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => people.id);

/** What a question is about. What it says is in its versions, the key apart from them. */
export const questions = pgTable(
  'questions',
  {
    tenantId: company(),
    id: id(),
    /** The version asked from now on. */
    versionId: id(),
    kind: word<QuestionKind>().notNull(),
    difficulty: integer().$type<Difficulty>().notNull(),
    courseId: uuid(),
    offeringCode: text(),
    source: text(),
    retiredAt: instant(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'questions_course',
      columns: [t.tenantId, t.courseId],
      foreignColumns: [courses.tenantId, courses.id],
    }),
    index('questions_of_course').on(t.tenantId, t.courseId),
    index('questions_latest').on(t.tenantId, t.updatedAt.desc().nullsFirst(), t.id),
    oneOf('questions_kind', t.kind, questionKinds),
    check('questions_difficulty', sql`${t.difficulty} between 1 and 3`),
  ],
);

/** What was asked, word for word; never changed, so that a sitting of last year keeps its question. */
export const questionVersions = pgTable(
  'question_versions',
  {
    tenantId: company(),
    id: id(),
    questionId: id(),
    edition: integer().notNull(),
    kind: word<QuestionKind>().notNull(),
    stem: text().notNull(),
    choices: jsonb().$type<Choice[]>().notNull().default([]),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'question_versions_question',
      columns: [t.tenantId, t.questionId],
      foreignColumns: [questions.tenantId, questions.id],
    }),
    uniqueIndex('question_versions_edition').on(t.tenantId, t.questionId, t.edition),
    index('question_versions_creator').on(t.createdBy),
    oneOf('question_versions_kind', t.kind, questionKinds),
  ],
);

/** The right answers: read by trainers, and for marking once a sitting is over. */
export const questionKeys = pgTable(
  'question_keys',
  {
    tenantId: company(),
    versionId: id(),
    answers: jsonb().$type<string[]>().notNull(),
    explanation: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.versionId] }),
    foreignKey({
      name: 'question_keys_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [questionVersions.tenantId, questionVersions.id],
    }),
  ],
);
