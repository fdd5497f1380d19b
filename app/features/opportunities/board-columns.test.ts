import { describe, expect, it } from 'vitest';
import { boardColumns, stageGroups } from './board-columns';

const stage = (id: number, pipelineId: number, position: number, code: string, type: 'open' | 'won' = 'open') => ({
  id, pipelineId, position, code, type, pipelineCode: pipelineId < 10 ? 'new_business' : 'satellite', pipelineVersion: pipelineId,
}); // biome-ignore format: one row
const first = [stage(1, 1, 1, 'qualify'), stage(2, 1, 2, 'propose'), stage(3, 1, 3, 'won', 'won')];
const second = [
  stage(4, 2, 1, 'qualify'),
  stage(5, 2, 2, 'survey'),
  stage(6, 2, 3, 'propose'),
  stage(7, 2, 4, 'won', 'won'),
];
const satellite = [stage(8, 11, 1, 'qualify'), stage(9, 11, 2, 'link')];
const idsOf = (groups: { ids: number[] }[]) => groups.map(({ ids }) => ids);

describe('the columns of a board', () => {
  it('hold the deals of every version by the code of their stage', () => {
    expect(idsOf(boardColumns(second, [...first, ...second]))).toEqual([[4, 1], [5], [6, 2], [7, 3]]);
  });

  it('take in those of a stage the shown version does not have, with the one before it', () => {
    expect(idsOf(boardColumns(first, [...first, ...second]))).toEqual([
      [1, 4, 5],
      [2, 6],
      [3, 7],
    ]);
  });
});

describe('the stages of several pipelines', () => {
  it('go together by pipeline and code, in the order of the newest version, pipeline by pipeline', () => {
    const groups = stageGroups([...first, ...second, ...satellite]);
    expect(idsOf(groups)).toEqual([[1, 4], [5], [2, 6], [3, 7], [8], [9]]);
    expect(groups[0]!.stage.id).toBe(4);
  });
});
