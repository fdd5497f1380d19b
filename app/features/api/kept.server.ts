import { createHash } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import { apiAnswers } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { Refusal } from './problem.server';
import { versionOf } from './read.server';

export type Answer = {
  status: number;
  body: Record<string, unknown> | null;
  version: number | null;
  /** The record the body shows; whoever no longer sees it is not shown it again. */
  shown: string | null;
  /** Told with the body, and not kept. */
  once?: Record<string, unknown>;
};

const dayMs = 24 * 3600 * 1000;

/** What makes two requests the same one. */
export const hashOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

const ofMine = ({ actor }: Context) =>
  and(eq(apiAnswers.tenantId, actor.tenantId), eq(apiAnswers.personId, actor.personId));

/**
 * The answer this key was given, or null. Whoever else sends the key meanwhile waits for the end of this transaction, so
 * the command and its answer are written together or not at all.
 */
export async function findKept(ctx: Context, key: string, requestHash: string): Promise<Answer | null> {
  const lock = `api ${ctx.actor.personId} ${key}`;
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  const [kept] = await ctx.db
    .select()
    .from(apiAnswers)
    .where(and(ofMine(ctx), eq(apiAnswers.key, key)));
  if (!kept || kept.createdAt.getTime() < ctx.now.getTime() - dayMs) return null;
  if (kept.requestHash !== requestHash) throw new Refusal(422, 'api.key_reused');
  return { status: kept.status, body: kept.body, version: versionOf(kept.body ?? {}), shown: kept.subjectId };
}

/** Keeps an answer for a day, and lets go of one's older ones. */
export async function keep(ctx: Context, key: string, requestHash: string, subject: string, answer: Answer) {
  const { tenantId, personId } = ctx.actor;
  await ctx.db
    .delete(apiAnswers)
    .where(and(ofMine(ctx), lt(apiAnswers.createdAt, new Date(ctx.now.getTime() - dayMs))));
  await ctx.db.insert(apiAnswers).values({
    tenantId,
    personId,
    key,
    requestHash,
    subject,
    subjectId: answer.shown,
    status: answer.status,
    body: answer.body,
    createdAt: ctx.now,
  });
}
