import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Db } from '~/core/db.server';
import { inRollback, type Transaction } from '../support/rollback';
import { count } from '../support/tally';
import { type Built, build, settle } from './scope/build';
import { type Organisation, organisations } from './scope/organisation';
import { compare, ours, tables } from './scope/walls';

const runs = Number(process.env.SCOPE_RUNS ?? 6);
const seed = Number(process.env.SCOPE_SEED ?? 20_261_121);

type Scene = { tx: Transaction; organisation: Organisation; built: Built; now: Date };
const inOrganisation = (given: Organisation, work: (scene: Scene) => Promise<void>) =>
  inRollback(async (tx) => {
    const organisation = settle(given);
    const now = new Date();
    await work({ tx, organisation, built: await build(tx.owner, organisation, now), now });
  });

describe('scope', () => {
  it(
    'is the same at both walls and by the book, for every person and table of any organisation',
    async () => {
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
      count('decisions', decisions);
      expect(decisions).toBeGreaterThan(runs * 10_000);
    },
    120_000 + runs * 20_000,
  );
});

describe('the comparison', () => {
  const size = ({ units, people }: Organisation) => units.length * people.length;
  const [sample] = fc.sample(organisations, { seed, numRuns: 20 }).sort((a, b) => size(b) - size(a));
  const inSample = (work: (mistakes: (wall?: typeof ours) => Promise<Set<string>>, db: Db) => Promise<void>) =>
    inOrganisation(sample!, async ({ tx, organisation, built, now }) => {
      const few = { ...organisation, people: organisation.people.slice(0, 12) };
      const mistakes = async (wall = ours) => {
        const { wrong } = await compare(tx, few, built, now, wall);
        return new Set(wrong.map((one) => `${one.wall} ${one.table}`));
      };
      expect(await mistakes()).toEqual(new Set());
      await work(mistakes, tx.owner);
    });
  const everyTable = (wall: string) => new Set(Object.keys(tables).map((table) => `${wall} ${table}`));

  async function undone(db: Db, statements: string[], work: () => Promise<void>) {
    await db.execute(sql`savepoint before_mutation`);
    for (const statement of statements) await db.execute(sql.raw(statement));
    await work();
    await db.execute(sql`rollback to savepoint before_mutation`);
  }

  it(
    'notices every policy that is missing or too wide',
    () =>
      inSample(async (mistakes, db) => {
        const names = Object.keys(tables);
        const dropped = names.map((table) => `drop policy reading on ${table}`);
        await undone(db, dropped, async () => expect(await mistakes()).toEqual(everyTable('policy')));
        const widened = names.map((table) => `alter policy reading on ${table} using (app.person() is not null)`);
        await undone(db, widened, async () => expect(await mistakes()).toEqual(everyTable('policy')));
      }),
    60_000,
  );

  it(
    'notices each way into sight that a policy forgets',
    () =>
      inSample(async (mistakes, db) => {
        const ways = [
          'owner_id = (select app.person())',
          'tenant_id = any ((select app.visible_tenants())::integer[])',
          'unit_id = any ((select app.visible_units())::integer[])',
          'account_id = any ((select app.shared_accounts())::uuid[])',
        ];
        for (const way of ways) {
          const rest = ways.filter((one) => one !== way).join(' or ');
          await undone(db, [`alter policy reading on contacts using (${rest})`], async () =>
            expect([way, await mistakes()]).toEqual([way, new Set(['policy contacts'])]),
          );
        }
      }),
    60_000,
  );

  it(
    'notices a scope that is always true, and one that forgets the team',
    () =>
      inSample(async (mistakes) => {
        expect(await mistakes(() => sql`true`)).toEqual(everyTable('scope'));
        expect(await mistakes((ctx, table) => ours(ctx, table, null))).toContain('scope visits');
      }),
    60_000,
  );
});
