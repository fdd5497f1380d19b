import * as z from 'zod';
import { checkbox, choice, integer, optionalLine, optionalText } from '~/core/fields';
import { newId } from '~/core/ids';
import { askings, hasOptions, mostOptions, mostQuestions, questionKinds } from './rules';

const key = z.preprocess(
  (v) => (typeof v === 'string' && v ? v : `q_${newId().slice(-8)}`),
  z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'error.choose'),
);

/** One option a line; an empty line is none, twice the same is once. */
const options = z.preprocess(
  (v) =>
    (Array.isArray(v) ? v.map(String) : String(v ?? '').split('\n')).map((line) => line.trim()).filter((line) => line),
  z
    .array(z.string().max(60, 'visit_form.option_long'))
    .max(mostOptions, 'visit_form.many_options')
    .transform((list) => [...new Set(list)]),
);

/** A question without a label counts as absent. */
const questionRow = z
  .object({
    key,
    kind: choice(questionKinds),
    label: optionalLine(100),
    hint: optionalLine(200),
    options: options.default([]),
    isRequired: checkbox,
    position: integer(0, 10_000).catch(10_000),
  })
  .superRefine((row, ctx) => {
    if (row.label && hasOptions(row.kind) && row.options.length < 2)
      ctx.addIssue({ code: 'custom', path: ['options'], message: 'visit_form.two_options' });
  });

const asking = choice(askings);

/** A form as it is to be published; `version` is the one that was looked at, 0 the national form. */
export const formInput = z.object({
  version: integer(0, 2 ** 31 - 1),
  guidance: optionalText(1000),
  questions: z
    .array(questionRow)
    .max(2 * mostQuestions, 'visit_form.many_questions')
    .default([])
    .transform((rows) =>
      rows
        .filter((row) => row.label)
        .sort((a, b) => a.position - b.position)
        .map(({ position: _, ...row }) => ({ ...row, options: hasOptions(row.kind) ? row.options : [] })),
    )
    .refine((rows) => rows.length <= mostQuestions, 'visit_form.many_questions')
    .refine((rows) => new Set(rows.map((row) => row.key)).size === rows.length, 'visit_form.key_twice'),
  parts: z.object({
    satisfaction: asking,
    competitors: asking,
    needs: asking,
    commitments: asking,
    next_step: asking,
  }),
});
export type FormInput = z.output<typeof formInput>;
