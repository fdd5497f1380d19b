import { utimesSync } from 'node:fs';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { accounts, exportFiles, exportSchedules, journal, notices, people, roleGrants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { tableFile } from '~/core/table-file.server';
import {
  changeSchedule,
  createSchedule,
  deleteFile,
  deleteSchedule,
  pauseSchedule,
  resumeSchedule,
  takeFile,
} from '~/features/exports/commands.server';
import { scheduleEdit, scheduleInput } from '~/features/exports/input';
import { listTable } from '~/features/exports/list-table.server';
import { getFile, getSchedule, listFiles, listSchedules } from '~/features/exports/queries.server';
import { mostSchedules } from '~/features/exports/rules';
import { sendList } from '~/features/exports/run.server';
import { dropExportsBefore, openExport } from '~/features/exports/store.server';
import { deleteView, saveView } from '~/features/views/commands.server';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const everybodyElse = (w: World) => [w.colleague, w.lead, w.director, w.hq, w.admin, w.stranger, w.strangerDirector];

async function viewOf(who: Context, given: Partial<Parameters<typeof saveView>[1]> = {}) {
  const id = newId();
  const view = { id, page: 'accounts' as const, query: '', name: '我的客户', sharedUnitId: null, isPinned: false };
  expect(await saveView(who, { ...view, ...given })).toMatchObject({ ok: true });
  return id;
}
const draft = (viewId: string, given = {}) => ({
  ...{ id: newId(), viewId, rhythm: 'workdays' as const, weekday: null, monthDay: null, hour: 8 },
  ...{ format: 'csv' as const, ...given },
});
async function scheduleOf(who: Context, given = {}, view = {}) {
  const input = draft(await viewOf(who, view), given);
  expect(await createSchedule(who, input)).toEqual({ ok: true, value: { id: input.id } });
  return input;
}
/** The schedule is due now, on a working day. */
async function due(w: World, id: string, dueAt = new Date('2026-11-20T00:00:00Z')) {
  await w.owner.update(exportSchedules).set({ nextAt: dueAt }).where(eq(exportSchedules.id, id));
  return { id, dueAt };
}
async function textOf(id: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of (await openExport(id)) ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}
const eventsOf = async (w: World, id: string) =>
  (await w.owner.select().from(journal).where(eq(journal.subjectId, id)).orderBy(journal.id)).map(({ event }) => event);
const tellings = async (w: World, id: string) =>
  (await w.owner.select().from(notices).where(eq(notices.subjectId, id))).map(({ params, personId }) => [
    personId,
    params.step,
  ]);
const fieldsOf = (result: ReturnType<typeof checkInput>) => (result.ok ? {} : result.fields);

describe('a scheduled export', () => {
  it('is made once, journalled, and nobody else’s', () =>
    inWorld(async (w) => {
      const input = await scheduleOf(w.manager);
      expect(await createSchedule(w.manager, input)).toEqual({ ok: true, value: { id: input.id } });
      const [row] = await listSchedules(w.manager);
      expect(row).toMatchObject({ role: 'account_manager', page: 'accounts', name: '我的客户', version: 1 });
      expect(row?.nextAt).toEqual(new Date('2026-11-23T00:00:00Z'));
      expect(await eventsOf(w, input.id)).toEqual(['export.scheduled']);
      for (const who of everybodyElse(w)) {
        expect(await listSchedules(who)).toEqual([]);
        expect([...(await who.db.select({ id: exportSchedules.id }).from(exportSchedules))]).toEqual([]);
        for (const attempt of [
          () => getSchedule(who, input.id),
          () => pauseSchedule(who, input.id, 1),
          () => resumeSchedule(who, input.id, 1),
          () => deleteSchedule(who, input.id, 1),
          () => changeSchedule(who, input.id, { ...input, version: 1 }),
        ])
          await expect(attempt()).rejects.toMatchObject(absent);
      }
      const same = draft(await viewOf(w.colleague), { id: input.id });
      await expect(createSchedule(w.colleague, same)).rejects.toMatchObject(absent);
    }));

  it('answers nonsense at the field, and takes only views in sight that may be exported', () =>
    inWorld(async (w) => {
      const viewId = await viewOf(w.manager);
      const refused = (given: object) => fieldsOf(checkInput({ ...draft(viewId), ...given }, scheduleInput));
      expect(refused({ rhythm: 'hourly', hour: '24', format: 'pdf', viewId: 'x' })).toEqual({
        ...{ rhythm: 'error.choose', hour: 'error.range', format: 'error.choose', viewId: 'error.choose' },
      });
      expect(refused({ rhythm: 'weekly' })).toEqual({ weekday: 'error.required' });
      expect(refused({ rhythm: 'monthly', monthDay: '32' })).toEqual({ monthDay: 'error.range' });
      expect(checkInput({ ...draft(viewId), weekday: '3', monthDay: '' }, scheduleInput)).toMatchObject({
        value: { weekday: null, monthDay: null },
      });
      expect(fieldsOf(checkInput(draft(viewId), scheduleEdit))).toEqual({ version: 'error.version' });
      expect(await createSchedule(w.colleague, draft(viewId))).toMatchObject({ fields: { viewId: 'error.choose' } });
      await expect(createSchedule(w.employee, draft(viewId))).rejects.toMatchObject(forbidden);
    }));

  it('is refused when stale, is changed, paused, resumed and deleted; ten are enough', () =>
    inWorld(async (w) => {
      const { id, viewId } = await scheduleOf(w.manager);
      const { id: _, ...values } = draft(viewId, { rhythm: 'monthly', monthDay: 31, hour: 7 });
      const edit = { ...values, version: 1 };
      expect(await changeSchedule(w.manager, id, edit)).toMatchObject({ ok: true });
      expect((await getSchedule(w.manager, id)).nextAt).toEqual(new Date('2026-11-29T23:00:00Z'));
      expect(await changeSchedule(w.manager, id, edit)).toMatchObject({ reason: 'stale' });
      expect(await pauseSchedule(w.manager, id, 1)).toMatchObject({ reason: 'stale' });
      expect(await pauseSchedule(w.manager, id, 2)).toMatchObject({ ok: true });
      expect(await pauseSchedule(w.manager, id, 2)).toMatchObject({ ok: true });
      expect(await resumeSchedule(w.manager, id, 3)).toMatchObject({ ok: true });
      expect(await deleteSchedule(w.manager, id, 3)).toMatchObject({ reason: 'stale' });
      expect(await deleteSchedule(w.manager, id, 4)).toMatchObject({ ok: true });
      expect(await listSchedules(w.manager)).toEqual([]);
      expect(await eventsOf(w, id)).toEqual(
        ['scheduled', 'changed', 'paused', 'resumed', 'deleted'].map((verb) => `export.${verb}`),
      );
      for (let n = 0; n < mostSchedules; n++) await createSchedule(w.manager, draft(viewId));
      expect(await createSchedule(w.manager, draft(viewId))).toMatchObject({ reason: 'export.too_many' });
    }));
});

describe('the file of a scheduled export', () => {
  it('is the file of the list’s own export, told to its person alone', () =>
    inWorld(async (w) => {
      await w.account({ name: '=甲银行' });
      await w.account({ name: '乙医院', kind: 'private' });
      const { id } = await scheduleOf(w.manager, {}, { query: 'kind=state_owned' });
      const time = await due(w, id);
      await sendList(w.manager, time);
      const [file] = await listFiles(w.manager);
      expect(file).toMatchObject({ name: '我的客户', format: 'csv', rows: 1, dueAt: time.dueAt, scheduleId: id });
      const params = new URLSearchParams('kind=state_owned');
      const own = await tableFile(await listTable(w.manager, 'accounts', params), 'csv');
      const bytes = Buffer.from(await own.arrayBuffer());
      expect(await textOf(file!.id)).toBe(bytes.toString());
      expect(file!.bytes).toBe(bytes.length);
      expect(await getSchedule(w.manager, id)).toMatchObject({ lastOutcome: 'made', lastRows: 1, attempts: 0 });
      expect((await getSchedule(w.manager, id)).nextAt).toEqual(new Date('2026-11-23T00:00:00Z'));
      expect(await tellings(w, id)).toEqual([[w.manager.actor.personId, 'made']]);
      for (const who of everybodyElse(w)) {
        expect(await listFiles(who)).toEqual([]);
        expect([...(await who.db.select({ id: exportFiles.id }).from(exportFiles))]).toEqual([]);
        for (const attempt of [
          () => getFile(who, file!.id),
          () => takeFile(who, file!.id),
          () => deleteFile(who, file!.id),
        ])
          await expect(attempt()).rejects.toMatchObject(absent);
      }
      expect(await takeFile(w.manager, file!.id)).toMatchObject({ id: file!.id });
      expect(await deleteFile(w.manager, file!.id)).toMatchObject({ ok: true });
      await expect(getFile(w.manager, file!.id)).rejects.toMatchObject(absent);
      expect(await openExport(file!.id)).toBeNull();
      expect(await eventsOf(w, id)).toEqual(
        ['scheduled', 'made', 'downloaded', 'file_deleted'].map((verb) => `export.${verb}`),
      );
    }));

  it('is a workbook when asked for, of deals and visits too', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.opportunity(account);
      await w.visit(account);
      for (const page of ['opportunities', 'visits'] as const) {
        const { id } = await scheduleOf(w.director, { format: 'xlsx' }, { page, query: 'reach=all' });
        await sendList(w.director, await due(w, id));
        const [file] = (await listFiles(w.director)).filter(({ scheduleId }) => scheduleId === id);
        expect(file).toMatchObject({ format: 'xlsx', rows: 1, page });
        expect((await textOf(file!.id)).slice(0, 2)).toBe('PK');
      }
    }));

  it('holds what the person may see at that time: an account given away is no more in it', () =>
    inWorld(async (w) => {
      const account = await w.account({ name: '甲银行' });
      await w.account({ name: '乙医院' });
      const { id } = await scheduleOf(w.manager);
      await sendList(w.manager, await due(w, id, new Date('2026-11-19T00:00:00Z')));
      const given = { ownerId: w.otherTeam.actor.personId, unitId: w.otherTeam.actor.unitId };
      await w.owner.update(accounts).set(given).where(eq(accounts.id, account.id));
      await w.owner.execute(
        sql`update assignments set during = daterange(lower(during), '2026-11-01') where account_id = ${account.id}`,
      );
      await sendList(w.manager, await due(w, id));
      const files = await listFiles(w.manager);
      const texts = await Promise.all(files.map((file) => textOf(file.id)));
      const [now, before] = texts.toSorted((a, b) => a.length - b.length);
      expect(before).toContain('甲银行');
      expect(now).not.toContain('甲银行');
      expect(now).toContain('乙医院');
    }));

  it('is made once for each time, however often the run is started', () =>
    inWorld(async (w) => {
      const { id } = await scheduleOf(w.manager);
      const time = await due(w, id);
      for (let n = 0; n < 3; n++) await sendList(w.manager, time);
      expect(await listFiles(w.manager)).toHaveLength(1);
      expect(await tellings(w, id)).toHaveLength(1);
      // changed or paused while the file was being made: nothing comes of it
      const later = await due(w, id, new Date('2026-11-24T00:00:00Z'));
      await pauseSchedule(w.manager, id, 1);
      await sendList(w.manager, later);
      expect(await listFiles(w.manager)).toHaveLength(1);
    }));

  it('is left to whoever takes it for a quarter of an hour, then to the next', () =>
    inWorld(async (w) => {
      const { id } = await scheduleOf(w.manager);
      await due(w, id);
      const { tenantId } = w.manager.actor;
      const asked = async (query: ReturnType<typeof sql>) => [...(await w.manager.db.execute(query))];
      const take = () => asked(sql`select * from app.take_export(${tenantId}::int, ${id}::uuid)`);
      const waiting = async () => (await asked(sql`select id from app.exports_due()`)).some((row) => row.id === id);
      expect(await waiting()).toBe(true);
      expect(await take()).toMatchObject([{ role: 'account_manager', attempts: 1 }]);
      expect([await waiting(), await take()]).toEqual([false, []]);
      const past = sql`now() - interval '1 second'`;
      await w.owner.update(exportSchedules).set({ takenUntil: past }).where(eq(exportSchedules.id, id));
      expect([await waiting(), (await take()).length]).toEqual([true, 1]);
      await sendList(w.manager, { id, dueAt: (await getSchedule(w.manager, id)).nextAt }, true);
      expect(await getSchedule(w.manager, id)).toMatchObject({ lastOutcome: 'failed', attempts: 0, takenUntil: null });
      expect(await tellings(w, id)).toEqual([[w.manager.actor.personId, 'failed']]);
      expect((await getSchedule(w.manager, id)).nextAt).toEqual(new Date('2026-11-23T00:00:00Z'));
    }));

  it('is not made on a day announced as a holiday since', () =>
    inWorld(async (w) => {
      const { id } = await scheduleOf(w.manager);
      await sendList(w.manager, await due(w, id, new Date('2026-10-01T00:00:00Z')));
      expect([await listFiles(w.manager), await tellings(w, id)]).toEqual([[], []]);
      expect((await getSchedule(w.manager, id)).nextAt).toEqual(new Date('2026-11-23T00:00:00Z'));
    }));

  it('lies for 14 days', () =>
    inWorld(async (w) => {
      const { id } = await scheduleOf(w.manager);
      await sendList(w.manager, await due(w, id));
      const [file] = await listFiles(w.manager);
      await w.owner
        .update(exportFiles)
        .set({ madeAt: new Date(clock.getTime() - 14 * 86_400_000 - 1) })
        .where(eq(exportFiles.id, file!.id));
      expect(await listFiles(w.manager)).toEqual([]);
      await expect(takeFile(w.manager, file!.id)).rejects.toMatchObject(absent);
      await w.manager.db.execute(sql`select app.drop_old_exports(14)`);
      expect(await w.owner.select().from(exportFiles).where(eq(exportFiles.id, file!.id))).toEqual([]);
      const old = new Date('2026-01-01T00:00:00Z');
      utimesSync(path.join(inject('dataDir'), 'exports', file!.id), old, old);
      await dropExportsBefore(new Date('2026-01-02T00:00:00Z'));
      expect(await openExport(file!.id)).toBeNull();
    }));
});

describe('a schedule whose person', () => {
  const stopped = async (w: World, id: string) => {
    await w.manager.db.execute(sql`select app.stop_export(${w.manager.actor.tenantId}::int, ${id}::uuid)`);
    const [row] = await w.owner.select().from(exportSchedules).where(eq(exportSchedules.id, id));
    return row;
  };

  it('has left or lost the role is paused and says why; where they are there, nothing happens', () =>
    inWorld(async (w) => {
      const { id } = await scheduleOf(w.manager);
      expect(await stopped(w, id)).toMatchObject({ pausedReason: null, version: 1 });
      const me = eq(roleGrants.personId, w.manager.actor.personId);
      await w.owner.update(roleGrants).set({ role: 'employee' }).where(me);
      expect(await stopped(w, id)).toMatchObject({ pausedReason: 'role', version: 2 });
      const other = await scheduleOf(w.colleague);
      await w.owner.update(people).set({ leftOn: '2020-01-01' }).where(eq(people.id, w.colleague.actor.personId));
      expect(await stopped(w, other.id)).toMatchObject({ pausedReason: 'left' });
      for (const one of [id, other.id]) {
        expect(await eventsOf(w, one)).toEqual(['export.scheduled', 'export.paused']);
        expect(await tellings(w, one)).toEqual([]);
      }
      expect(await listFiles(w.manager)).toEqual([]);
    }));

  it('may not export the list, or whose view is gone, is paused, told, and resumed with a view only', () =>
    inWorld(async (w) => {
      const { id, viewId } = await scheduleOf(w.manager);
      const agent = w.as({ ...w.manager.actor, role: 'service_agent' });
      await w.owner.update(exportSchedules).set({ role: 'service_agent' }).where(eq(exportSchedules.id, id));
      await sendList(agent, await due(w, id));
      expect(await getSchedule(w.manager, id)).toMatchObject({ pausedReason: 'right', version: 2 });
      expect(await resumeSchedule(w.manager, id, 2)).toMatchObject({ ok: true });
      await deleteView(w.manager, viewId, 1);
      await sendList(w.manager, await due(w, id));
      expect(await getSchedule(w.manager, id)).toMatchObject({ pausedReason: 'view', version: 4 });
      expect(await resumeSchedule(w.manager, id, 4)).toMatchObject({ reason: 'export.no_view' });
      expect((await tellings(w, id)).map(([, step]) => step).toSorted()).toEqual(['right', 'view']);
      expect(await listFiles(w.manager)).toEqual([]);
    }));

  it('is given a shared view uses it only as long as it is shared', () =>
    inWorld(async (w) => {
      const shared = await viewOf(w.lead, { sharedUnitId: w.unit.team.id, name: '全组客户' });
      const input = draft(shared);
      expect(await createSchedule(w.manager, input)).toMatchObject({ ok: true });
      await deleteView(w.lead, shared, 1);
      await sendList(w.manager, await due(w, input.id));
      expect(await getSchedule(w.manager, input.id)).toMatchObject({ pausedReason: 'view', name: '全组客户' });
    }));
});
