import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { people, roleGrants } from '#drizzle/schema';
import type { Actor, Context } from '~/core/context.server';
import type { Db } from '~/core/db.server';
import { newId } from '~/core/ids';
import { mergeAccounts } from '~/features/duplicates/commands/merge.server';
import { undoMerge } from '~/features/duplicates/commands/undo.server';
import { choiceFields } from '~/features/duplicates/rules';
import { inRollback } from '../support/rollback';
import { type Built, build, settle } from './scope/build';
import { type Organisation, organisations } from './scope/organisation';

const runs = Number(process.env.MERGE_RUNS ?? 8);

type References = { source: string; name: string }[];
/** Straight from the schema, so that a new table cannot be forgotten. */
const referencesOf = async (db: Db): Promise<References> => [
  ...(await db.execute<References[number]>(sql`select source, name from app.account_references()`)),
];

/** Rows of the kinds that the organisation of the scope tests does not have, of one account. */
async function addTheRest(db: Db, built: Built, account: number, tenantId: number, unitId: number) {
  const [accountId, person] = [built.accountIds[account]!, built.personIds[0]!];
  const at = await db.execute<{ deal: string; visit: string }>(sql`
    select o.id as deal, v.id as visit from opportunities o, visits v where o.account_id = ${accountId} and v.account_id = ${accountId} limit 1`);
  const { deal, visit } = [...at][0]!;
  const [approval, plan, opening, mentor] = [newId(), newId(), newId(), newId()];
  await db.insert(people).values({ id: mentor, tenantId, unitId, name: '导师' });
  const own = sql`${tenantId}::integer, gen_random_uuid(), ${unitId}::integer, ${person}::uuid, ${accountId}::uuid`;
  await db.execute(sql`insert into approvals (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, stage_code, criterion, mode, asked_by)
    values (${tenantId}, ${approval}, ${unitId}, ${person}, ${accountId}, ${deal}, 'propose', 'approval', 'all', ${person})`);
  await db.execute(sql`insert into approval_steps (tenant_id, id, unit_id, owner_id, account_id, approval_id, position, role, approver_id, state)
    values (${own}, ${approval}, 1, 'team_lead', ${person}, 'pending')`);
  await db.execute(sql`insert into visit_coachings (tenant_id, id, unit_id, owner_id, account_id, visit_id, coach_id, aspects)
    values (${own}, ${visit}, ${person}, '{}')`);
  await db.execute(sql`insert into forecast_calls (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, category, updated_at)
    values (${own}, ${deal}, 'commit', now())`);
  await db.execute(sql`insert into visit_drafts (tenant_id, id, person_id, account_id, starts_at, draft)
    values (${tenantId}, gen_random_uuid(), ${person}, ${accountId}, now(), '{}')`);
  await db.execute(sql`insert into leads (tenant_id, id, unit_id, pool_unit_id, source, company, contact_name, phone, need, account_id, known_account_id)
    values (${tenantId}, gen_random_uuid(), ${unitId}, ${unitId}, 'employee', '客户', '王', '1', '专线', ${accountId}, ${accountId})`);
  await db.execute(sql`insert into accounts (tenant_id, id, unit_id, owner_id, name, kind, parent_id)
    values (${tenantId}, gen_random_uuid(), ${unitId}, ${person}, '下属', 'private', ${accountId})`);
  await db.execute(
    sql`insert into openings (tenant_id, id, team_id, title, weights, created_by) values (${tenantId}, ${opening}, ${unitId}, '岗位', '{}', ${person})`,
  );
  await db.execute(sql`insert into onboarding_plans (tenant_id, id, opening_id, person_id, mentor_id, team_id, starts_on, created_by)
    values (${tenantId}, ${plan}, ${opening}, ${person}, ${mentor}, ${unitId}, '2026-11-21', ${person})`);
  await db.execute(sql`insert into onboarding_items (tenant_id, id, plan_id, position, kind, title, account_id)
    values (${tenantId}, gen_random_uuid(), ${plan}, 1, 'account', '客户', ${accountId})`);
}

/** Every row of every table that names an account, and of the accounts and their teams, but for the accounts' versions. */
async function everything(db: Db, references: References, tenantId: number) {
  const sources = [...new Set(['accounts', 'assignments', ...references.map(({ source }) => source)])];
  const found = new Map<string, string>();
  for (const source of sources) {
    const rows = await db.execute<{ id: string; row: string }>(sql`
      select id, (to_jsonb(t) ${source === 'accounts' ? sql`- 'version'` : sql``})::text as row from ${sql.identifier(source)} t where tenant_id = ${tenantId}`);
    for (const { id, row } of rows) found.set(`${source} ${id}`, row);
  }
  return found;
}

const oneCompany = (given: Organisation): Organisation => {
  const accounts = given.accounts.length > 1 ? given.accounts : [...given.accounts, { unit: 1, owner: 1, team: [] }];
  const rows = [{ account: 0, owner: 0 }, { account: 1, owner: 1 }, ...given.rows];
  return settle({ ...given, accounts, rows, units: given.units.map((unit) => ({ ...unit, beginsTenant: false })) });
};

async function leaderOf(tx: { owner: Db; as(actor: Actor): Context }, built: Built): Promise<Context> {
  const personId = newId();
  const [tenantId, unitId] = [built.tenantIds[0]!, built.unitIds[0]!];
  await tx.owner.insert(people).values({ id: personId, tenantId, unitId, name: '总监' });
  await tx.owner.insert(roleGrants).values({ personId, role: 'sales_director', unitId });
  const actor: Actor = {
    sessionId: '', personId, name: '总监', email: '', role: 'sales_director', roles: ['sales_director'], tenantId, tenantName: '', unitId,
    unitName: '', locale: 'zh-CN', ledUnits: [unitId], visibleTenants: [tenantId], visibleUnits: [],
  }; // biome-ignore format: of no interest
  return { ...tx.as(actor), now: new Date() };
}

const choices = fc.subarray([...choiceFields]);
const facts = fc.record({
  phone: fc.option(fc.constant('0571 8888 8888')),
  website: fc.option(fc.webUrl()),
  headcount: fc.option(fc.nat(9999)),
});

describe('a merge', () => {
  it('undone leaves every row of every table that names an account as it was', async () => {
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(organisations, choices, facts, async (given, taken, known) => {
        await inRollback(async (tx) => {
          const organisation = oneCompany(given);
          const built = await build(tx.owner, organisation, new Date(Date.now() - 86_400_000));
          const tenantId = built.tenantIds[0]!;
          await addTheRest(tx.owner, built, 1, tenantId, built.unitIds[organisation.accounts[1]!.unit]!);
          const [kept, gone] = [built.accountIds[0]!, built.accountIds[1]!];
          await tx.owner.execute(sql`update accounts set phone = ${known.phone}, website = ${known.website}, headcount = ${known.headcount},
            credit_code = '91330000MA27U04A2X' where id = ${gone}`);
          await tx.owner.execute(
            sql`update visits set status = 'completed', ended_at = planned_at where account_id = ${gone}`,
          );
          const references = await referencesOf(tx.owner);
          for (const { source, name } of references) {
            const [found] = await tx.owner.execute<{ n: number }>(
              sql`select count(*)::int as n from ${sql.identifier(source)} where ${sql.identifier(name)} = ${gone}`,
            );
            expect([source, name, found!.n > 0]).toEqual([source, name, true]);
          }
          const before = await everything(tx.owner, references, tenantId);
          rows += before.size;
          const ctx = await leaderOf(tx, built);
          const id = newId();
          const input = {
            id, kept, gone, keptVersion: 1, goneVersion: 1, choices: Object.fromEntries(taken.map((field) => [field, 'gone' as const])), own: {},
          }; // biome-ignore format: one line
          expect(await mergeAccounts(ctx, input)).toEqual({ ok: true, value: { id } });
          for (const { source, name } of references) {
            const [left] = await tx.owner.execute<{ n: number }>(
              sql`select count(*)::int as n from ${sql.identifier(source)} where ${sql.identifier(name)} = ${gone}`,
            );
            expect([source, name, left!.n]).toEqual([source, name, 0]);
          }
          expect((await everything(tx.owner, references, tenantId)).get(`accounts ${gone}`)).not.toBe(
            before.get(`accounts ${gone}`),
          );
          const undone = await undoMerge(ctx, id);
          expect(undone).toMatchObject({
            ok: true,
            value: { left: { fields: [], changed: {}, gone: {}, followed: {}, added: {}, members: 0 } },
          });
          const after = await everything(tx.owner, references, tenantId);
          expect([...after].filter(([key, row]) => before.get(key) !== row)).toEqual([]);
          expect(after.size).toBe(before.size);
        });
      }),
      { numRuns: runs, seed: 20_261_121, endOnFailure: true },
    );
    expect(rows).toBeGreaterThan(runs * 40);
  }, 120_000);

  it('knows every column that names an account', () =>
    inRollback(async ({ owner }) => {
      const known = new Set((await referencesOf(owner)).map(({ source, name }) => `${source}.${name}`));
      const named = await owner.execute<{ name: string }>(sql`
        select table_name || '.' || column_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and column_name like '%account_id'`);
      const elsewhere = [...named].map(({ name }) => name).filter((name) => !known.has(name));
      // the journal is never changed, a team is history, the rest is about pairs
      expect(elsewhere.sort()).toEqual([
        'account_keys.account_id',
        'account_merges.account_id',
        'assignments.account_id',
        'contact_checks.account_id',
        'journal.account_id',
      ]);
    }));
});
