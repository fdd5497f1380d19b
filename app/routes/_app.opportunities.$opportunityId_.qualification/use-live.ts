import { type FormEvent, useState } from 'react';
import { nest } from '~/core/form-object';
import { qualificationInput } from '~/features/qualification/input';
import { evidenceProbability } from '~/features/qualification/probability';
import { proposeResult } from '~/features/qualification/proposal';
import type { QualificationFacts } from '~/features/qualification/rules';
import type { PageData } from './qualification-page';

/** What the form says while it is filled in: the proposal and the probability follow each answer. */
export function useLive({ facts: saved, opportunity, contacts, evidence, stage, day }: PageData) {
  const [facts, setFacts] = useState<QualificationFacts | null>(null);
  const now = facts ?? saved;
  const attitude = contacts.find(({ id }) => id === now.deciderId)?.attitude ?? null;
  return {
    facts: now,
    proposal: proposeResult(now, { totalFen: opportunity.totalFen, deciderAttitude: attitude, today: day }),
    weighed: evidenceProbability(stage, evidence, now, attitude),
    read(event: FormEvent<HTMLFormElement>) {
      const read = qualificationInput.safeParse(nest(new FormData(event.currentTarget).entries()));
      if (read.success) setFacts(read.data);
    },
  };
}
export type Live = ReturnType<typeof useLive>;
