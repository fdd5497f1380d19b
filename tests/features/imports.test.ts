import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, assignments, imports } from '#drizzle/schema';
import { configureImport, startUndo } from '~/features/imports/commands.server';
import { Interrupted } from '~/features/imports/key.server';
import { previewImport, readQuestions } from '~/features/imports/preview.server';
import { findImport, getImport, listImports, listResults } from '~/features/imports/queries.server';
import { rejectsCsv } from '~/features/imports/rejects.server';
import { undoImport } from '~/features/imports/undo.server';
import { gb18030 } from '../support/gb18030';
import { codes, good, header, named, rejections, run, upload, wrong } from '../support/import-files';
import { inWorld } from '../support/world';

describe('import of a bad file in GB18030', () => {
  const lines = [
    header,
    good,
    `代码有误,${wrong},民营企业,A,,,,`,
    '词语有误,,火星企业,A,,,,',
    ',,民营企业,A,,,,',
    '宁波海港物流,,民营企业,A,,,,',
    '列数不足,,民营企业',
    '金额有误,,民营企业,A,,一百多,,',
    '年份有误,,民营企业,A,,,20年前,',
    '没有此人,,民营企业,A,诸葛亮,,,',
    '="公式",,民营企业,A,,,,=HYPERLINK("http://x")',
    `空${'\u0000'}字,,民营企业,A,,,,`,
    `${'长'.repeat(350_000)},,民营企业,A,,,,`,
    '"没有收尾的引号,,民营企业,A,,,,',
  ];

  it('takes the good rows, says what is wrong with each other one, hands them out and takes all back', () =>
    inWorld(async (w) => {
      const id = await upload(w.admin, w, 'accounts', gb18030(`${lines.join('\r\n')}\r\n`));
      const before = await getImport(w.admin, id);
      expect(before.encoding).toBe('gb18030');
      expect(before.mapping).toMatchObject({
        name: 0,
        creditCode: 1,
        kind: 2,
        grade: 3,
        owner: 4,
        registeredCapitalFen: 5,
      });
      const import_ = await run(w.admin, id);
      expect(import_).toMatchObject({
        state: 'done',
        created: 2,
        updated: 0,
        rejected: 11,
        questions: 0,
        doneRows: 13,
        rowCount: 13,
      });
      expect(await rejections(w, id)).toEqual([
        '2 rejected creditCode:account.credit_check',
        '3 rejected kind:imports.problem.unknown_word',
        '4 rejected name:error.required',
        '5 rejected creditCode:imports.problem.twice',
        '6 rejected null:imports.problem.too_few',
        '7 rejected registeredCapitalFen:error.money',
        '8 rejected foundedYear:error.number',
        '9 rejected owner:imports.problem.person',
        '11 rejected name:error.characters',
        '12 rejected name:error.too_long',
        '13 rejected null:imports.problem.quote',
      ]);
      const made = await w.owner.select().from(accounts).where(eq(accounts.importId, id)).orderBy(accounts.name);
      expect(made.map(({ name, registeredCapitalFen, ownerId }) => [name, registeredCapitalFen, ownerId])).toEqual([
        ['="公式"', null, w.admin.actor.personId],
        ['宁波海港物流', 1200_0000_00, w.manager.actor.personId],
      ]);
      expect(made[0]!.tailoringNote).toBe('=HYPERLINK("http://x")');
      const served = await w.owner.select().from(assignments).where(eq(assignments.accountId, made[1]!.id));
      expect(served).toMatchObject([{ ownerId: w.manager.actor.personId, role: 'primary' }]);

      let csv = '';
      for await (const part of rejectsCsv(w.admin, import_, 'zh-CN')) csv += part;
      expect(csv.startsWith(`\uFEFF${header},`)).toBe(true);
      expect(csv.split('\r\n')).toHaveLength(13);
      expect(csv).toContain(`代码有误,${wrong},民营企业`);

      expect(await startUndo(w.admin, id, import_.version)).toMatchObject({ ok: true });
      await undoImport(w.admin, import_);
      expect((await getImport(w.admin, id)).state).toBe('undone');
      const after = await w.owner.select().from(accounts).where(eq(accounts.importId, id));
      expect(after.every((row) => row.deletedAt !== null)).toBe(true);
    }));
});

describe('rows that exist', () => {
  it('are changed by their key, and given back unless somebody changed them since', () =>
    inWorld(async (w) => {
      const kept = await w.account({ ...named('甲'), creditCode: codes[0], headcount: 10 });
      const touched = await w.account({ ...named('乙'), creditCode: codes[1], headcount: 10 });
      const text = `客户名称,统一社会信用代码,客户类型,员工数\n甲,${codes[0]},国有企业,20\n乙,${codes[1]},国有企业,30\n`;
      const id = await upload(w.admin, w, 'accounts', text);
      const import_ = await run(w.admin, id);
      expect(import_).toMatchObject({ created: 0, updated: 2, rejected: 0 });
      const read = async (row: { id: string }) =>
        (await w.owner.select().from(accounts).where(eq(accounts.id, row.id)))[0]!;
      expect(await read(kept)).toMatchObject({ headcount: 20, version: 2 });
      await w.owner.execute(sql`update accounts set headcount = 31, version = version + 1 where id = ${touched.id}`);
      await startUndo(w.admin, id, import_.version);
      await undoImport(w.admin, import_);
      expect(await read(kept)).toMatchObject({ headcount: 10 });
      expect(await read(touched)).toMatchObject({ headcount: 31 });
      const { rows } = await listResults(w.admin, await getImport(w.admin, id), ['updated'], null);
      expect(rows.map((row) => row.problems[0]?.reason)).toEqual(['imports.problem.changed_since']);
    }));

  it('are offered when a name nearly matches, and taken for what was answered', () =>
    inWorld(async (w) => {
      const known = await w.account({ ...named('杭州 银泰（集团）') });
      const id = await upload(w.admin, w, 'accounts', '客户名称,客户类型,员工数\n杭州银泰集团,国有企业,55\n');
      const before = await getImport(w.admin, id);
      expect(before).toMatchObject({ questions: 1, answers: { name: { 杭州银泰集团: '' } } });
      expect(await readQuestions(before)).toMatchObject([{ field: 'name', near: true, choices: [{ id: known.id }] }]);
      expect(await previewImport(w.admin, before)).toMatchObject([{ outcome: 'question' }]);
      const answers = [{ field: 'name', text: '杭州银泰集团', choice: known.id }];
      const columns = ['name', 'kind', 'headcount'];
      const input = { version: 1, mode: 'upsert' as const, keyField: 'name', unitId: before.unitId, columns, answers };
      expect(await configureImport(w.admin, id, input)).toMatchObject({ ok: true });
      expect(await run(w.admin, id)).toMatchObject({ updated: 1, created: 0, questions: 0 });
    }));
});

describe('an import that is cut off', () => {
  it('goes on behind the last batch and doubles nothing', () =>
    inWorld(async (w) => {
      const lines = Array.from({ length: 2500 }, (_, i) => `产品${i},P${i},云`);
      const id = await upload(w.admin, w, 'offerings', `产品名称,产品编码,产品线\n${lines.join('\n')}\n`);
      let asked = 0;
      const watch = { get aborted() { asked += 1; return asked > 1; } } as AbortSignal; // biome-ignore format: one line
      await expect(run(w.admin, id, watch)).rejects.toThrow(Interrupted);
      const half = await getImport(w.admin, id);
      expect(half.state).toBe('running');
      expect(half.doneRows).toBe(1000);
      expect(await run(w.admin, id)).toMatchObject({ state: 'done', doneRows: 2500, created: 2500, rejected: 0 });
      const [made] = [
        ...(await w.owner.execute<{ n: number }>(
          sql`select count(*)::int as n from offerings where import_id = ${id}`,
        )),
      ];
      expect(made!.n).toBe(2500);
    }));
});

describe('walls', () => {
  it('show a stranger neither the import nor its rows', () =>
    inWorld(async (w) => {
      const id = await upload(w.admin, w, 'accounts', `${header}\n,,民营企业,A,,,,\n`);
      const import_ = await run(w.admin, id);
      for (const ctx of [w.stranger, w.strangerDirector, w.manager]) {
        expect(await findImport(ctx, id)).toBeNull();
        expect((await listImports(ctx, null)).rows).toEqual([]);
        expect((await listResults(ctx, import_, ['rejected'], null)).rows).toEqual([]);
        await expect(startUndo(ctx, id, 1)).rejects.toMatchObject({ init: { status: 404 } });
      }
      expect(await w.stranger.db.select().from(imports)).toEqual([]);
    }));

  it('let nobody import without the right to it, nor more than the role may write', () =>
    inWorld(async (w) => {
      for (const ctx of [w.manager, w.trainer, w.employee]) {
        await expect(upload(ctx, w, 'accounts', `${header}\n${good}\n`)).rejects.toMatchObject({
          init: { status: 403 },
        });
      }
      await expect(upload(w.lead, w, 'people', '姓名,邮箱,角色\n')).rejects.toMatchObject({ init: { status: 403 } });
      const id = await upload(
        w.lead,
        w,
        'accounts',
        `${header}\n别组的,,民营企业,A,陈静,,,\n本组的,,民营企业,A,李晓梅,,,\n`,
      );
      expect(await run(w.lead, id)).toMatchObject({ created: 1, rejected: 1 });
      expect(await rejections(w, id)).toEqual(['1 rejected owner:imports.problem.person']);
    }));

  it('say the same for a code somebody else in the company holds', () =>
    inWorld(async (w) => {
      await w.account({ owner: w.otherTeam, ...named('看不见的'), creditCode: codes[0] });
      const id = await upload(w.lead, w, 'accounts', `客户名称,统一社会信用代码,客户类型\n新的,${codes[0]},国有企业\n`);
      expect(await run(w.lead, id)).toMatchObject({ created: 0, rejected: 1 });
      expect(await rejections(w, id)).toEqual(['1 rejected creditCode:imports.problem.taken']);
    }));
});
