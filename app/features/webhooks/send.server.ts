import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { type Context, contextFor } from '~/core/context.server';
import { door } from '~/core/db.server';
import { roles } from '~/features/people/rules';
import { type Posted, post } from './post.server';
import { isTaken, waitAfter } from './rules';
import { signed } from './signature.server';

const payloadSchema = z.object({ tenantId: z.number().int(), webhookId: z.string() });
const rowSchema = z.object({
  id: z.string(),
  journal_id: z.string().nullable(),
  event: z.string(),
  subject_id: z.string().nullable(),
  rule_id: z.string().nullable(),
  happened_at: z.string(),
  attempts: z.number(),
  url: z.string(),
  secret: z.string(),
  owner_id: z.string(),
  role: z.enum(roles),
  failures: z.number(),
});
type Row = z.output<typeof rowSchema>;

export type Happened = { tenantId: number; event: string; subjectId: string; at: Date } & (
  | { journalId: string }
  | { ruleId: string }
);
/** What is told of an event to somebody; null when they may not know of it. */
export type Compose = (ctx: Context, happened: Happened) => Promise<Record<string, unknown> | null>;
type Poster = (url: string, headers: Record<string, string>, body: string) => Promise<Posted>;

const atOnce = 200;
const longestMs = 60_000;
const longestQuietMs = 3_600_000;

/** One job sends what is due, for a minute at most: the others want their turn, and the next minute asks again. */
export async function sendDue(payload: unknown, compose: Compose, poster: Poster = post) {
  const { tenantId, webhookId } = payloadSchema.parse(payload);
  const began = performance.now();
  for (let n = 0; n < atOnce && performance.now() - began < longestMs; n++) {
    const [row] = await door('select * from app.take_delivery($1::text::integer, $2::uuid)', [
      String(tenantId),
      webhookId,
    ]);
    if (!row || !(await sendOne(tenantId, webhookId, rowSchema.parse(row), compose, poster))) return;
  }
}

/** Whether to go on: not when nobody is there to act for, nor when nothing answers. */
async function sendOne(tenantId: number, webhookId: string, row: Row, compose: Compose, poster: Poster) {
  const actor = await findActorById(row.owner_id, row.role);
  if (!actor) {
    await door("select app.switch_webhook_off($1::text::integer, $2::uuid, 'owner')", [String(tenantId), webhookId]);
    return false;
  }
  const ctx = contextFor(actor);
  const at = new Date(row.happened_at);
  const { journal_id: journalId, rule_id: ruleId, subject_id: subjectId, event } = row;
  const cause = journalId ? { journalId } : ruleId ? { ruleId } : null;
  const data = cause && subjectId ? await compose(ctx, { tenantId, event, subjectId, at, ...cause }) : { webhookId };
  if (!data) {
    await end(tenantId, row.id, 'unseen', { status: null, error: null, answer: null, ms: 0 });
    return true;
  }
  const body = JSON.stringify({ type: event, timestamp: at.toISOString(), data });
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Jiketong',
    ...signed(row.secret, row.id, ctx.now, body),
  };
  const posted = await poster(row.url, headers, body);
  if (isTaken(posted.status)) {
    await end(tenantId, row.id, 'delivered', posted);
    return true;
  }
  // a receiver that does not answer at all is left alone for a while, whatever else waits for it
  const quiet = posted.status === null ? Math.min(waitAfter(row.failures + 1, Math.random()), longestQuietMs) : null;
  await end(tenantId, row.id, 'tried', posted, waitAfter(row.attempts, Math.random()), quiet);
  return quiet === null;
}

const seconds = (ms: number | null) => (ms === null ? null : `${Math.ceil(ms / 1000)} seconds`);

const end = (
  tenantId: number,
  id: string,
  outcome: string,
  posted: Posted,
  waitMs = 0,
  quietMs: number | null = null,
) =>
  door(
    `select app.end_delivery($1::text::integer, $2::uuid, $3, $4::text::integer, $5::text::integer, $6, $7, $8::text::interval, $9::text::interval)`,
    [
      String(tenantId),
      id,
      outcome,
      posted.status === null ? null : String(posted.status),
      String(posted.ms),
      posted.error,
      posted.answer,
      seconds(waitMs),
      seconds(quietMs),
    ],
  );
