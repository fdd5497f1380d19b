import type { Context } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { listStages, type Opportunity } from '../queries.server';
import { writeChanges } from './change.server';
import { save, subjectOf } from './load.server';

/** What moving to another stage changes. */
export const movedColumns: (keyof Opportunity)[] = [
  'stageId', 'stageType', 'stageEnteredAt', 'probability', 'closedOn', 'closeReason', 'closeNote', 'closeDetail', 'priceGapFen', 'priceGapBp',
  'doAgain', 'retryOn', 'competitorId',
]; // biome-ignore format: a list

/** Gives a locked deal back the values it had; the history keeps both ways. Days and amounts that were allowed then need not be now. */
export async function putBack(ctx: Context, row: Opportunity, values: Partial<Opportunity>) {
  const { changed, before, after } = difference<Record<string, unknown>>(row, values);
  if (!changed.length) return;
  const isMove = values.stageId !== undefined && values.stageId !== row.stageId;
  const closeOn = values.expectedCloseOn;
  await save(ctx, row, values);
  await writeChanges(ctx, row, [
    ...(isMove ? [{ kind: 'moved' as const, fromStageId: row.stageId, toStageId: values.stageId }] : []),
    ...(closeOn === undefined || closeOn === row.expectedCloseOn
      ? []
      : [{ kind: 'close_date' as const, fromCloseOn: row.expectedCloseOn, toCloseOn: closeOn }]),
  ]);
  if (!isMove) return record(ctx, 'opportunity.updated', subjectOf(row), { before, after });
  const stages = await listStages(ctx);
  const side = (stageId: number | undefined) => ({ stage: stages.find(({ id }) => id === stageId)?.code, stageId });
  await record(ctx, 'opportunity.move_undone', subjectOf(row), {
    before: side(row.stageId),
    after: side(values.stageId),
  });
}
