import { sql } from 'drizzle-orm';
import {
  boolean,
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
import { type BlueprintLine, type SittingState, sittingStates } from '~/features/training/rules';
import { id, instant, oneOf, tenantId, word } from './columns';
import { courses } from './courses';
import { people, tenants } from './people';
import { questionVersions } from './questions';

const company = () => tenantId().references(() => tenants.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => people.id);

/** What is drawn, for how long, and when it is passed. Published, it stays what it is. */
export const exams = pgTable(
  'exams',
  {
    tenantId: company(),
    id: id(),
    name: text().notNull(),
    nameEn: text(),
    courseId: uuid(),
    /** The certificate whoever passes is given. */
    certificateCode: text(),
    blueprint: jsonb().$type<BlueprintLine[]>().notNull(),
    minutes: integer().notNull(),
    passPercent: integer().notNull(),
    /** 0: as often as one likes. */
    maxAttempts: integer().notNull(),
    waitDays: integer().notNull(),
    publishedAt: instant(),
    closedAt: instant(),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'exams_course',
      columns: [t.tenantId, t.courseId],
      foreignColumns: [courses.tenantId, courses.id],
    }),
    index('exams_of_course').on(t.tenantId, t.courseId),
    index('exams_certificate').on(t.tenantId, t.certificateCode),
    index('exams_creator').on(t.createdBy),
    check('exams_minutes', sql`${t.minutes} between 1 and 600`),
    check('exams_pass', sql`${t.passPercent} between 1 and 100`),
    check('exams_retake', sql`${t.maxAttempts} between 0 and 100 and ${t.waitDays} between 0 and 365`),
  ],
);

/** When a person means to sit an exam: a plan, not a gate. */
export const examBookings = pgTable(
  'exam_bookings',
  {
    tenantId: company(),
    id: id(),
    personId: person(),
    unitId: integer().notNull(),
    examId: id(),
    startsAt: instant().notNull(),
    bookedBy: person(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'exam_bookings_exam',
      columns: [t.tenantId, t.examId],
      foreignColumns: [exams.tenantId, exams.id],
    }),
    uniqueIndex('exam_bookings_once').on(t.tenantId, t.personId, t.examId),
    index('exam_bookings_of_exam').on(t.tenantId, t.examId, t.startsAt),
    index('exam_bookings_person').on(t.personId),
    index('exam_bookings_booker').on(t.bookedBy),
    index('exam_bookings_unit').on(t.unitId),
  ],
);

/** One person's paper: drawn once, timed by the server, one open at a time. */
export const sittings = pgTable(
  'sittings',
  {
    tenantId: company(),
    id: id(),
    personId: person(),
    unitId: integer().notNull(),
    examId: id(),
    attempt: integer().notNull(),
    seed: integer().notNull(),
    passPercent: integer().notNull(),
    state: word<SittingState>().notNull().default('open'),
    /** The sign-in that may answer now; another one takes over by asking to. */
    holder: uuid(),
    startedAt: instant().notNull(),
    deadlineAt: instant().notNull(),
    submittedAt: instant(),
    got: integer(),
    most: integer().notNull(),
    passed: boolean(),
    markedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'sittings_exam',
      columns: [t.tenantId, t.examId],
      foreignColumns: [exams.tenantId, exams.id],
    }),
    uniqueIndex('sittings_one_open').on(t.tenantId, t.personId).where(sql`${t.state} = 'open'`),
    index('sittings_person').on(t.personId, t.examId, t.startedAt.desc().nullsFirst()),
    index('sittings_of_exam').on(t.tenantId, t.examId, t.startedAt.desc().nullsFirst(), t.id),
    index('sittings_unit').on(t.unitId),
    index('sittings_unmarked').on(t.tenantId, t.submittedAt, t.id).where(sql`${t.state} = 'submitted'`),
    index('sittings_overdue').on(t.deadlineAt).where(sql`${t.state} = 'open'`),
    oneOf('sittings_state', t.state, sittingStates),
    check('sittings_time', sql`${t.deadlineAt} > ${t.startedAt} and ${t.submittedAt} <= ${t.deadlineAt}`),
    check('sittings_submitted', sql`(${t.state} = 'open') = (${t.submittedAt} is null)`),
    check('sittings_marked', sql`(${t.state} = 'marked') = (${t.got} is not null and ${t.passed} is not null)`),
    check('sittings_points', sql`${t.most} > 0 and ${t.got} between 0 and ${t.most}`),
  ],
);

/** A question as it was asked in a sitting, what was answered, and what for. */
export const sittingQuestions = pgTable(
  'sitting_questions',
  {
    tenantId: company(),
    sittingId: id(),
    position: integer().notNull(),
    personId: person(),
    versionId: id(),
    points: integer().notNull(),
    answer: jsonb().$type<string[]>(),
    answeredAt: instant(),
    got: integer(),
    markedBy: uuid().references(() => people.id),
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sittingId, t.position] }),
    foreignKey({
      name: 'sitting_questions_sitting',
      columns: [t.tenantId, t.sittingId],
      foreignColumns: [sittings.tenantId, sittings.id],
    }),
    foreignKey({
      name: 'sitting_questions_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [questionVersions.tenantId, questionVersions.id],
    }),
    uniqueIndex('sitting_questions_once').on(t.tenantId, t.sittingId, t.versionId),
    index('sitting_questions_of_version').on(t.tenantId, t.versionId),
    index('sitting_questions_person').on(t.personId, t.versionId),
    index('sitting_questions_marker').on(t.markedBy),
    check('sitting_questions_points', sql`${t.points} > 0 and ${t.got} between 0 and ${t.points}`),
  ],
);
