import * as z from 'zod';
import {
  choice,
  day,
  id,
  line,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalLine,
  optionalText,
  version,
} from '~/core/fields';
import { clock } from './check-input';
import { channels, commitmentSides, commitmentVerbs } from './rules';

/** What became of a promise; `answer` is what the customer was told. */
export const commitmentInput = z.object({
  commitmentId: id,
  version,
  verb: choice(commitmentVerbs),
  answer: optionalText(2000),
  channel: optionalChoice(channels),
  answeredOn: optionalDay,
  evidence: optionalText(2000),
  cancelReason: optionalLine(500),
  clock,
});
export type CommitmentInput = z.output<typeof commitmentInput>;
/** A promise that stands differently: other words, another day, another person. */
export const commitmentChange = z.object({ commitmentId: id, version, text: line(500), dueOn: day, ownerId: id });
export type CommitmentChange = z.output<typeof commitmentChange>;
/** Who is given what somebody leaves. */
export const handOverInput = z.object({ ownerId: id });
/** What the page of a promise sends. */
export const commitmentPageInput = z.discriminatedUnion(
  'intent',
  [
    commitmentChange.omit({ commitmentId: true }).extend({ intent: z.literal('change') }),
    z.object({ intent: z.literal('cancel'), version, cancelReason: line(500) }),
  ],
  { error: 'error.choose' },
);
export const newCommitmentInput = z.object({
  id,
  visitId: id,
  side: choice(commitmentSides),
  text: line(500),
  ownerId: optionalId,
  dueOn: day,
});
export type NewCommitmentInput = z.output<typeof newCommitmentInput>;

/** A promise made outside a visit. */
export const promiseInput = z.object({
  id,
  accountId: id,
  opportunityId: optionalId,
  side: choice(commitmentSides),
  text: line(500),
  ownerId: optionalId,
  dueOn: day,
  evidence: optionalText(2000),
});
export type PromiseInput = z.output<typeof promiseInput>;
