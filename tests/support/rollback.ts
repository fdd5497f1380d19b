import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import { PostgresJsSession } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { inject } from 'vitest';
import type { Actor, Context } from '~/core/context.server';
import type { Db } from '~/core/db.server';

class Rollback extends Error {}

export const clock = new Date('2026-11-21T02:00:00Z');

const dialect = new PgDialect({ casing: 'snake_case' });
const asText = (value: unknown) => value;

function connect() {
  const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  for (const type of [1184, 1082, 1083, 1114, 1182, 1185, 1115, 1231] as const) {
    sql.options.parsers[type] = asText as never;
    sql.options.serializers[type] = asText as never;
  }
  sql.options.serializers[114] = asText as never;
  sql.options.serializers[3802] = asText as never;
  sql.options.parsers[20] = Number as never;
  return sql;
}

export type Transaction = {
  /** The owner's hands: past every wall, for arranging and for looking. */
  owner: Db;
  /** A context of the application's role with this person's identity, on the same connection. */
  as(actor: Actor): Context;
};

/** One transaction on one connection, always undone; owner and application take turns on it. */
export async function inRollback(work: (tx: Transaction) => Promise<void>) {
  const sql = connect();
  try {
    await sql.begin(async (tx) => {
      const client = (before: () => void) => ({
        options: sql.options,
        unsafe: (text: string, params: never[]) => {
          before();
          return tx.unsafe(text, params, { prepare: true });
        },
      });
      const database = (before: () => void): Db =>
        new PgDatabase(dialect, new PostgresJsSession(client(before) as never, dialect, undefined), undefined);
      // sent ahead of each statement on the one connection; a failure fails the transaction and so the statement
      const say = (text: string, params: string[] = []) =>
        void tx.unsafe(text, params, { prepare: true }).catch(() => {});
      await work({
        owner: database(() => say('reset role')),
        as: (actor) => ({
          actor,
          now: clock,
          inTransaction: true,
          db: database(() => {
            say('set local role jiketong_app');
            say('select app.enter($1, $2)', [actor.personId, actor.role]);
          }),
        }),
      });
      throw new Rollback();
    });
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
  } finally {
    await sql.end();
  }
}
