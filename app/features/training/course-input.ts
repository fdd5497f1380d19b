import * as z from 'zod';
import { choice, id, integer, line, moment, optionalDay, optionalLine, text, versionOrNew } from '~/core/fields';
import { roles } from '../people/rules';

export const courseInput = z.object({
  id,
  version: versionOrNew,
  code: line(40),
  family: line(40),
  newFamily: optionalLine(40),
  name: line(80),
  nameEn: optionalLine(120),
  summary: optionalLine(200),
  certificateCode: optionalLine(60).transform((code) => code?.replace(/ +/g, ' ').toUpperCase() ?? null),
});
export type CourseInput = z.output<typeof courseInput>;

export const courseAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('archive') }),
  z.object({ intent: z.literal('begin_edition'), id }),
  z.object({ intent: z.literal('publish') }),
  z.object({
    intent: z.literal('add_rule'),
    id,
    role: choice(roles),
    unitId: integer(1, 2_147_483_647),
    dueDays: integer(1, 365),
  }),
  z.object({ intent: z.literal('end_rule'), id }),
]);
export type CourseAction = z.output<typeof courseAction>;
export type RuleInput = Omit<Extract<CourseAction, { intent: 'add_rule' }>, 'intent'>;

export const chapterInput = z.object({
  id,
  version: versionOrNew,
  title: line(120),
  body: text(50_000),
  minutes: integer(1, 600),
});
export type ChapterInput = z.output<typeof chapterInput>;

export const sessionInput = z
  .object({
    id,
    version: versionOrNew,
    courseId: id,
    place: line(120),
    trainerId: id,
    startsAt: moment,
    endsAt: moment,
    capacity: integer(1, 10_000),
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, { path: ['endsAt'], message: 'session_place.ends_before' });
export type SessionInput = z.output<typeof sessionInput>;

const several = z.preprocess(
  (v) => (v === undefined ? [] : Array.isArray(v) ? v : [v]),
  z.array(id).min(1, 'error.choose').max(10_000),
);
export const enrolInput = z.object({ people: several, dueOn: optionalDay });
export const seatsInput = z.object({ people: several });
