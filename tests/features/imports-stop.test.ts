import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { imports, journal } from '#drizzle/schema';
import { configureImport, startImport, startUndo } from '~/features/imports/commands.server';
import { Interrupted } from '~/features/imports/key.server';
import { getImport } from '~/features/imports/queries.server';
import { readHeader } from '~/features/imports/reading/csv.server';
import { runImport } from '~/features/imports/run.server';
import { stopImport } from '~/features/imports/stop.server';
import { layoutOf, readSheets, storedPath } from '~/features/imports/store.server';
import { undoImport } from '~/features/imports/undo.server';
import { run, upload } from '../support/import-files';
import { inWorld } from '../support/world';

const rows = (n: number) => Array.from({ length: n }, (_, i) => `企业${i}号,民营企业`).join('\n');
const refusal = (status: number) => ({ init: { status } });
/** Ends the process behind the first batch, as a killed worker would. */
const killed = () => {
  let asked = 0;
  return { get aborted() { asked += 1; return asked > 1; } } as AbortSignal; // biome-ignore format: one line
};

describe('stopping an import', () => {
  it(
    'leaves what was written, to be continued or undone, however often it is asked',
    () =>
      inWorld(async (w) => {
        const id = await upload(w.admin, w, 'accounts', `客户名称,客户类型\n${rows(1500)}\n`);
        // looked through to the end, however slow the machine
        await w.owner.update(imports).set({ rowCount: 1500 }).where(eq(imports.id, id));
        await expect(run(w.admin, id, killed())).rejects.toThrow(Interrupted);
        const half = await getImport(w.admin, id);
        expect(half).toMatchObject({ state: 'running', doneRows: 1000 });
        for (const ctx of [w.stranger, w.strangerDirector, w.manager])
          await expect(stopImport(ctx, id)).rejects.toMatchObject(refusal(404));
        expect((await getImport(w.admin, id)).state).toBe('running');

        expect(await stopImport(w.admin, id)).toMatchObject({ ok: true });
        expect(await stopImport(w.admin, id)).toMatchObject({ ok: true });
        const stopped = await getImport(w.admin, id);
        expect(stopped).toMatchObject({
          state: 'failed',
          failure: 'imports.failure_stopped',
          created: 1000,
          doneRows: 1000,
        });
        const told = await w.owner.select().from(journal).where(eq(journal.subjectId, id));
        expect(told.filter(({ event }) => event === 'import.stopped')).toMatchObject([{ after: { rows: 1000 } }]);

        // the queue gives the job of the killed worker to another one
        await runImport(w.admin, half);
        expect(await getImport(w.admin, id)).toMatchObject({ state: 'failed', doneRows: 1000 });

        expect(await startImport(w.admin, id, stopped.version)).toMatchObject({ ok: true });
        expect(await run(w.admin, id)).toMatchObject({ state: 'done', created: 1500, rejected: 0 });
        const { version } = await getImport(w.admin, id);
        expect(await stopImport(w.admin, id)).toMatchObject({ ok: true });
        expect(await getImport(w.admin, id)).toMatchObject({ state: 'done', version });
        expect(await startUndo(w.admin, id, version)).toMatchObject({ ok: true });
        await undoImport(w.admin, half);
        expect(await getImport(w.admin, id)).toMatchObject({ state: 'undone', undone: 1500 });
      }),
    60_000,
  );

  it('hands one that has written nothing back to the person', () =>
    inWorld(async (w) => {
      const id = await upload(w.admin, w, 'accounts', `客户名称,客户类型\n${rows(3)}\n`);
      const { version, tenantId } = await getImport(w.admin, id);
      await startImport(w.admin, id, version);
      await stopImport(w.admin, id);
      await runImport(w.admin, { tenantId, id });
      const back = await getImport(w.admin, id);
      expect(back).toMatchObject({ state: 'uploaded', created: 3, doneRows: 3, rowCount: 3, startedAt: null });
      expect(await startImport(w.admin, id, back.version)).toMatchObject({ ok: true });
      expect(await run(w.admin, id)).toMatchObject({ state: 'done', created: 3 });
    }));
});

const settings = { mode: 'upsert' as const, keyField: 'name', columns: [], answers: [] };

describe('how a file is read', () => {
  it('may be told by a character of its own', () =>
    inWorld(async (w) => {
      const id = await upload(w.admin, w, 'accounts', '客户名称#客户类型\n甲公司#民营企业\n');
      const { unitId } = await getImport(w.admin, id);
      const other = { ...settings, unitId, version: 1, delimiter: 'other' as const };
      for (const ownDelimiter of ['', '##', '"', '\n'])
        expect(await configureImport(w.admin, id, { ...other, ownDelimiter })).toMatchObject({
          ok: false,
          fields: { ownDelimiter: 'imports.delimiter_one' },
        });
      expect(await configureImport(w.admin, id, { ...other, ownDelimiter: '#' })).toMatchObject({
        value: { again: true },
      });
      expect(await getImport(w.admin, id)).toMatchObject({ delimiter: '#', header: ['客户名称', '客户类型'] });
      expect(await run(w.admin, id)).toMatchObject({ created: 1, rejected: 0 });
    }));

  it('may be another sheet of a workbook, whose columns are matched anew', () =>
    inWorld(async (w) => {
      const sheet = (name: string, ...lines: string[][]) => ({
        sheet: name,
        data: lines.map((line) => line.map((value) => ({ value }))),
      });
      const file = await writeXlsxFile([
        sheet('说明', ['填表说明'], ['请填第二页']),
        sheet('客户', ['客户名称', '客户类型'], ['甲公司', '民营企业']),
        sheet('空', ['']),
      ]).toBuffer();
      const id = await upload(w.admin, w, 'accounts', file);
      const first = await getImport(w.admin, id);
      expect(first.header).toEqual(['填表说明']);
      expect(await readSheets(first.storedAs)).toEqual({ names: ['说明', '客户', '空'], sheet: 1 });
      const choose = async (sheet: number) => {
        const { unitId, version } = await getImport(w.admin, id);
        return configureImport(w.admin, id, { ...settings, unitId, version, sheet });
      };
      expect(await choose(3)).toMatchObject({ ok: false, fields: { sheet: 'imports.file_no_header' } });
      expect(await choose(9)).toMatchObject({ ok: false, fields: { sheet: 'error.choose' } });
      expect(await choose(2)).toMatchObject({ value: { again: true } });
      const second = await getImport(w.admin, id);
      expect(second).toMatchObject({ header: ['客户名称', '客户类型'], mapping: { name: 0, kind: 1 }, created: 1 });
      expect(await readSheets(second.storedAs)).toMatchObject({ sheet: 2 });
      expect(await choose(1)).toMatchObject({ value: { again: true } });
      const back = await getImport(w.admin, id);
      expect((await readHeader(storedPath(back.storedAs), layoutOf(back))).names).toEqual(['填表说明']);
      await choose(2);
      await expect(
        configureImport(w.stranger, id, { ...settings, unitId: 1, version: 1, sheet: 1 }),
      ).rejects.toMatchObject(refusal(404));
      expect(await run(w.admin, id)).toMatchObject({ created: 1, rejected: 0 });
    }));
});
