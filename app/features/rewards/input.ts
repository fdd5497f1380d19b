import * as z from 'zod';
import {
  choice,
  day,
  id,
  integer,
  line,
  optionalChoice,
  optionalInteger,
  optionalLine,
  optionalMoney,
  text,
  version,
} from '~/core/fields';
import { productLines } from '../offerings/rules';
import { roles } from '../people/rules';
import { type Amount, amountKinds, amountProblem, milestones, mostPoints, voidReasons } from './rules';

const points = optionalInteger(1, mostPoints);
const several = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.preprocess((v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]), z.array(choice(words)));

/** A rule as its form has it: the fields of the kind of amount that was not chosen are left out. */
export const ruleInput = z
  .object({
    id,
    /** 0 for a new one. */
    version: integer(0, 2_147_483_647).default(0),
    name: line(80),
    nameEn: optionalLine(80),
    award: optionalLine(60),
    milestone: choice(milestones),
    audience: several(roles),
    lines: several(productLines),
    minFen: optionalMoney,
    minRating: optionalInteger(1, 5),
    kind: choice(amountKinds),
    points,
    percent: z.preprocess(
      (v) => (v === '' || v === undefined ? null : v),
      z.coerce.number().min(0.01).max(100).nullable(),
    ),
    cap: points,
    step1Fen: optionalMoney,
    step1: points,
    step2Fen: optionalMoney,
    step2: points,
    step3Fen: optionalMoney,
    step3: points,
    startsOn: day,
    endsOn: day,
  })
  .transform((typed, ctx) => {
    const {
      kind,
      points,
      percent,
      cap,
      step1Fen,
      step1,
      step2Fen,
      step2,
      step3Fen,
      step3,
      lines,
      minFen,
      minRating,
      ...rest
    } = typed;
    const steps = [
      { fromFen: step1Fen ?? 0, points: step1 },
      { fromFen: step2Fen ?? 0, points: step2 },
      { fromFen: step3Fen ?? 0, points: step3 },
    ].flatMap(({ fromFen, points }) => (points === null ? [] : [{ fromFen, points }]));
    const amount: Amount =
      kind === 'fixed'
        ? { kind, points: points ?? 0 }
        : kind === 'share'
          ? { kind, basisPoints: Math.round((percent ?? 0) * 100), cap: cap ?? 0 }
          : { kind, steps };
    const problem = amountProblem(rest.milestone, amount);
    if (problem) {
      const path =
        problem === 'reward_rule.no_value'
          ? 'kind'
          : { fixed: 'points', share: cap ? 'percent' : 'cap', steps: 'step1' }[kind];
      ctx.addIssue({ code: 'custom', path: [path], message: problem });
    }
    if (rest.endsOn < rest.startsOn)
      ctx.addIssue({ code: 'custom', path: ['endsOn'], message: 'reward_rule.ends_before' });
    return { ...rest, amount, condition: { lines, minFen, minRating } };
  });
export type RuleInput = z.output<typeof ruleInput>;

export const ruleAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('publish'), version }),
  z.object({ intent: z.literal('drop'), version }),
  z.object({ intent: z.literal('edition'), id }),
]);

const said = text(500);
export const challengeAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('propose'), id, reason: choice(voidReasons), note: said }),
  z.object({ intent: z.literal('decide'), id, verdict: choice(['void', 'keep']), note: said }),
  z.object({ intent: z.literal('appeal'), id, note: said }),
  z.object({ intent: z.literal('answer'), id, verdict: choice(['restore', 'keep']), note: said }),
]);
export type ChallengeAction = z.output<typeof challengeAction>;

export const payrollInput = z.object({ quarter: day, company: integer(1, 2_147_483_647) });
export const stateFilter = optionalChoice(['pending', 'confirmed', 'voided', 'disputed']);
