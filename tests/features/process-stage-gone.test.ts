import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { opportunities, opportunityChanges } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { forgetStages, listStages, pipelineFor } from '~/features/opportunities/queries.server';
import { addStage, removeStage, stageCodeOf } from '~/features/processes/commands/draft.server';
import { publishDraft } from '~/features/processes/commands/publish.server';
import { getMoveOver, moveBatch, startMoveOver } from '~/features/processes/move-over.server';
import { getProcess } from '~/features/processes/queries.server';
import { inWorld, type World } from '../support/world';

const code = 'new_business';
const own = (w: World) => ({ company: w.unit.zj.tenantId, code });
const draftVersion = async (ctx: Context, w: World) =>
  (await getProcess(ctx, own(w).company, code)).draft?.version ?? 0;
async function publish(w: World) {
  const result = await publishDraft(w.admin, own(w), { version: await draftVersion(w.admin, w) });
  expect(result).toMatchObject({ ok: true });
  forgetStages();
}
const stagesOf = async (w: World) => pipelineFor(await listStages(w.manager), own(w).company, code);

/** A stage of the company's own with a deal in it, removed in the version after. */
async function removedWhileOccupied(w: World) {
  const id = newId();
  await addStage(w.admin, own(w), { version: 0, after: 'qualify', id, name: '内部立项', nameEn: 'Approval' });
  await publish(w);
  const before = await stagesOf(w);
  const extra = before.find((stage) => stage.code === stageCodeOf(id))!;
  const account = await w.account();
  await w.need(account);
  const deal = await w.opportunity(account, {
    pipelineId: extra.pipelineId,
    stageId: extra.id,
    expectedCloseOn: '2026-12-20',
  });
  const removed = await removeStage(w.admin, own(w), {
    version: await draftVersion(w.admin, w),
    stage: extra.code,
  });
  expect(removed).toMatchObject({ ok: true });
  await publish(w);
  return { deal, extra, before };
}
const rowOf = async (w: World, id: string) =>
  (await w.owner.select().from(opportunities).where(eq(opportunities.id, id)))[0]!;

afterEach(() => forgetStages());

describe('a stage deleted while occupied', () => {
  it('keeps its deal on the version it runs on, where it moves on as before', () =>
    inWorld(async (w) => {
      const { deal, extra, before } = await removedWhileOccupied(w);
      expect((await stagesOf(w)).map((stage) => stage.code)).not.toContain(extra.code);
      expect(await rowOf(w, deal.id)).toMatchObject({ stageId: extra.id, pipelineId: extra.pipelineId, version: 1 });
      const next = before.find((stage) => stage.code === 'develop')!;
      expect(await moveOpportunity(w.manager, deal.id, { to: next.id, version: 1 })).toMatchObject({ ok: true });
    }));

  it('is moved over only where somebody says to which stage, never to one of another kind or process', () =>
    inWorld(async (w) => {
      const { deal, extra } = await removedWhileOccupied(w);
      const { left, pipelineId, stages } = await getMoveOver(w.admin, own(w));
      expect(left).toMatchObject([{ id: extra.id, count: 1, to: null }]);
      const start = (target?: number) =>
        startMoveOver(w.admin, own(w), { pipelineId, targets: { [`s${extra.id}`]: target } });
      const won = stages.find((stage) => stage.type === 'won')!;
      for (const target of [undefined, 0, extra.id, won.id])
        expect(await start(target)).toMatchObject({ fields: { [`targets.s${extra.id}`]: 'error.choose' } });
      const develop = stages.find((stage) => stage.code === 'develop')!;
      expect(await start(develop.id)).toMatchObject({ ok: true, value: { count: 1 } });
      await moveBatch(w.admin, { company: own(w).company, pipelineId, pairs: [[extra.id, develop.id]] });
      expect(await rowOf(w, deal.id)).toMatchObject({ stageId: develop.id, pipelineId, version: 2 });
      const changes = await w.owner
        .select()
        .from(opportunityChanges)
        .where(eq(opportunityChanges.opportunityId, deal.id));
      expect(changes.at(-1)).toMatchObject({ kind: 'moved', fromStageId: extra.id, toStageId: develop.id });
    }));
});
