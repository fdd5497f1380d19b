import * as tables from '#drizzle/schema';

/** The rows of training by their table, in the order they are written. */
const written = {
  courses: tables.courses,
  versions: tables.courseVersions,
  chapters: tables.chapters,
  rules: tables.learningRules,
  enrolments: tables.enrolments,
  read: tables.chaptersRead,
  sessions: tables.courseSessions,
  seats: tables.sessionSeats,
  questions: tables.questions,
  questionVersions: tables.questionVersions,
  keys: tables.questionKeys,
  exams: tables.exams,
  bookings: tables.examBookings,
  sittings: tables.sittings,
  papers: tables.sittingQuestions,
};
export type Made = { [K in keyof typeof written]: (typeof written)[K]['$inferInsert'][] };
export const nothing = () => Object.fromEntries(Object.keys(written).map((key) => [key, []])) as unknown as Made;
/** Each table with its rows. */
export const rowsOf = (made: Made) =>
  (Object.keys(written) as (keyof Made)[]).map((key) => [written[key], made[key]] as const);
