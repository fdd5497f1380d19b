import { type Criterion, isMet, partsOf } from '../opportunities/criteria';
import { fillInAt } from '../opportunities/missing';
import type { Facts } from '../opportunities/moving';
import type { Stage } from '../opportunities/rules';

/** What one stage expects to be proven, and what of it is. */
export type StageEvidence = {
  stage: Pick<Stage, 'id' | 'position' | 'name' | 'nameEn' | 'probability'>;
  when: 'before' | 'now' | 'later';
  items: { criterion: Criterion; isProven: boolean; href: string }[];
};

type Deal = { id: string; accountId: string; stageId: number };

/** Every open stage of the pipeline with the evidence its exit criteria expect. The only place that knows criteria. */
export function evidenceOf(stages: Stage[], deal: Deal, facts: Facts): StageEvidence[] {
  const current = stages.find(({ id }) => id === deal.stageId);
  const came = stages.find(({ id }) => id === facts.cameFromStageId);
  const at = current?.type === 'open' ? current : came;
  return stages
    .filter((stage) => stage.type === 'open' && stage.pipelineId === current?.pipelineId)
    .sort((a, b) => a.position - b.position)
    .map((stage) => ({
      stage: {
        id: stage.id,
        position: stage.position,
        name: stage.name,
        nameEn: stage.nameEn,
        probability: stage.probability,
      },
      when: !at || stage.position > at.position ? 'later' : stage.id === at.id ? 'now' : 'before',
      items: partsOf(stage.exitCriteria).map((criterion) => ({
        criterion,
        isProven: isMet(criterion, facts, stage.code),
        href: fillInAt(deal, { criterion, stage: stage.code }),
      })),
    }));
}

/** Of what is expected up to and including the stage the deal is in. */
export function provenOf(evidence: StageEvidence[]) {
  const due = evidence.filter(({ when }) => when !== 'later').flatMap(({ items }) => items);
  return { proven: due.filter(({ isProven }) => isProven).length, expected: due.length };
}
