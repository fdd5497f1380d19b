import { type SQL, sql } from 'drizzle-orm';

/**
 * A word of ours, written into the statement. Statements are planned once for all values (see `plan_cache_mode` in
 * scripts/roles.ts), and the index of one state alone is found by its very word only. Throws on anything but a plain word.
 */
export function spelled(word: string): SQL {
  if (!/^[a-z_]{1,40}$/.test(word)) throw new Error(`not a word of ours: ${word}`);
  return sql.raw(`'${word}'`);
}
