import { useState } from 'react';
import type { BoardCards, CardRow } from '~/features/opportunities/list/board.server';
import type { StageSum } from '~/features/opportunities/list/sums.server';
import { weightedOf } from '~/features/opportunities/rules';
import { usePendingMoves } from './moves';
import type { IndexData, ShownStage } from './route';

export type BoardColumn = {
  stage: ShownStage;
  /** The stages of all versions whose deals stand here. */
  ids: number[];
  rows: CardRow[];
  sum: StageSum;
  after: string | null;
  /** Puts the cards that follow `after` under those shown. */
  append: (after: string, more: BoardCards) => void;
};

/** The sum of a column over the versions in it. */
export const sumOf = (sums: StageSum[], stageId: number, ids: number[]): StageSum =>
  sums
    .filter((sum) => ids.includes(sum.stageId))
    .reduce(
      (all, sum) => ({
        stageId,
        count: all.count + sum.count,
        totalFen: all.totalFen + sum.totalFen,
        weightedFen: all.weightedFen + sum.weightedFen,
      }),
      { stageId, count: 0, totalFen: 0, weightedFen: 0 },
    );

/** The open stages with their cards: as loaded, plus what was asked for besides, with moves under way already made. */
export function useColumns(data: IndexData): { columns: BoardColumn[]; loaded: CardRow[] } {
  const pending = usePendingMoves();
  const [more, setMore] = useState<{ cards: unknown; columns: BoardCards[] }>({ cards: data.cards, columns: [] });
  const extra = more.cards === data.cards ? more.columns : [];
  // cards that came for what is no longer shown, after a move or a filter, are dropped
  const append = (after: string, added: BoardCards) =>
    setMore((was) => {
      const columns = was.cards === data.cards ? was.columns : [];
      const last = [...data.cards, ...columns].findLast(({ stageId }) => stageId === added.stageId);
      return last?.after === after ? { cards: data.cards, columns: [...columns, added] } : was;
    });

  const loaded = [...data.cards, ...extra].flatMap(({ rows }) => rows);
  const placed = loaded.map((row) => ({ ...row, stageId: pending.get(row.id) ?? row.stageId }));
  const columns = data.columns
    .filter(({ stage }) => stage.type === 'open')
    .map(({ stage, ids }) => {
      const sum = sumOf(data.sums.stages, stage.id, ids);
      for (const row of loaded) {
        const to = pending.get(row.id);
        if (to === undefined || ids.includes(to) === ids.includes(row.stageId)) continue;
        const sign = ids.includes(to) ? 1 : -1;
        sum.count += sign;
        sum.totalFen += sign * row.totalFen;
        sum.weightedFen += sign * weightedOf(row.totalFen, row.probability);
      }
      const last = [...data.cards, ...extra].findLast(({ stageId }) => stageId === stage.id);
      return {
        stage,
        ids,
        rows: placed.filter((row) => ids.includes(row.stageId)).sort((a, b) => b.totalFen - a.totalFen),
        sum,
        after: last?.after ?? null,
        append,
      };
    });
  return { columns, loaded };
}
