import { sql } from 'drizzle-orm';
import { sessions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { contextFor } from '~/core/context.server';
import { listener } from '~/core/db.server';
import { countNotices } from './queries.server';

type Stream = { ctx: Context; send(text: string): void; close(): void };

const perPerson = 6;
const beatMs = 25_000;
const idleHours = 12;

// one ear a process, kept over reloads of the development server
const held = globalThis as typeof globalThis & { jiketongStreams?: Map<string, Set<Stream>>; jiketongEar?: boolean };
held.jiketongStreams ??= new Map();
const streams = held.jiketongStreams;

/** Who is told of a notice elsewhere, by any process, hears of it here. */
function listen() {
  if (held.jiketongEar) return;
  held.jiketongEar = true;
  // after a lost connection nothing is known of the time between: everybody is told the count anew
  listener
    .listen('notices', tell, () => tellAll())
    .catch(() => {
      held.jiketongEar = false;
    });
}

const tellAll = () => {
  for (const personId of streams.keys()) tell(personId);
};

function tell(personId: string) {
  const open = [...(streams.get(personId) ?? [])];
  const [first] = open;
  if (!first) return;
  countNotices(contextFor(first.ctx.actor)).then(
    (count) => {
      for (const stream of open) stream.send(`event: count\ndata: ${count}\n\n`);
    },
    () => {}, // the database is away; the next beat tries again
  );
}

/** Whether the session a stream was opened with is still one; asked without keeping it alive. */
async function isSignedIn({ actor }: Context) {
  const { db } = contextFor(actor);
  const rows = await db
    .select({ role: sessions.role })
    .from(sessions)
    .where(
      sql`${sessions.id} = ${actor.sessionId} and ${sessions.revokedAt} is null and ${sessions.expiresAt} > now()
        and ${sessions.seenAt} > now() - make_interval(hours => ${idleHours})`,
    );
  return rows[0]?.role === actor.role;
}

/** The count of unread notices as server-sent events, as long as the session and the browser's tab last. */
export function openStream(ctx: Context, signal: AbortSignal): Response {
  const { personId } = ctx.actor;
  const mine = streams.get(personId) ?? new Set<Stream>();
  // the oldest makes place: it may be of a browser that left unheard, and one that is still there comes back
  if (mine.size >= perPerson) [...mine][0]?.close();
  listen();
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          end(); // gone already
        }
      };
      let isOpen = true;
      const stream: Stream = { ctx, send, close: () => end() };
      const beat = setInterval(async () => {
        const stays = await isSignedIn(ctx).catch(() => true);
        if (!isOpen) return;
        if (stays) send(': here\n\n');
        else end();
      }, beatMs);
      end = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(beat);
        mine.delete(stream);
        if (mine.size === 0) streams.delete(personId);
        try {
          controller.close();
        } catch {} // the browser closed it
      };
      streams.set(personId, mine.add(stream));
      signal.addEventListener('abort', end);
      // left while it was still being asked who they are
      if (signal.aborted) return end();
      send('retry: 5000\n\n');
      tell(personId);
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform', // compression would hold back what is small
      'X-Accel-Buffering': 'no',
    },
  });
}

export const countStreams = () => [...streams.values()].reduce((sum, open) => sum + open.size, 0);

/** For the end of the process, which waits for open answers. */
export function closeStreams() {
  for (const open of [...streams.values()]) for (const stream of [...open]) stream.close();
}
