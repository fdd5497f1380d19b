import * as z from 'zod';
import {
  choice,
  id,
  integer,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalInteger,
  optionalLine,
  optionalMoney,
  optionalText,
} from '~/core/fields';
import { bestFit, budgets, influences, mostGaps, results, tenders, widestGap } from './rules';

const score = optionalInteger(0, bestFit);
const note = optionalLine(300);
const step = optionalInteger(-widestGap, widestGap);
const weight = optionalInteger(0, 100);

const gap = z.object({ competitorId: optionalId, product: step, service: step, brand: step, relationship: step });
const isEmpty = (row: unknown) =>
  typeof row === 'object' && row !== null && Object.values(row).every((value) => value === '' || value === null);
/** Rows left empty are no rows; each of the others names a competitor, and none twice. */
const gaps = z.preprocess(
  (rows) => (Array.isArray(rows) ? rows.filter((row) => !isEmpty(row)) : (rows ?? [])),
  z
    .array(gap, { error: 'error.choose' })
    .max(mostGaps, 'qualification.too_many_gaps')
    .transform((rows, ctx) =>
      rows.map(({ competitorId, ...steps }, at) => {
        const refuse = (message: string) => ctx.addIssue({ code: 'custom', message, path: [at, 'competitorId'] });
        if (!competitorId) refuse('error.choose');
        else if (rows.findIndex((one) => one.competitorId === competitorId) < at)
          refuse('qualification.competitor_twice');
        return { competitorId: competitorId ?? '', ...steps };
      }),
    ),
);

/** What the page sends; `version` 0 and a new `id` where there is none yet. */
export const qualificationInput = z
  .object({
    id,
    version: integer(0, 2 ** 31 - 1),
    fitProduct: score,
    fitProductNote: note,
    fitService: score,
    fitServiceNote: note,
    fitSolution: score,
    fitSolutionNote: note,
    budget: choice(budgets).default('unknown'),
    budgetFen: optionalMoney,
    deciderId: optionalId,
    decisionOn: optionalDay,
    compellingEvent: note,
    tender: choice(tenders).default('unknown'),
    tenderNo: optionalLine(80),
    announcedOn: optionalDay,
    bidDueOn: optionalDay,
    bidBondFen: optionalMoney,
    weightPrice: weight,
    weightTechnical: weight,
    weightCommercial: weight,
    tenderInfluence: optionalChoice(influences),
    gaps,
    marginPercent: optionalInteger(-100, 100),
    strategicWeight: optionalInteger(1, 5),
    strategicWhy: note,
    result: optionalChoice(results),
    resultReason: optionalText(500),
  })
  .superRefine((value, ctx) => {
    const weights = [value.weightPrice, value.weightTechnical, value.weightCommercial];
    const sum = weights.reduce<number>((all, one) => all + (one ?? 0), 0);
    if (sum > 100 || (weights.every((one) => one !== null) && sum !== 100))
      ctx.addIssue({ code: 'custom', message: 'qualification.weights_sum', path: ['weightPrice'] });
    if (value.announcedOn && value.bidDueOn && value.bidDueOn < value.announcedOn)
      ctx.addIssue({ code: 'custom', message: 'qualification.due_before_announced', path: ['bidDueOn'] });
  });
export type QualificationInput = z.output<typeof qualificationInput>;
