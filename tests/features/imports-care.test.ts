import { writeFile } from 'node:fs/promises';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, assignments, enterprises, imports, opportunities, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { configureImport, startImport, startUndo } from '~/features/imports/commands.server';
import { readQuestions } from '~/features/imports/preview.server';
import { getImport } from '~/features/imports/queries.server';
import { storedPath } from '~/features/imports/store.server';
import { undoImport } from '~/features/imports/undo.server';
import { codes, named, rejections, run, upload } from '../support/import-files';
import { keptAndCounted } from '../support/kept-sums';
import { inWorld } from '../support/world';

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

describe('the group of an account', () => {
  it('is known by name, made when it is new, and asked about when it nearly is one', () =>
    inWorld(async (w) => {
      const id = newId();
      const tag = id.slice(-8);
      await w.owner.insert(enterprises).values({ id, name: `远山控股${tag}`, shortName: `远山${tag}` });
      const known = await w.account({ ...named('旧账户') });
      const lines = [`甲,民营企业,远山控股${tag}`, `乙,民营企业,远山${tag}`, `丙,民营企业,新岭集团${tag}`];
      const more = [
        `丁,民营企业,新岭集团${tag}`,
        `戊,民营企业,远山 控股${tag}`,
        '旧账户,国有企业,',
        `己,民营企业,${'长'.repeat(121)}`,
      ];
      const text = `客户名称,客户类型,所属集团\n${[...lines, ...more].join('\n')}\n`;
      const made = await upload(w.admin, w, 'accounts', text);
      const before = await getImport(w.admin, made);
      expect(await readQuestions(before)).toMatchObject([
        { field: 'enterprise', text: `远山 控股${tag}`, near: true, choices: [{ id }] },
      ]);
      const count = () =>
        w.owner
          .select()
          .from(enterprises)
          .where(eq(enterprises.name, `新岭集团${tag}`));
      expect(await count()).toEqual([]);
      const answers = [{ field: 'enterprise', text: `远山 控股${tag}`, choice: id }];
      const columns = ['name', 'kind', 'enterprise'];
      const settings = { version: before.version, mode: 'upsert' as const, keyField: 'name', unitId: before.unitId };
      expect(await configureImport(w.admin, made, { ...settings, columns, answers })).toMatchObject({ ok: true });
      const done = await run(w.admin, made);
      expect(done).toMatchObject({ created: 5, unchanged: 1, rejected: 1 });
      expect(await rejections(w, made)).toContain('7 rejected enterprise:error.too_long');
      const [group, ...others] = await count();
      expect(others).toEqual([]);
      const rows = await w.owner.select().from(accounts).where(eq(accounts.importId, made));
      const groupOf = Object.fromEntries(rows.map((row) => [row.name, row.enterpriseId]));
      expect(groupOf).toEqual({ 甲: id, 乙: id, 丙: group!.id, 丁: group!.id, 戊: id });

      // a group given to an account that exists goes back with the undo
      const given = await upload(
        w.admin,
        w,
        'accounts',
        `客户名称,客户类型,所属集团\n旧账户,国有企业,远山控股${tag}\n`,
      );
      const import_ = await run(w.admin, given);
      const now = async () => (await w.owner.select().from(accounts).where(eq(accounts.id, known.id)))[0]!.enterpriseId;
      expect(await now()).toBe(id);
      await startUndo(w.admin, given, import_.version);
      await undoImport(w.admin, import_);
      expect(await now()).toBeNull();
    }));
});
