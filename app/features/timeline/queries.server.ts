import type { Context } from '~/core/context.server';
import { readCursor, writeCursor } from '~/core/paging';
import { dealEvents } from './deal-events.server';
import type { Narrowed, Stream, TimelineEvent } from './events';
import { interactionEvents } from './interaction-events.server';
import { journalOf } from './journal-events.server';
import { perPage } from './rows.server';
import { journalEvents, type TimelineKind } from './rules';
import { visitEvents } from './visit-events.server';

/** The stream of one account, newest first: visits, what happened to its deals, and what the journal tells. */
export async function listTimeline(
  ctx: Context,
  accountId: string,
  kind: TimelineKind | null,
  after: string | null,
  { channel, unitId }: Narrowed = { channel: null, unitId: null },
): Promise<Stream> {
  const cursor = readCursor(after);
  const parts: Promise<TimelineEvent[]>[] = [];
  if (!kind || kind === 'visits') parts.push(visitEvents(ctx, accountId, cursor, channel, unitId));
  if (!kind || kind === 'interactions') parts.push(interactionEvents(ctx, accountId, cursor, channel, unitId));
  if ((!kind || kind === 'opportunities') && !channel) parts.push(dealEvents(ctx, accountId, cursor, unitId));
  const told =
    channel || kind === 'opportunities' || kind === 'interactions'
      ? []
      : kind
        ? journalEvents[kind]
        : Object.values(journalEvents).flat();
  if (told.length) parts.push(journalOf(ctx, accountId, told, cursor, unitId));
  const all = (await Promise.all(parts)).flat().sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id));
  const events = all.slice(0, perPage);
  const last = events.at(-1);
  return { events, after: all.length > perPage && last ? writeCursor({ value: last.at, id: last.id }) : null };
}
