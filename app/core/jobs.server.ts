import { sql } from 'drizzle-orm';
import type { Context } from './context.server';

/** Asks for a job in the transaction of the command: rolled back with it, run once per `key` while waiting. */
export async function enqueue(ctx: Context, task: string, payload: Record<string, unknown>, key: string) {
  await ctx.db.execute(sql`select jobs.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${key})`);
}
