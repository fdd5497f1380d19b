import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { performBulk } from '~/features/api/bulk.server';
import { accountResource } from '~/features/api/resources/accounts.server';
import { opportunityResource } from '~/features/api/resources/opportunities.server';
import { undoBulkEdit } from '~/features/api/undo-bulk.server';
import { assignInBulk, editInBulk } from '~/features/bulk/commands.server';
import { getBulkEdit, listBulkEdits } from '~/features/bulk/queries.server';

import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { inWorld, type World } from '../support/world';

const deal = async ({ owner }: World, id: string) =>
  [...(await owner.execute<Record<string, unknown>>(sql`select * from opportunities where id = ${id}`))][0]!;
const bulkIdOf = (result: { ok: boolean; value?: { bulkId: string | null } }) => result.value!.bulkId!;
const kept = ({ version: _, updated_at: __, ...rest }: Record<string, unknown>) => rest;

describe('a change of many deals', () => {
  it('is taken back where nobody has gone on since, and says where somebody has', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const rows = await Promise.all(
        ['2026-12-01', '2026-12-10', '2026-12-20'].map((expectedCloseOn) =>
          w.opportunity(account, { expectedCloseOn }),
        ),
      );
      const before = await Promise.all(rows.map(({ id }) => deal(w, id)));
      const ids = rows.map(({ id }) => id);
      const done = await editInBulk(w.lead, { ids, change: 'close_date', expectedCloseOn: '2027-01-15' });
      const id = bulkIdOf(done as never);
      expect((await deal(w, ids[0]!)).slips).toBe(1);
      await updateOpportunity(w.manager, ids[1]!, { nextStep: '报价', version: 2 });
      for (const who of [w.manager, w.stranger, w.director])
        await expect(undoBulkEdit(who, id)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(getBulkEdit(w.stranger, id)).rejects.toMatchObject({ init: { status: 404 } });
      const left = [{ id: ids[1], reason: 'bulk.left_changed' }];
      expect(await undoBulkEdit(w.lead, id)).toMatchObject({ ok: true, value: { done: 2, left } });
      expect(await undoBulkEdit(w.lead, id)).toMatchObject({ ok: true, value: { done: 2, left } });
      expect(kept(await deal(w, ids[0]!))).toEqual(kept(before[0]!));
      expect(kept(await deal(w, ids[2]!))).toEqual(kept(before[2]!));
      expect(await deal(w, ids[1]!)).toMatchObject({ expected_close_on: '2027-01-15', next_step: '报价' });
      const events = await w.owner.execute<{ event: string }>(
        sql`select event from journal where subject_id = ${id} order by event`,
      );
      expect([...events].map(({ event }) => event)).toEqual(['bulk.changed', 'bulk.undone']);
      expect(await listBulkEdits(w.lead)).toMatchObject([{ id, count: 3 }]);
      expect(await listBulkEdits(w.manager)).toEqual([]);
    }));

  it('gives stages and next steps back too', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const row = await w.opportunity(account, { stageId: 2, nextStep: '拜访', nextStepOn: '2026-12-01' });
      const before = await deal(w, row.id);
      const moved = await editInBulk(w.lead, {
        ids: [row.id],
        change: 'stage',
        to: 1,
        reason: null,
        competitorId: null,
        note: '客户重新选型，退回重谈',
      });
      expect((await deal(w, row.id)).stage_id).toBe(1);
      expect(await undoBulkEdit(w.lead, bulkIdOf(moved as never))).toMatchObject({
        ok: true,
        value: { done: 1, left: [] },
      });
      expect(kept(await deal(w, row.id))).toEqual(kept(before));
      const step = await editInBulk(w.lead, { ids: [row.id], change: 'next_step', nextStep: '报价', nextStepOn: null });
      expect(await undoBulkEdit(w.lead, bulkIdOf(step as never))).toMatchObject({
        ok: true,
        value: { done: 1, left: [] },
      });
      expect(kept(await deal(w, row.id))).toEqual(kept(before));
      const same = await editInBulk(w.lead, {
        ids: [row.id],
        change: 'next_step',
        nextStep: '拜访',
        nextStepOn: '2026-12-01',
      });
      expect(same).toMatchObject({ ok: true, value: { bulkId: null } });
    }));
});

describe('accounts given away together', () => {
  it('come back with what went along, but for those given on since', () =>
    inWorld(async (w) => {
      const [one, two] = [await w.account({ owner: w.manager }), await w.account({ owner: w.manager })];
      const open = await w.opportunity(one);
      const done = await assignInBulk(w.lead, {
        accountIds: [one.id, two.id],
        toIds: [w.colleague.actor.personId],
        reason: null,
      });
      const id = bulkIdOf(done as never);
      expect((await deal(w, open.id)).owner_id).toBe(w.colleague.actor.personId);
      await assignInBulk(w.director, { accountIds: [two.id], toIds: [w.otherTeam.actor.personId], reason: null });
      expect(await undoBulkEdit(w.lead, id)).toMatchObject({
        ok: true,
        value: { done: 1, left: [{ id: two.id, reason: 'bulk.left_gone' }] },
      });
      expect((await deal(w, open.id)).owner_id).toBe(w.manager.actor.personId);
    }));
});

describe('what a program changes in bulk', () => {
  const update = (id: string, body: Record<string, unknown>, version = 1) => ({ do: 'update', id, version, body });
  const editOf = (told: { bulkEdit: { id: string; path: string } | null }) => told.bulkEdit!;

  it('is one change that its person takes back, but for what somebody has gone on with', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const deals = await Promise.all([1, 2, 3].map(() => w.opportunity(account, { nextStep: '拜访' })));
      const before = await Promise.all(deals.map(({ id }) => deal(w, id)));
      const items = [
        ...deals.map(({ id }, n) => update(id, { nextStep: `报价${n}`, oneOffFen: 120_000 })),
        update(deals[0]!.id, { nextStep: '过时' }), // the version of before
        { do: 'remove', id: deals[0]!.id, version: 9 },
      ];
      const told = await performBulk(w.manager, opportunityResource, { items }, null);
      expect(told.results.map(({ status }) => status)).toEqual([200, 200, 200, 412, 412]);
      const { id, path } = editOf(told);
      expect(path).toBe(`/bulk-edits/${id}`);
      expect(await listBulkEdits(w.manager)).toMatchObject([{ id, kind: 'fields', count: 3 }]);
      await updateOpportunity(w.manager, deals[2]!.id, { nextStep: '签约', version: 2 });
      for (const who of [w.lead, w.colleague, w.stranger])
        await expect(undoBulkEdit(who, id)).rejects.toMatchObject({ init: { status: 404 } });
      const left = [{ id: deals[2]!.id, reason: 'bulk.left_changed' }];
      expect(await undoBulkEdit(w.manager, id)).toMatchObject({ ok: true, value: { done: 2, left } });
      expect(await undoBulkEdit(w.manager, id)).toMatchObject({ ok: true, value: { done: 2, left } });
      for (const n of [0, 1]) {
        const { next_step, one_off_fen, total_fen } = await deal(w, deals[n]!.id);
        const was = before[n]!;
        expect([next_step, one_off_fen, total_fen]).toEqual([was.next_step, was.one_off_fen, was.total_fen]);
      }
      expect(await deal(w, deals[2]!.id)).toMatchObject({ next_step: '签约' });
      const events = await w.owner.execute<{ event: string }>(
        sql`select event from journal where subject_id = ${id} order by event`,
      );
      expect([...events].map(({ event }) => event)).toEqual(['bulk.changed', 'bulk.undone']);
    }));

  it('sent twice under one key is one change, and nothing changed is none', () =>
    inWorld(async (w) => {
      const [one, other] = [await w.account({ owner: w.manager }), await w.account({ owner: w.manager })];
      const items = [one, other].map(({ id }) => update(id, { grade: 'D' }));
      const first = await performBulk(w.manager, accountResource, { items }, 'a key');
      const again = await performBulk(w.manager, accountResource, { items }, 'a key');
      expect(again).toEqual(first);
      expect(await getBulkEdit(w.manager, editOf(first).id)).toMatchObject({ kind: 'fields', count: 2 });
      expect(await undoBulkEdit(w.manager, editOf(first).id)).toMatchObject({ value: { done: 2, left: [] } });
      const same = await performBulk(w.manager, accountResource, { items: [update(one.id, {}, 3)] }, null);
      expect(same.bulkEdit).toBeNull();
    }));
});
