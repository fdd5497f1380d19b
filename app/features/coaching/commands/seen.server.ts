import { sql } from 'drizzle-orm';
import { opportunityReads, visitReads } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { TalkSubject } from '../subject';

/** Remembers that the person has seen the record up to now; never takes it back. */
export function keepSeen(ctx: Context, { kind, tenantId, id }: Pick<TalkSubject, 'kind' | 'tenantId' | 'id'>) {
  const mark = { tenantId, personId: ctx.actor.personId, seenAt: ctx.now };
  if (kind === 'visit')
    return ctx.db
      .insert(visitReads)
      .values({ ...mark, visitId: id })
      .onConflictDoUpdate({
        target: [visitReads.tenantId, visitReads.visitId, visitReads.personId],
        set: { seenAt: sql`greatest(${visitReads.seenAt}, excluded.seen_at)` },
      });
  return ctx.db
    .insert(opportunityReads)
    .values({ ...mark, opportunityId: id })
    .onConflictDoUpdate({
      target: [opportunityReads.tenantId, opportunityReads.opportunityId, opportunityReads.personId],
      set: { seenAt: sql`greatest(${opportunityReads.seenAt}, excluded.seen_at)` },
    });
}
