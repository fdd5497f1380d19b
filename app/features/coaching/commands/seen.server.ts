import { sql } from 'drizzle-orm';
import { visitReads } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** Remembers that the person has seen the visit up to now; never takes it back. */
export const keepSeen = (ctx: Context, visit: { tenantId: number; id: string }) =>
  ctx.db
    .insert(visitReads)
    .values({ tenantId: visit.tenantId, visitId: visit.id, personId: ctx.actor.personId, seenAt: ctx.now })
    .onConflictDoUpdate({
      target: [visitReads.tenantId, visitReads.visitId, visitReads.personId],
      set: { seenAt: sql`greatest(${visitReads.seenAt}, excluded.seen_at)` },
    });
