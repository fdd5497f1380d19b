import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { opportunities, pipelineDrafts, pipelines, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { opportunityInput } from '~/features/opportunities/input';
import { forgetStages, listStages, pipelineFor } from '~/features/opportunities/queries.server';
import {
  addStage,
  discardDraft,
  editStage,
  removeStage,
  renameProcess,
  shiftStage,
  stageCodeOf,
} from '~/features/processes/commands/draft.server';
import { publishDraft } from '~/features/processes/commands/publish.server';
import { stageInput } from '~/features/processes/input';
import { getMoveOver, moveBatch } from '~/features/processes/move-over.server';
import { getProcess } from '~/features/processes/queries.server';
import { tryOut } from '~/features/processes/trial.server';
import { inWorld, type World } from '../support/world';

const code = 'new_business';
const national = { company: null, code };
const groupAdmin = (w: World) => w.person({ unit: w.unit.group, role: 'admin', name: '苏文静' });
const own = (w: World) => ({ company: w.unit.zj.tenantId, code });
const stageOf = async (ctx: Context, company: number | null, stage: string) => {
  const { draft, published } = await getProcess(ctx, company, code);
  return (draft?.definition ?? published).stages.find((one) => one.code === stage)!;
};
const edit = async (
  ctx: Context,
  whose: { company: number | null; code: string },
  stage: string,
  change: object,
  version = 0,
) => editStage(ctx, whose, { ...(await stageOf(ctx, whose.company, stage)), stage, version, ...change });
const publish = async (ctx: Context, whose: { company: number | null; code: string }) => {
  const { draft } = await getProcess(ctx, whose.company, whose.code);
  const result = await publishDraft(ctx, whose, { version: draft?.version ?? 0 });
  forgetStages();
  return result;
};
const visit = { kind: 'visit' as const, days: 7 };

describe('writing the process', () => {
  it('is for administrators, each of their own company', () =>
    inWorld(async (w) => {
      const hq = await groupAdmin(w);
      const gdAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      await edit(w.admin, own(w), 'qualify', { guidance: '先看招标网' });
      for (const ctx of [w.manager, w.lead, w.director, w.hq, w.stranger, w.trainer])
        await expect(editStage(ctx, own(w), {} as never)).rejects.toMatchObject({ init: { status: 403 } });
      await expect(edit(gdAdmin, own(w), 'qualify', {})).rejects.toMatchObject({ init: { status: 404 } });
      await expect(edit(w.admin, national, 'qualify', {})).rejects.toMatchObject({ init: { status: 404 } });
      expect((await edit(hq, national, 'qualify', { guidance: 'x' })).ok).toBe(true);
      // the draft of one company is nobody else's to see
      for (const [ctx, count] of [
        [w.admin, 1],
        [hq, 2],
        [gdAdmin, 0],
        [w.director, 0],
        [w.manager, 0],
      ] as const)
        expect(await ctx.db.select().from(pipelineDrafts)).toHaveLength(count);
    }));

  it('refuses what takes away anything national, and says where', () =>
    inWorld(async (w) => {
      const weaker = await edit(w.admin, own(w), 'qualify', { exitCriteria: [] });
      expect(weaker).toMatchObject({
        reason: 'process.weakens',
        fields: { exitCriteria: 'process.national_stays' },
      });
      expect(await edit(w.admin, own(w), 'qualify', { stuckAfterDays: 30 })).toMatchObject({
        fields: { stuckAfterDays: expect.any(String) },
      });
      expect(await edit(w.admin, own(w), 'qualify', { probability: 90 })).toMatchObject({
        fields: { probability: expect.any(String) },
      });
      expect(await removeStage(w.admin, own(w), { version: 0, stage: 'develop' })).toMatchObject({
        reason: 'process.weakens',
      });
      expect(await shiftStage(w.admin, own(w), { version: 0, stage: 'develop', by: -1 })).toMatchObject({
        reason: 'process.weakens',
      });
      expect(await w.admin.db.select().from(pipelineDrafts)).toEqual([]);
    }));

  it('renames the process, for its own company and once it is published', () =>
    inWorld(async (w) => {
      const names = { name: '新签业务', nameEn: 'New contracts' };
      await expect(renameProcess(w.director, own(w), { version: 0, ...names })).rejects.toMatchObject({
        init: { status: 403 },
      });
      expect(await renameProcess(w.admin, own(w), { version: 0, ...names })).toMatchObject({ ok: true });
      expect(await renameProcess(w.admin, own(w), { version: 0, ...names })).toMatchObject({ reason: 'process.stale' });
      expect((await getProcess(w.admin, own(w).company, code)).published.name).not.toBe(names.name);
      await publish(w.admin, own(w));
      expect((await getProcess(w.admin, own(w).company, code)).published).toMatchObject(names);
      expect((await getProcess(w.stranger, w.unit.gd.tenantId, code)).published.name).not.toBe(names.name);
      forgetStages();
    }));

  it('knows who came first, and adds a stage sent twice once', () =>
    inWorld(async (w) => {
      const hq = await groupAdmin(w);
      const id = newId();
      const added = { version: 0, after: 'qualify', id, name: '内部立项', nameEn: 'Approval' };
      expect(await addStage(w.admin, own(w), added)).toMatchObject({ ok: true });
      expect(await addStage(w.admin, own(w), added)).toMatchObject({ reason: 'process.stale' });
      expect(await addStage(hq, own(w), { ...added, version: 1 })).toMatchObject({ ok: true });
      const { draft } = await getProcess(w.admin, own(w).company, code);
      expect(draft?.definition.stages.filter((stage) => stage.code === stageCodeOf(id))).toHaveLength(1);
      expect(await discardDraft(w.admin, own(w), { version: 1 })).toMatchObject({ reason: 'process.stale' });
      expect(await discardDraft(w.admin, own(w), { version: 2 })).toMatchObject({ ok: true });
    }));
});

describe('publishing', () => {
  it('gives new deals the new version, and leaves those under way on theirs', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const running = await w.opportunity(account, { expectedCloseOn: '2026-12-20' });
      await w.need(account);
      const current = await stageOf(w.admin, own(w).company, 'qualify');
      await edit(w.admin, own(w), 'qualify', { exitCriteria: [...current.exitCriteria, visit] });
      await addStage(w.admin, own(w), {
        version: 1,
        after: 'qualify',
        id: newId(),
        name: '内部立项',
        nameEn: 'Approval',
      });
      expect(await publish(w.admin, own(w))).toMatchObject({ ok: true, value: { version: 1 } });
      expect(await publish(w.admin, own(w))).toMatchObject({ reason: 'process.stale' });

      const input = opportunityInput.parse({ id: newId(), accountId: account.id, title: '新商机', months: '' });
      const made = await createOpportunity(w.manager, input);
      const all = await listStages(w.manager);
      const [mine] = pipelineFor(all, w.unit.zj.tenantId);
      const [row] = await w.owner.select().from(opportunities).where(eq(opportunities.id, input.id));
      expect([made.ok, row?.stageId, row?.pipelineId]).toEqual([true, mine?.id, mine?.pipelineId]);
      expect(pipelineFor(all, w.unit.gd.tenantId)[0]?.pipelineId).toBe(1);
      expect(await moveOpportunity(w.manager, running.id, { to: 2, version: 1 })).toMatchObject({ ok: true });
      const next = all.find((stage) => stage.pipelineId === mine?.pipelineId && stage.code === 'develop')!;
      expect(await moveOpportunity(w.manager, input.id, { to: next.id, version: 1 })).toMatchObject({
        reason: 'opportunity.criteria_missing',
        details: expect.arrayContaining([expect.objectContaining({ criterion: 'visit:7' })]),
      });
    }));

  it('takes every extension along with a stricter national version', () =>
    inWorld(async (w) => {
      const hq = await groupAdmin(w);
      await edit(w.admin, own(w), 'qualify', { guidance: '先看招标网' });
      await publish(w.admin, own(w));
      const current = await stageOf(hq, null, 'develop');
      await edit(hq, national, 'develop', { exitCriteria: [...current.exitCriteria, visit] });
      expect(await publish(hq, national)).toMatchObject({ ok: true, value: { version: 2, extensions: 1 } });
      const { published, version } = await getProcess(w.admin, own(w).company, code);
      expect(version).toBe(2);
      expect(published.stages.find((stage) => stage.code === 'qualify')?.guidance).toBe('先看招标网');
      expect(published.stages.find((stage) => stage.code === 'develop')?.exitCriteria).toContainEqual(visit);
      // nobody writes into what is published
      await expect(w.admin.db.update(stages).set({ name: 'x' })).rejects.toThrow();
    }));

  it('refuses a criterion that names what is gone, and reports one met on the way', () =>
    inWorld(async (w) => {
      const hq = await groupAdmin(w);
      await edit(hq, national, 'qualify', { guidance: 'x' });
      const broken = { kind: 'field', field: 'colour' };
      const { draft } = await getProcess(hq, null, code);
      const definition = {
        ...draft!.definition,
        stages: draft!.definition.stages.with(0, { ...draft!.definition.stages[0]!, exitCriteria: [broken as never] }),
      };
      await w.owner.update(pipelineDrafts).set({ definition });
      expect(await publish(hq, national)).toMatchObject({
        reason: 'process.unfit',
        details: [
          { stage: 'qualify', reason: 'criterion_broken', criterion: { kind: 'broken', was: 'field · colour' } },
        ],
      });
      await w.owner
        .update(stages)
        .set({ exitCriteria: [broken] })
        .where(eq(stages.id, 1));
      forgetStages();
      const { id } = await w.opportunity(await w.account());
      expect(await moveOpportunity(w.manager, id, { to: 2, version: 1 })).toMatchObject({
        reason: 'opportunity.criteria_missing',
        details: [{ criterion: 'broken:field · colour' }],
      });
      forgetStages();
    }));
});

describe('before and after', () => {
  it('names the deals a draft would hold up, those in scope only', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.need(account);
      const free = await w.opportunity(account, { expectedCloseOn: '2026-12-20' });
      await w.opportunity(account, { title: '已经缺需求日期' });
      const elsewhere = await w.account({ owner: w.stranger });
      await w.opportunity(elsewhere, { expectedCloseOn: '2026-12-20' });
      const { published } = await getProcess(w.admin, own(w).company, code);
      const tighter = {
        ...published,
        stages: published.stages.map((s) =>
          s.code === 'qualify' ? { ...s, exitCriteria: [...s.exitCriteria, visit] } : s,
        ),
      };
      const trial = await tryOut(w.admin, own(w), tighter, null);
      expect(trial).toMatchObject({ examined: 2, heldUp: 2 });
      expect(trial.rows.find((row) => row.id === free.id)?.missing).toEqual([visit]);
      const gone = { ...published, stages: published.stages.filter((s) => s.code !== 'qualify') };
      expect((await tryOut(w.admin, own(w), gone, null)).heldUp).toBe(2);
      expect(await tryOut(w.admin, own(w), published, null)).toMatchObject({ heldUp: 0, after: null });
      expect((await tryOut(w.strangerDirector, own(w), tighter, null)).examined).toBe(0);
    }));

  it('moves running deals over in batches, a vanished stage where it was told to', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const deal = await w.opportunity(account);
      const lost = await w.opportunity(account, { stageId: 8, stageType: 'lost', closedOn: '2026-11-01' });
      const gd = await w.opportunity(await w.account({ owner: w.stranger }));
      await edit(w.admin, own(w), 'qualify', { guidance: '先看招标网' });
      await publish(w.admin, own(w));
      const { left, pipelineId } = await getMoveOver(w.admin, own(w));
      expect(left).toMatchObject([{ id: 1, code: 'qualify', count: 1, to: expect.any(Number) }]);
      const ask = { company: own(w).company, pipelineId, pairs: left.map(({ id, to }) => [id, to!] as const) };
      await expect(moveBatch(w.lead, ask)).rejects.toMatchObject({ init: { status: 403 } });
      expect(await moveBatch(w.admin, ask)).toBe(1);
      expect(await moveBatch(w.admin, ask)).toBe(0);
      const rows = await w.owner.select().from(opportunities);
      const at = (id: string) => rows.find((row) => row.id === id)!;
      expect([at(deal.id).pipelineId, at(deal.id).version]).toEqual([pipelineId, 2]);
      expect([at(lost.id).pipelineId, at(gd.id).pipelineId]).toEqual([1, 1]);
      expect(await moveOpportunity(w.manager, deal.id, { to: 2, version: 1 })).toMatchObject({ reason: 'stale' });
      expect((await getMoveOver(w.admin, own(w))).left).toEqual([]);
    }));

  it('has a renewal, a tender and a satellite process from the beginning', () =>
    inWorld(async (w) => {
      const rows = await w.manager.db.select({ code: pipelines.code }).from(pipelines);
      expect(rows.map((row) => row.code)).toEqual(
        expect.arrayContaining(['new_business', 'renewal', 'tender', 'satellite']),
      );
    }));
});

describe('what the editor sends', () => {
  const sent = (exitCriteria: object[]) =>
    stageInput.safeParse({
      version: '0',
      stage: 'qualify',
      name: '线索',
      nameEn: 'Lead',
      probability: '10',
      stuckAfterDays: '',
      guidance: '',
      exitCriteria,
    });
  it('becomes criteria, alternatives together', () => {
    const read = sent([
      { kind: 'range', range: 'totalFen', min: '10万', max: '' },
      { kind: 'visit', days: '30', join: '' },
      { kind: 'need', join: 'or' },
      { kind: '' },
    ]);
    expect(read.data?.exitCriteria).toEqual([
      { kind: 'range', field: 'totalFen', min: 10_000_000, max: null },
      { kind: 'any', of: [{ kind: 'visit', days: 30 }, { kind: 'need' }] },
    ]);
  });
  it('nests what a way takes within the ways, and comes back as the same lines', () => {
    const lines = [
      { kind: 'need', join: '' },
      { kind: 'document', document: 'contract', join: '' },
      { kind: 'visit', days: '7', join: 'with' },
      { kind: 'certificate', code: 'pmp', join: 'or' },
      { kind: 'photo', join: 'or' },
    ];
    const ways = [
      {
        kind: 'all',
        of: [
          { kind: 'document', document: 'contract' },
          { kind: 'visit', days: 7 },
        ],
      },
      { kind: 'certificate', code: 'PMP' },
      { kind: 'photo' },
    ];
    const criteria = sent(lines).data?.exitCriteria;
    expect(criteria).toEqual([{ kind: 'need' }, { kind: 'any', of: ways }]);
    expect(sent([{ kind: 'need' }, { kind: 'photo', join: 'with' }]).data?.exitCriteria).toEqual([
      { kind: 'all', of: [{ kind: 'need' }, { kind: 'photo' }] },
    ]);
  });
  it('is refused at the line where something is missing', () => {
    const read = sent([
      { kind: 'range', range: 'months', min: '9', max: '3' },
      { kind: 'field' },
      { kind: 'telepathy' },
    ]);
    const at = read.error?.issues.map((issue) => issue.path.join('.'));
    expect(at).toContain('exitCriteria.2.kind');
    expect(
      sent([
        { kind: 'range', range: 'months', min: '9', max: '3' },
        { kind: 'field' },
        { kind: 'document' },
        { kind: 'certificate', code: '--' },
      ]).error?.issues.map((i) => i.path.join('.')),
    ).toEqual(['exitCriteria.0.max', 'exitCriteria.1.present', 'exitCriteria.2.document', 'exitCriteria.3.code']);
  });
});
