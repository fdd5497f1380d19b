import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { tableFile } from '~/core/table-file.server';
import { accountTable } from '~/features/accounts/export.server';
import { readAccountFilters } from '~/features/accounts/filters';
import { retireField, saveField } from '~/features/custom-fields/commands.server';
import { fieldInput } from '~/features/custom-fields/input';
import { startImport, startUndo } from '~/features/imports/commands.server';
import { previewImport } from '~/features/imports/preview.server';
import { getImport } from '~/features/imports/queries.server';
import { rejectsCsv } from '~/features/imports/rejects.server';
import { undoImport } from '~/features/imports/undo.server';
import { opportunityTable } from '~/features/opportunities/list/export.server';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listJournalOf } from '~/features/people/history.server';
import { translate } from '~/locales/translate.server';
import { named, rejections, run, upload } from '../support/import-files';
import { inWorld, type World } from '../support/world';

const define = async (ctx: Context, key: string, label: string, kind: string, more: object = {}) => {
  const id = newId();
  const typed = { id, version: '0', entity: 'accounts', key, label, kind, ...more };
  const result = await saveField(ctx, fieldInput.parse(typed));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return id;
};
const options = { options: '全国产 | Domestic\n部分国产 | Partly' };
async function defineAll(w: World) {
  await define(w.admin, 'level', '信创要求', 'one', { ...options, labelEn: 'Localisation' });
  await define(w.admin, 'systems', '在用系统', 'several', { options: 'OA\nERP\nMES' });
  await define(w.admin, 'lines', '专线条数', 'number');
  await define(w.admin, 'budget', '年度预算', 'amount');
  await define(w.admin, 'secret', '是否涉密', 'yes_no');
  await define(w.admin, 'until', '合同到期', 'day');
}
const head = '客户名称,客户类型,信创要求,在用系统,专线条数,年度预算（万元）,是否涉密,合同到期';
const rowOf = async (w: World, name: string) =>
  (await w.owner.select().from(accounts).where(eq(accounts.name, name)))[0]!;

describe('a company’s own fields in files', () => {
  it('come in by their names, are checked cell by cell, and are taken back', () =>
    inWorld(async (w) => {
      await defineAll(w);
      const there = await w.account({ owner: w.manager, ...named('老客户'), custom: { level: '部分国产', lines: 2 } });
      const lines = [
        head,
        '宁波海港,民营企业,全国产,OA、MES,12,3.5,是,2027年3月1日',
        '温州鞋业,民营企业,Partly,,,,否,',
        '写错选项,民营企业,进口,OA,,,,',
        '写错数字,民营企业,,,许多,,,',
        '写错日期,民营企业,,,,,,明年',
        '写错是否,民营企业,,,,,也许,',
        '写错多选,民营企业,,OA、CRM,,,,',
        '老客户,民营企业,,,5,,,',
      ];
      const id = await upload(w.admin, w, 'accounts', lines.join('\n'));
      const { mapping } = await getImport(w.admin, id);
      expect(mapping).toMatchObject({ 'custom.level': 2, 'custom.systems': 3, 'custom.lines': 4, 'custom.budget': 5 });
      const preview = await previewImport(w.admin, await getImport(w.admin, id));
      expect(preview.map(({ outcome }) => outcome)).toEqual([
        'create', 'create', 'rejected', 'rejected', 'rejected', 'rejected', 'rejected', 'update',
      ]); // biome-ignore format: a row
      expect(await run(w.admin, id)).toMatchObject({ state: 'done', created: 2, updated: 1, rejected: 5 });
      expect((await rowOf(w, '宁波海港')).custom).toEqual({
        level: '全国产',
        systems: ['OA', 'MES'],
        lines: 12,
        budget: 3_500_000,
        secret: true,
        until: '2027-03-01',
      });
      expect((await rowOf(w, '温州鞋业')).custom).toEqual({ level: '部分国产', secret: false });
      expect((await rowOf(w, '老客户')).custom).toEqual({ level: '部分国产', lines: 5 });
      expect((await listJournalOf(w.manager, there.id))[0]).toMatchObject({
        before: { 'custom.lines|number|专线条数|': 2 },
        after: { 'custom.lines|number|专线条数|': 5 },
      });
      expect(await rejections(w, id)).toEqual([
        '3 rejected custom.level:error.choose',
        '4 rejected custom.lines:error.number',
        '5 rejected custom.until:error.day',
        '6 rejected custom.secret:error.choose',
        '7 rejected custom.systems:error.choose',
        '8 updated ',
      ]);
      let file = '';
      for await (const part of rejectsCsv(w.admin, await getImport(w.admin, id), 'zh-CN')) file += part;
      expect(file).toContain('信创要求');
      const done = await getImport(w.admin, id);
      await startUndo(w.admin, id, done.version);
      await undoImport(w.admin, done);
      expect((await rowOf(w, '老客户')).custom).toEqual({ level: '部分国产', lines: 2 });
    }));

  it('ask for the column of what is required, and know nothing of what is retired', () =>
    inWorld(async (w) => {
      await define(w.admin, 'level', '信创要求', 'one', { ...options, isRequired: 'on' });
      const old = await define(w.admin, 'old', '旧字段', 'text');
      await retireField(w.admin, old, { version: 1, retired: true });
      const bare = await upload(w.admin, w, 'accounts', '客户名称,客户类型,旧字段\n宁波海港,民营企业,x');
      const { version, mapping } = await getImport(w.admin, bare);
      expect(mapping).toEqual({ name: 0, kind: 1 });
      expect(await startImport(w.admin, bare, version)).toMatchObject({
        reason: 'imports.fields_missing',
        details: ['custom.level'],
      });
      const id = await upload(
        w.admin,
        w,
        'accounts',
        '客户名称,客户类型,信创要求\n宁波海港,民营企业,\n温州鞋业,民营企业,全国产',
      );
      expect(await run(w.admin, id)).toMatchObject({ created: 1, rejected: 1 });
      expect(await rejections(w, id)).toEqual(['1 rejected custom.level:error.required']);
      // another company has no such column
      const theirs = await w.person({ unit: w.unit.gd, role: 'admin' });
      const file = await upload(theirs, w, 'accounts', '客户名称,客户类型,信创要求\n广州鞋业,民营企业,全国产');
      expect((await getImport(theirs, file)).mapping).toEqual({ name: 0, kind: 1 });
    }));

  it('go out under their names, as an import reads them again', () =>
    inWorld(async (w) => {
      await defineAll(w);
      await define(w.admin, 'code', '招标编号', 'text', { entity: 'opportunities' });
      const custom = {
        level: '全国产',
        systems: ['OA', 'ERP'],
        lines: 3,
        budget: 150,
        secret: false,
        until: '2027-03-01',
      };
      const account = await w.account({ owner: w.manager, name: '甲', custom });
      await w.opportunity(account, { title: '单', custom: { code: '=1+1' } });
      const filters = readAccountFilters(new URLSearchParams(), w.manager.actor.personId);
      const words = { t: translate('zh-CN'), locale: 'zh-CN' as const };
      const file = await tableFile(await accountTable(w.manager, filters, words), 'csv');
      const [first, second] = (await file.text()).split('\r\n');
      expect(first).toContain('信创要求,在用系统,专线条数,年度预算,是否涉密,合同到期');
      expect(second).toContain('全国产,OA、ERP,3,1.5,否,2027-03-01');
      const ask = { ...(await readAsk(w.manager, new URLSearchParams())), sort: '-updated' as const };
      const deals = await (await tableFile(await opportunityTable(w.manager, ask, words), 'csv')).text();
      expect(deals).toContain('招标编号');
      expect(deals).toContain("'=1+1"); // no spreadsheet runs it
    }));
});
