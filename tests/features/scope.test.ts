import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Db } from '~/core/db.server';
import { inRollback, type Transaction } from '../support/rollback';
import { type Built, build, settle } from './scope/build';
import { type Organisation, organisations } from './scope/organisation';
import { compare, ours, tables } from './scope/walls';

const runs = Number(process.env.SCOPE_RUNS ?? 8);
const seed = Number(process.env.SCOPE_SEED ?? 20_261_121);

type Scene = { tx: Transaction; organisation: Organisation; built: Built; now: Date };
const inOrganisation = (given: Organisation, work: (scene: Scene) => Promise<void>) =>
  inRollback(async (tx) => {
    const organisation = settle(given);
    const now = new Date();
    await work({ tx, organisation, built: await build(tx.owner, organisation, now), now });
  });

describe('scope', () => {
  it('is the same at both walls and by the book, for every person and table of any organisation', async () => {
    let decisions = 0;
    await fc.assert(
      fc.asyncProperty(organisations, (given) =>
        inOrganisation(given, async ({ tx, organisation, built, now }) => {
          const result = await compare(tx, organisation, built, now);
          decisions += result.decisions;
          expect(result.wrong).toEqual([]);
        }),
      ),
      { numRuns: runs, seed, endOnFailure: true },
    );
    expect(decisions).toBeGreaterThan(runs * 10_000);
  }, 120_000);
});

describe('the comparison', () => {
  const [sample] = fc.sample(organisations, { seed: 7, numRuns: 1 });

  async function undone(db: Db, work: () => Promise<void>) {
    await db.execute(sql`savepoint before_mutation`);
    await work();
    await db.execute(sql`rollback to savepoint before_mutation`);
  }

  it(
    'notices every policy that is missing or too wide',
    () =>
      inOrganisation(sample!, async ({ tx, organisation, built, now }) => {
        const few = { ...organisation, people: organisation.people.slice(0, 6) };
        expect(await compare(tx, few, built, now)).toMatchObject({ wrong: [] });
        for (const table of Object.keys(tables)) {
          await undone(tx.owner, async () => {
            await tx.owner.execute(sql.raw(`drop policy reading on ${table}`));
            const { wrong } = await compare(tx, few, built, now);
            expect(new Set(wrong.map((one) => `${one.wall} ${one.table}`))).toEqual(new Set([`policy ${table}`]));
          });
          await undone(tx.owner, async () => {
            await tx.owner.execute(sql.raw(`alter policy reading on ${table} using (app.person() is not null)`));
            const { wrong } = await compare(tx, few, built, now);
            expect(wrong.some((one) => one.wall === 'policy' && one.table === table)).toBe(true);
          });
        }
      }),
    120_000,
  );

  it(
    'notices each way into sight that a policy forgets',
    () =>
      inOrganisation(sample!, async ({ tx, organisation, built, now }) => {
        const ways = [
          'owner_id = (select app.person())',
          'tenant_id = any ((select app.visible_tenants())::integer[])',
          'unit_id = any ((select app.visible_units())::integer[])',
          'account_id = any ((select app.shared_accounts())::uuid[])',
        ];
        for (const way of ways) {
          await undone(tx.owner, async () => {
            const rest = ways.filter((one) => one !== way).join(' or ');
            await tx.owner.execute(sql.raw(`alter policy reading on contacts using (${rest})`));
            const { wrong } = await compare(tx, organisation, built, now);
            expect([way, wrong.some((one) => one.wall === 'policy' && one.table === 'contacts')]).toEqual([way, true]);
          });
        }
      }),
    120_000,
  );

  it(
    'notices a scope that is always true, and one that forgets the team',
    () =>
      inOrganisation(sample!, async ({ tx, organisation, built, now }) => {
        const open = await compare(tx, organisation, built, now, () => sql`true`);
        expect(new Set(open.wrong.map((one) => `${one.wall} ${one.table}`))).toEqual(
          new Set(Object.keys(tables).map((table) => `scope ${table}`)),
        );
        const alone = await compare(tx, organisation, built, now, (ctx, table) => ours(ctx, table, null));
        expect(alone.wrong.some((one) => one.wall === 'scope' && one.table === 'visits')).toBe(true);
      }),
    60_000,
  );
});
