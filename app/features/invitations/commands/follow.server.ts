import { and, eq } from 'drizzle-orm';
import { visits } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { inReach, inScope } from '~/core/scope.server';
import { subjectOf } from '~/features/visits/commands/row.server';
import { listGuests } from '../queries.server';
import { stepAfter } from '../rules';
import { changeInvitation, invitationsOf } from './write.server';

/** After a visit was moved, called off or deleted: tells those who were invited. Done twice, each is told once. */
export const followVisit = (ctx: Context, visitId: string): Promise<number> =>
  inTransaction(ctx, async (ctx) => {
    const [visit] = await ctx.db
      .select()
      .from(visits)
      .where(and(eq(visits.id, visitId), inReach(ctx, visits.tenantId), inScope(ctx, visits, visits.accountId)))
      .for('update');
    if (!visit || !(can(ctx.actor, 'visit.log', visit) || can(ctx.actor, 'visit.delete', visit))) return 0;
    const known = await invitationsOf(ctx, visit);
    const guests = await listGuests(ctx, visitId);
    const comes = (id: string | null) => guests.some((one) => one.id === id);
    let told = 0;
    for (const one of known) {
      const step = stepAfter(visit, one, comes(one.contactId ?? one.personId), ctx.now);
      if (step === 'none') continue;
      const { plannedAt: startsAt, plannedMinutes: minutes, version } = visit;
      await changeInvitation(ctx, one, version, step === 'cancel' ? { withdrawnAt: ctx.now } : { startsAt, minutes });
      told += 1;
    }
    if (told) await record(ctx, 'visit.guests_told', subjectOf('visit', visit), { after: { told } });
    return told;
  });
