import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, assignments, importRows, imports, opportunities, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { makeCreditCode } from '~/core/credit-code';
import { newId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import { configureImport, createImport, startImport, startUndo } from '~/features/imports/commands.server';
import { Interrupted } from '~/features/imports/key.server';
import { previewImport, readQuestions } from '~/features/imports/preview.server';
import { findImport, getImport, listImports, listResults } from '~/features/imports/queries.server';
import { rejectsCsv } from '~/features/imports/rejects.server';
import type { ImportKind } from '~/features/imports/rules';
import { runImport } from '~/features/imports/run.server';
import { storedPath, storeFile } from '~/features/imports/store.server';
import { undoImport } from '~/features/imports/undo.server';
import { gb18030 } from '../support/gb18030';
import { keptAndCounted } from '../support/kept-sums';
import { inWorld, type World } from '../support/world';

const random = (seed: number) => () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; }; // biome-ignore format: one line
const codes = [makeCreditCode(random(7)), makeCreditCode(random(8))] as const;
const wrong = codes[0].replace(/.$/, (last) => (last === '0' ? '1' : '0'));
/** As every account has it: the reading under which it is found. */
const named = (name: string) => ({ name, ...searchText({ name }) });

async function upload(ctx: Context, w: World, kind: ImportKind, bytes: Buffer | string) {
  const stored = await storeFile(Readable.from([Buffer.from(bytes as string)]));
  if (!stored.ok) throw new Error(stored.reason);
  const id = newId();
  const made = await createImport(
    ctx,
    { id, kind, unitId: ctx.actor.ledUnits[0] ?? w.unit.zj.id },
    { ...stored.file, name: 'file.csv' },
  );
  if (!made.ok) throw new Error(JSON.stringify(made));
  return id;
}

async function run(ctx: Context, id: string, signal?: AbortSignal) {
  const { version, state } = await getImport(ctx, id);
  if (state === 'uploaded') expect(await startImport(ctx, id, version)).toMatchObject({ ok: true });
  const { tenantId } = await getImport(ctx, id);
  await runImport(ctx, { tenantId, id }, signal);
  return getImport(ctx, id);
}

async function rejections(w: World, id: string) {
  const rows = await w.owner.select().from(importRows).where(eq(importRows.importId, id)).orderBy(importRows.rowNumber);
  return rows.map(
    (row) => `${row.rowNumber} ${row.outcome} ${row.problems.map((p) => `${p.field}:${p.reason}`).join()}`,
  );
}

const header = '客户名称,统一社会信用代码,客户类型,等级,客户经理,注册资本（万元）,成立年份,备注';
const good = '宁波海港物流,,民营企业,A,王芳,1200,1998,';

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

describe('what a row may not do quietly', () => {
  const settings = { mode: 'upsert' as const, keyField: 'name', answers: [] };

  it('counts each row once, and starts nothing while a near match is open', () =>
    inWorld(async (w) => {
      await w.account({ ...named('杭州 银泰（集团）') });
      const text =
        '客户名称,客户类型,员工数\n杭州银泰集团,国有企业,55\n杭州银泰集团,国有企业,很多\n宁波新客户,民营企业,3\n';
      const id = await upload(w.admin, w, 'accounts', text);
      const before = await getImport(w.admin, id);
      const { created, updated, rejected, questions, doneRows } = before;
      expect({ created, updated, rejected, questions, doneRows }).toEqual({
        created: 1,
        updated: 0,
        rejected: 1,
        questions: 1,
        doneRows: 3,
      });
      expect(await startImport(w.admin, id, 1)).toMatchObject({ ok: false, reason: 'imports.questions_open' });
      const columns = ['name', 'kind', 'headcount'];
      const input = { ...settings, version: 1, unitId: before.unitId, columns, leaveOpen: true };
      expect(await configureImport(w.admin, id, input)).toMatchObject({ ok: true });
      expect(await run(w.admin, id)).toMatchObject({ created: 1, updated: 0, questions: 1, rejected: 1 });
    }));

  it('goes back to the person when a question stands further down than was looked', () =>
    inWorld(async (w) => {
      await w.account({ ...named('杭州 银泰（集团）') });
      const id = await upload(
        w.admin,
        w,
        'accounts',
        '客户名称,客户类型\n宁波新客户,民营企业\n杭州银泰集团,国有企业\n',
      );
      // as if nobody had waited for the end of a long file
      await writeFile(storedPath(`${(await getImport(w.admin, id)).storedAs}.questions.json`), '[]');
      await w.owner.update(imports).set({ rowCount: null, answers: {} }).where(eq(imports.id, id));
      const back = await run(w.admin, id);
      expect(back).toMatchObject({ state: 'uploaded', questions: 1, created: 1, rowCount: 2, startedAt: null });
      expect(await readQuestions(back)).toHaveLength(1);
      expect(await w.owner.select().from(accounts).where(eq(accounts.importId, id))).toEqual([]);
    }));

  it('hands an account over by the rules for that, and back again', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager, ...named('甲'), creditCode: codes[0] });
      const deal = await w.opportunity(account, { ownerId: w.manager.actor.personId });
      const specialists = await w.opportunity(account, { ownerId: w.lead.actor.personId });
      const colleagues = await w.opportunity(account, { ownerId: w.colleague.actor.personId });
      const theirs = await w.visit(account, {
        plannedAt: new Date('2026-11-25T02:00:00Z'),
        ownerId: w.lead.actor.personId,
      });
      const { name, email } = w.colleague.actor;
      const text = `客户名称,统一社会信用代码,客户类型,客户经理\n甲,${codes[0]},${'国有企业'},${email || name}\n`;
      const id = await upload(w.admin, w, 'accounts', text);
      const import_ = await run(w.admin, id);
      expect(import_).toMatchObject({ updated: 1, rejected: 0 });
      const ownerOf = async () =>
        (await w.owner.select().from(accounts).where(eq(accounts.id, account.id)))[0]?.ownerId;
      const primaries = () =>
        w.owner.select().from(assignments).where(eq(assignments.accountId, account.id)).orderBy(assignments.during);
      expect(await ownerOf()).toBe(w.colleague.actor.personId);
      expect((await primaries()).at(-1)).toMatchObject({ ownerId: w.colleague.actor.personId, reason: 'file.csv' });
      const changes = await w.owner.execute(sql`
        select kind, to_owner_id from opportunity_changes where opportunity_id = ${deal.id} and kind = 'owner'`);
      expect([...changes]).toEqual([{ kind: 'owner', to_owner_id: w.colleague.actor.personId }]);
      const since = await w.opportunity({ ...account, ownerId: w.colleague.actor.personId });
      await startUndo(w.admin, id, import_.version);
      await undoImport(w.admin, import_);
      expect(await ownerOf()).toBe(w.manager.actor.personId);
      const deals = await w.owner.select().from(opportunities).where(eq(opportunities.accountId, account.id));
      expect(Object.fromEntries(deals.map((one) => [one.id, one.ownerId]))).toEqual({
        [deal.id]: w.manager.actor.personId,
        [specialists.id]: w.lead.actor.personId,
        [colleagues.id]: w.colleague.actor.personId,
        [since.id]: w.colleague.actor.personId,
      });
      const [plan] = await w.owner.select().from(visits).where(eq(visits.id, theirs.id));
      expect(plan?.ownerId).toBe(w.lead.actor.personId);
    }));

  it('refuses moves and closings of deals that exist, and keeps the history of what it changes', () =>
    inWorld(async (w) => {
      const account = await w.account({ ...named('浙江一建') });
      const deal = await w.opportunity(account, { title: '专线', oneOffFen: 100_00, expectedCloseOn: '2027-01-01' });
      const text =
        '客户,商机名称,阶段,金额,预计签约,输赢原因\n浙江一建,专线,,200,2027-02-01,\n浙江一建,专线,合同签订,200,,\n浙江一建,专线,,200,,价格\n';
      const id = await upload(w.admin, w, 'opportunities', text);
      const { unitId } = await getImport(w.admin, id);
      const columns = ['account', 'title', 'stage', 'oneOffFen', 'expectedCloseOn', 'closeReason'];
      const input = { version: 1, mode: 'update' as const, keyField: 'title', unitId, columns, answers: [] };
      expect(await configureImport(w.admin, id, input)).toMatchObject({ ok: true });
      const import_ = await run(w.admin, id);
      expect(import_).toMatchObject({ updated: 1, rejected: 2 });
      const history = async () =>
        (
          await w.owner.execute<{ kind: string }>(
            sql`select kind from opportunity_changes where opportunity_id = ${deal.id} and kind in ('amount', 'close_date') order by kind`,
          )
        ).map(({ kind }) => kind);
      expect(await history()).toEqual(['amount', 'close_date']);
      await startUndo(w.admin, id, import_.version);
      await undoImport(w.admin, import_);
      expect(await history()).toEqual(['amount', 'amount', 'close_date', 'close_date']);
      const sums = await keptAndCounted(w);
      expect(sums.kept).toEqual(sums.counted);
      const again = await upload(w.admin, w, 'opportunities', '客户,商机名称,初始阶段\n浙江一建,专线,需求挖掘\n');
      const more = { ...input, columns: ['account', 'title', 'firstStage'] };
      expect(await configureImport(w.admin, again, more)).toMatchObject({ ok: true });
      expect(await startImport(w.admin, again, 2)).toMatchObject({ reason: 'imports.fields_only_new' });
    }));

  it('is read again in the encoding a person chooses', () =>
    inWorld(async (w) => {
      const id = await upload(w.admin, w, 'accounts', '客户名称;客户类型\n甲;民营企业\n');
      const { unitId } = await getImport(w.admin, id);
      const input = { ...settings, version: 1, unitId, columns: [] };
      expect(await configureImport(w.admin, id, { ...input, delimiter: 'comma' })).toMatchObject({
        value: { again: true },
      });
      expect(await getImport(w.admin, id)).toMatchObject({ delimiter: ',', header: ['客户名称;客户类型'] });
      const back = { ...input, version: 2, delimiter: 'semicolon' as const, encoding: 'utf-8' as const };
      await configureImport(w.admin, id, back);
      expect(await getImport(w.admin, id)).toMatchObject({ mapping: { name: 0, kind: 1 }, created: 1, version: 3 });
    }));
});

describe('other kinds', () => {
  it('find accounts, people and stages, and answer alike for an account out of sight and one that is not there', () =>
    inWorld(async (w) => {
      const account = await w.account({ ...named('浙江一建') });
      await w.account({ owner: w.stranger, ...named('广东二建') });
      const text =
        '客户,商机名称,阶段,金额（万元）,客户经理,预计签约\n浙江一建,专线,需求挖掘,12.5,王芳,2027年3月1日\n广东二建,云,需求挖掘,1,,\n不存在的,云,需求挖掘,1,,\n浙江一建,日期,Develop,1,,2027-02-30\n';
      const id = await upload(w.admin, w, 'opportunities', text);
      expect(await run(w.admin, id)).toMatchObject({ created: 1, rejected: 3 });
      expect(await rejections(w, id)).toEqual([
        '2 rejected account:imports.problem.account',
        '3 rejected account:imports.problem.account',
        '4 rejected expectedCloseOn:error.day',
      ]);
      const rows = await w.owner.execute(sql`
        select o.title, o.one_off_fen, o.stage_id, o.expected_close_on, c.kind, c.to_stage_id from opportunities o
        join opportunity_changes c on c.opportunity_id = o.id where o.account_id = ${account.id}`);
      expect([...rows]).toMatchObject([
        { title: '专线', one_off_fen: 12_5000_00, stage_id: 2, expected_close_on: '2027-03-01', kind: 'created' },
      ]);
    }));

  it('make contacts with their superior, visits with their attendees, and people with their role', () =>
    inWorld(async (w) => {
      await w.account({ ...named('浙江一建') });
      const contacts = await upload(
        w.admin,
        w,
        'contacts',
        '客户,姓名,手机,上级\n浙江一建,沈国强,13800138000,\n浙江一建,钱进,,沈国强\n',
      );
      expect(await run(w.admin, contacts)).toMatchObject({ created: 2, rejected: 0 });
      const visits = await upload(
        w.admin,
        w,
        'visits',
        '客户,目的,拜访时间,参与人\n浙江一建,回访,2026/11/2 14:30,沈国强、钱进\n',
      );
      expect(await run(w.admin, visits)).toMatchObject({ created: 1, rejected: 0 });
      const people = await upload(w.admin, w, 'people', '姓名,邮箱,角色,部门\n新人,New@X.test,客户经理,政企一组\n');
      expect(await run(w.admin, people)).toMatchObject({ created: 1, rejected: 0 });
      const [person] = [...(await w.owner.execute(sql`select unit_id, email from people where import_id = ${people}`))];
      expect(person).toMatchObject({ unit_id: w.unit.team.id, email: 'new@x.test' });
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
