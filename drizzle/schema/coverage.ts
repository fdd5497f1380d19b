import { sql } from 'drizzle-orm';
import { type AnyPgColumn, boolean, check, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { tenants } from './people';

const days = () => integer();
const inBounds = (name: string, column: AnyPgColumn) => check(name, sql`${column} between 1 and 500`);

/** Working days from one visit to the next, by grade: of the account manager, and of a leader (null: not asked for). */
export const coveragePolicies = pgTable(
  'coverage_policies',
  {
    tenantId: integer()
      .primaryKey()
      .references(() => tenants.id),
    id: uuid().notNull(),
    managerA: days().notNull(),
    managerB: days().notNull(),
    managerC: days().notNull(),
    managerD: days().notNull(),
    leaderA: days(),
    leaderB: days(),
    leaderC: days(),
    leaderD: days(),
    /** Whether a job plans what coverage will ask for, how far ahead, and how many visits a person has a day at most. */
    proposes: boolean().notNull().default(false),
    proposeDays: integer().notNull().default(10),
    proposePerDay: integer().notNull().default(3),
    updatedAt: instant().notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (t) => [
    check('coverage_propose_days', sql`${t.proposeDays} between 1 and 40`),
    check('coverage_propose_per_day', sql`${t.proposePerDay} between 1 and 12`),
    inBounds('coverage_manager_a', t.managerA),
    inBounds('coverage_manager_b', t.managerB),
    inBounds('coverage_manager_c', t.managerC),
    inBounds('coverage_manager_d', t.managerD),
    inBounds('coverage_leader_a', t.leaderA),
    inBounds('coverage_leader_b', t.leaderB),
    inBounds('coverage_leader_c', t.leaderC),
    inBounds('coverage_leader_d', t.leaderD),
  ],
);
