import { sql } from 'drizzle-orm';
import { visits } from '#drizzle/schema';
import { addWorkdays, isPublished } from '~/core/calendar';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { subjectOf } from '~/features/visits/commands/row.server';
import { freeStarts } from '~/features/visits/slots';
import { translate } from '~/locales/translate.server';
import type { CoverageKind } from './policy';
import { assignDays } from './proposals';
import { getPolicy } from './queries/policy.server';
import { listLoads, listWishes } from './queries/wishes.server';

const minutes = 60;

/** The coming working days whose calendar is known. */
const horizon = (day: string, days: number) =>
  Array.from({ length: days }, (_, n) => addWorkdays(day, n + 1)).filter((one) => isPublished(one));

/**
 * Plans what coverage will ask of this person, marked as proposed. One transaction a person, one proposal for each
 * account, kind and interval by a unique key: killed or run twice, nothing is there twice.
 */
export const proposeVisits = (ctx: Context): Promise<number> =>
  inTransaction(ctx, async (ctx) => {
    const { actor, now } = ctx;
    const kind: CoverageKind = actor.role === 'account_manager' ? 'manager' : 'leader';
    if (!can(actor, 'visit.plan')) return 0;
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`propose ${actor.personId}`}, 0))`);
    const { policy, proposing } = await getPolicy(ctx, actor.tenantId);
    const days = horizon(today(now), proposing.proposeDays);
    const until = days.at(-1);
    if (!until) return 0;
    const wishes = await listWishes(ctx, kind, { policy, proposes: proposing.proposes, until });
    if (!wishes.length) return 0;
    const { loads, busy } = await listLoads(ctx, days);
    let made = 0;
    for (const { accountId, day } of assignDays(wishes, loads, proposing.proposePerDay)) {
      const wish = wishes.find(({ id }) => id === accountId)!;
      const [start] = freeStarts(day, busy, now, { minutes });
      if (!start) continue;
      const plannedAt = fromLocal(start);
      const type = kind === 'leader' ? 'executive' : wish.lastVisited ? 'routine' : 'first';
      const [visit] = await ctx.db
        .insert(visits)
        .values({
          tenantId: wish.tenantId,
          id: newId(),
          unitId: wish.unitId,
          ownerId: actor.personId,
          accountId,
          type,
          purpose: translate(actor.locale)(`plan.purpose.${type}`),
          plannedAt,
          plannedMinutes: minutes,
          proposedKind: kind,
          proposedFor: wish.period,
          isProposed: true,
          createdAt: now,
          updatedAt: now,
        })
        .onConflictDoNothing()
        .returning();
      if (!visit) continue; // proposed meanwhile, for another leader of the team
      busy.push({ plannedAt, plannedMinutes: minutes, region: wish.region });
      await record(ctx, 'visit.proposed', subjectOf('visit', visit), {
        after: { plannedAt: plannedAt.toISOString(), type, dueOn: wish.dueOn },
      });
      made++;
    }
    return made;
  });

/** The first day ahead that no proposal can fall on, since its year has not been announced; null where all are known. */
export function unknownFrom(day: string, days: number): string | null {
  const last = addWorkdays(day, days);
  for (let one = addDays(day, 1); one <= last; one = addDays(one, 1)) if (!isPublished(one)) return one;
  return null;
}
