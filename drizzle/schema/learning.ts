import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '~/features/people/rules';
import {
  type EnrolmentState,
  type EnrolmentWay,
  enrolmentStates,
  enrolmentWays,
  type SeatState,
  seatStates,
} from '~/features/training/rules';
import { day, id, instant, oneOf, tenantId, word } from './columns';
import { chapters, courses, courseVersions } from './courses';
import { people, tenants, units } from './people';

const company = () => tenantId().references(() => tenants.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => people.id);

const unit = () =>
  integer()
    .notNull()
    .references(() => units.id);

/** That a person learns a course, from which edition, and how far they are. */
export const enrolments = pgTable(
  'enrolments',
  {
    tenantId: company(),
    id: id(),
    personId: person(),
    unitId: unit(),
    courseId: id(),
    versionId: id(),
    state: word<EnrolmentState>().notNull().default('enrolled'),
    progressPercent: integer().notNull().default(0),
    way: word<EnrolmentWay>().notNull(),
    enrolledBy: uuid().references(() => people.id),
    dueOn: day(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    completedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'enrolments_course',
      columns: [t.tenantId, t.courseId],
      foreignColumns: [courses.tenantId, courses.id],
    }),
    foreignKey({
      name: 'enrolments_version',
      columns: [t.tenantId, t.versionId],
      foreignColumns: [courseVersions.tenantId, courseVersions.id],
    }),
    uniqueIndex('enrolments_once').on(t.tenantId, t.personId, t.courseId),
    index('enrolments_person').on(t.personId),
    index('enrolments_of_course').on(t.tenantId, t.courseId, t.updatedAt.desc().nullsFirst(), t.id),
    index('enrolments_latest').on(t.tenantId, t.updatedAt.desc().nullsFirst(), t.id),
    index('enrolments_of_version').on(t.tenantId, t.versionId),
    index('enrolments_unit').on(t.unitId, t.updatedAt.desc().nullsFirst(), t.id),
    index('enrolments_enroller').on(t.enrolledBy),
    oneOf('enrolments_state', t.state, enrolmentStates),
    oneOf('enrolments_way', t.way, enrolmentWays),
    check('enrolments_progress', sql`${t.progressPercent} between 0 and 100`),
  ],
);

export const chaptersRead = pgTable(
  'chapters_read',
  {
    tenantId: company(),
    personId: person(),
    chapterId: id(),
    readAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.personId, t.chapterId] }),
    foreignKey({
      name: 'chapters_read_chapter',
      columns: [t.tenantId, t.chapterId],
      foreignColumns: [chapters.tenantId, chapters.id],
    }),
    index('chapters_read_person').on(t.personId),
    index('chapters_read_of_chapter').on(t.tenantId, t.chapterId),
  ],
);

/** Whoever has a role in a unit learns a course; followed once a night and when it is made. */
export const learningRules = pgTable(
  'learning_rules',
  {
    tenantId: company(),
    id: id(),
    courseId: id(),
    role: word<Role>().notNull(),
    unitId: unit(),
    dueDays: integer().notNull(),
    createdBy: person(),
    createdAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'learning_rules_course',
      columns: [t.tenantId, t.courseId],
      foreignColumns: [courses.tenantId, courses.id],
    }),
    uniqueIndex('learning_rules_once').on(t.tenantId, t.courseId, t.role, t.unitId).where(sql`${t.endedAt} is null`),
    index('learning_rules_unit').on(t.unitId),
    index('learning_rules_creator').on(t.createdBy),
    check('learning_rules_days', sql`${t.dueDays} between 1 and 365`),
  ],
);

/** A course held at a place and time. `secret` makes the codes of its attendance and is read by nobody but its doors. */
export const courseSessions = pgTable(
  'course_sessions',
  {
    tenantId: company(),
    id: id(),
    courseId: id(),
    place: text().notNull(),
    trainerId: person(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    capacity: integer().notNull(),
    taken: integer().notNull().default(0),
    lastNumber: integer().notNull().default(0),
    secret: uuid().notNull().defaultRandom(),
    cancelledAt: instant(),
    createdBy: person(),
    createdAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'course_sessions_course',
      columns: [t.tenantId, t.courseId],
      foreignColumns: [courses.tenantId, courses.id],
    }),
    index('course_sessions_of_course').on(t.tenantId, t.courseId, t.startsAt),
    index('course_sessions_when').on(t.tenantId, t.startsAt, t.id),
    index('course_sessions_trainer').on(t.trainerId),
    index('course_sessions_creator').on(t.createdBy),
    check('course_sessions_time', sql`${t.endsAt} > ${t.startsAt}`),
    check('course_sessions_seats', sql`${t.capacity} between 1 and 10000 and ${t.taken} between 0 and ${t.capacity}`),
  ],
);

/** A place in a session, or one in its queue: `number` is the order they came in. */
export const sessionSeats = pgTable(
  'session_seats',
  {
    tenantId: company(),
    sessionId: id(),
    personId: person(),
    unitId: unit(),
    number: integer().notNull(),
    state: word<SeatState>().notNull(),
    attendedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sessionId, t.personId] }),
    foreignKey({
      name: 'session_seats_session',
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [courseSessions.tenantId, courseSessions.id],
    }),
    uniqueIndex('session_seats_number').on(t.tenantId, t.sessionId, t.number),
    index('session_seats_person').on(t.personId),
    index('session_seats_unit').on(t.unitId),
    oneOf('session_seats_state', t.state, seatStates),
  ],
);
