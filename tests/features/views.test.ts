import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { journal } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { deleteView, overwriteView, restoreView, saveView, updateView } from '~/features/views/commands.server';
import type { NewView } from '~/features/views/input';
import { findViewInUse, getView, listSavedViews, listSharingUnits, listViews } from '~/features/views/queries.server';
import { viewAddress } from '~/features/views/rules';
import { inWorld, type World } from '../support/world';

const draft = (more: Partial<NewView> = {}): NewView => ({
  id: newId(),
  page: 'opportunities',
  query: 'stuck=1',
  name: '停滞的商机',
  sharedUnitId: null,
  isPinned: true,
  ...more,
});
const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const everybodyElse = (w: World) => [w.colleague, w.lead, w.director, w.admin, w.stranger, w.strangerDirector];

describe('a saved view', () => {
  it('is personal: nobody else sees or changes it', () =>
    inWorld(async (w) => {
      const view = draft();
      await saveView(w.manager, view);
      expect(await listSavedViews(w.manager)).toEqual([
        { id: view.id, name: view.name, page: 'opportunities', to: `/opportunities?stuck=1&view=${view.id}` },
      ]);
      for (const ctx of everybodyElse(w)) {
        expect(await listViews(ctx)).toEqual([]);
        expect(await listSavedViews(ctx)).toEqual([]);
        await expect(getView(ctx, view.id)).rejects.toMatchObject(absent);
        await expect(deleteView(ctx, view.id, 1)).rejects.toMatchObject(absent);
        await expect(updateView(ctx, view.id, { ...view, version: 1 })).rejects.toMatchObject(absent);
        await expect(saveView(ctx, view)).rejects.toMatchObject(absent);
      }
    }));

  it('is shared by a lead with the unit and below, for use only', () =>
    inWorld(async (w) => {
      const view = draft({ sharedUnitId: w.unit.team.id });
      expect(await saveView(w.lead, view)).toMatchObject({ ok: true });
      for (const ctx of [w.lead, w.manager, w.colleague]) expect(await listSavedViews(ctx)).toHaveLength(1);
      for (const ctx of [w.otherTeam, w.director, w.stranger, w.hq]) expect(await listSavedViews(ctx)).toEqual([]);
      await expect(updateView(w.manager, view.id, { ...view, version: 1 })).rejects.toMatchObject(forbidden);
      await expect(deleteView(w.manager, view.id, 1)).rejects.toMatchObject(forbidden);
    }));

  it('keeps a list of accounts or visits by the same rules, columns and all', () =>
    inWorld(async (w) => {
      const pages = [
        { page: 'accounts' as const, query: 'cols=grade%2Cvisit&quiet=60&sort=visit' },
        { page: 'visits' as const, query: 'cols=type&q=%E6%8A%A5%E4%BB%B7&reach=all' },
      ];
      for (const { page, query } of pages) {
        const mine = draft({ page, query });
        const shared = draft({ page, query, name: '全组', sharedUnitId: w.unit.team.id });
        expect(await saveView(w.manager, mine)).toMatchObject({ ok: true });
        expect(await saveView(w.lead, shared)).toMatchObject({ ok: true });
        const seen = (await listViews(w.manager)).filter((view) => view.page === page);
        expect(seen.map((view) => view.id).sort()).toEqual([mine.id, shared.id].sort());
        expect(viewAddress(await getView(w.colleague, shared.id))).toBe(`/${page}?${query}&view=${shared.id}`);
        for (const ctx of [w.otherTeam, w.director, w.stranger, w.strangerDirector, w.hq]) {
          expect(await listViews(ctx)).toEqual([]);
          for (const id of [mine.id, shared.id]) await expect(getView(ctx, id)).rejects.toMatchObject(absent);
        }
      }
    }));

  it('is shared with none who may not read its page', () =>
    inWorld(async (w) => {
      const shared = (['opportunities', 'accounts', 'visits'] as const).map((page) =>
        draft({ page, query: '', sharedUnitId: w.unit.zj.id }),
      );
      for (const view of shared) expect(await saveView(w.director, view)).toMatchObject({ ok: true });
      const agent = await w.person({ role: 'service_agent', name: '客服' });
      for (const ctx of [w.manager, w.otherTeam, agent]) expect(await listSavedViews(ctx)).toHaveLength(3);
      const partner = await w.person({ role: 'partner_agent', name: '代理商' });
      const product = await w.person({ role: 'product_manager', name: '产品经理' });
      for (const ctx of [w.trainer, w.employee, product, partner]) {
        expect(await listViews(ctx)).toEqual([]);
        expect(await listSavedViews(ctx)).toEqual([]);
        for (const view of shared) await expect(getView(ctx, view.id)).rejects.toMatchObject(absent);
      }
    }));

  it('is not shared by those who lead nothing, nor with units led by others', () =>
    inWorld(async (w) => {
      await expect(saveView(w.manager, draft({ sharedUnitId: w.unit.team.id }))).rejects.toMatchObject(forbidden);
      const elsewhere = await saveView(w.lead, draft({ sharedUnitId: w.unit.gd.id }));
      expect(elsewhere).toMatchObject({ reason: 'invalid', fields: { sharedUnitId: 'error.choose' } });
      expect(await listSharingUnits(w.lead)).toEqual([{ id: w.unit.team.id, name: w.unit.team.name }]);
      expect(await listSharingUnits(w.manager)).toEqual([]);
    }));

  it('exists once when sent twice, and is renamed and deleted by its owner', () =>
    inWorld(async (w) => {
      const view = draft();
      expect(await saveView(w.manager, view)).toEqual(await saveView(w.manager, view));
      expect(await listViews(w.manager)).toHaveLength(1);
      const rename = { name: '要盯的', sharedUnitId: null, isPinned: false, version: 1 };
      expect(await updateView(w.manager, view.id, rename)).toMatchObject({ ok: true });
      expect(await updateView(w.manager, view.id, rename)).toMatchObject({ reason: 'stale' });
      expect(await listSavedViews(w.manager)).toEqual([]);
      expect(await deleteView(w.manager, view.id, 1)).toMatchObject({ reason: 'stale' });
      expect(await deleteView(w.manager, view.id, 2)).toMatchObject({ value: { name: '要盯的' } });
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, view.id)).orderBy(journal.id);
      expect(entries.map(({ event }) => event).sort()).toEqual(['view.deleted', 'view.saved', 'view.updated']);
    }));

  it('takes the filters of the moment from its owner, at the version they saw', () =>
    inWorld(async (w) => {
      const view = draft({ sharedUnitId: w.unit.team.id });
      await saveView(w.lead, view);
      const wanted = { version: 1, query: 'overdue=1&sort=close' };
      for (const ctx of [w.director, w.admin, w.stranger])
        await expect(overwriteView(ctx, view.id, wanted)).rejects.toMatchObject(absent);
      await expect(overwriteView(w.manager, view.id, wanted)).rejects.toMatchObject(forbidden);
      expect(await overwriteView(w.lead, view.id, wanted)).toMatchObject({
        value: { query: wanted.query, before: view.query },
      });
      expect(await overwriteView(w.lead, view.id, wanted)).toMatchObject({ value: { before: wanted.query } });
      expect(await overwriteView(w.lead, view.id, { version: 1, query: '' })).toMatchObject({ reason: 'stale' });
      expect(await getView(w.manager, view.id)).toMatchObject({ query: wanted.query, name: view.name, version: 2 });
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, view.id)).orderBy(journal.id);
      expect(entries.map(({ before, after }) => [before, after])[1]).toEqual([
        { query: view.query },
        { query: wanted.query },
      ]);
    }));

  it('stays as it is once its owner leads those it is shared with no more', () =>
    inWorld(async (w) => {
      const view = draft({ sharedUnitId: w.unit.team.id });
      await saveView(w.lead, view);
      const demoted = { ...w.lead, actor: { ...w.lead.actor, ledUnits: [] } };
      await expect(overwriteView(demoted, view.id, { version: 1, query: '' })).rejects.toMatchObject(forbidden);
      const params = new URLSearchParams({ view: view.id });
      expect(await findViewInUse(demoted, 'opportunities', params)).toMatchObject({ isMine: true, mayUpdate: false });
      expect(await deleteView(demoted, view.id, 1)).toMatchObject({ ok: true });
    }));

  it('is told to the list it was opened by, as far as it is seen', () =>
    inWorld(async (w) => {
      const view = draft({ sharedUnitId: w.unit.team.id });
      await saveView(w.lead, view);
      const params = new URLSearchParams({ view: view.id });
      const { id, name, query } = view;
      const told = { id, name, query, version: 1 };
      expect(await findViewInUse(w.lead, 'opportunities', params)).toEqual({ ...told, isMine: true, mayUpdate: true });
      expect(await findViewInUse(w.manager, 'opportunities', params)).toEqual({
        ...told,
        isMine: false,
        mayUpdate: false,
      });
      expect(await findViewInUse(w.lead, 'accounts', params)).toBeNull();
      for (const ctx of [w.otherTeam, w.director, w.stranger])
        expect(await findViewInUse(ctx, 'opportunities', params)).toBeNull();
      for (const nonsense of ['', 'view=', 'view=nonsense'])
        expect(await findViewInUse(w.lead, 'opportunities', new URLSearchParams(nonsense))).toBeNull();
    }));

  it('comes back whole after its deletion, once, to its owner only', () =>
    inWorld(async (w) => {
      const view = draft({ name: '全组的', sharedUnitId: w.unit.team.id, isPinned: true });
      await saveView(w.lead, view);
      const [before] = await listViews(w.lead);
      await expect(restoreView(w.lead, view.id)).rejects.toMatchObject(absent);
      await deleteView(w.lead, view.id, 1);
      for (const who of [w.manager, w.director, w.admin, w.stranger])
        await expect(restoreView(who, view.id)).rejects.toMatchObject(absent);
      await expect(restoreView(w.lead, 'nonsense')).rejects.toMatchObject(absent);
      expect(await restoreView(w.lead, view.id)).toEqual({ ok: true, value: { name: '全组的' } });
      expect(await restoreView(w.lead, view.id)).toMatchObject({ ok: true });
      expect(await listViews(w.lead)).toEqual([before]);
      expect((await listViews(w.manager)).map(({ id }) => id)).toEqual([view.id]);
    }));
});
