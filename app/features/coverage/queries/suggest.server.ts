import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { accounts, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { isSalesRole } from '~/features/people/rules';
import { listStops } from '~/features/visits/queries/stops.server';
import { metresBetween, type VisitType, visitTypes } from '~/features/visits/rules';
import { intervalOf } from '../policy';
import { standingOf } from '../rules';
import { listMyDue } from './mine.server';
import { listPolicies } from './policy.server';

const each = 5;
/** About five kilometres; what lies farther is no neighbour. */
const degrees = 0.05;

export type Suggested = { id: string; name: string; metres?: number; overdueDays?: number; seenAt?: Date };
export type Suggestions = { due: Suggested[]; near: Suggested[]; seen: Suggested[] };

/** Whom to visit next: who is overdue, who lies near the day's other visits, whom one has seen lately; each once. */
export async function suggestAccounts(ctx: Context, day: string): Promise<Suggestions> {
  const [due, stops, seen] = await Promise.all([listMyDue(ctx, each), listStops(ctx, day), listSeen(ctx)]);
  const near = await listNear(
    ctx,
    stops.flatMap(({ latitude, longitude }) =>
      latitude !== null && longitude !== null ? [{ latitude, longitude }] : [],
    ),
  );
  const taken = new Set<string>();
  const fresh = <S extends { id: string }>(list: S[]) =>
    list.filter(({ id }) => !taken.has(id) && Boolean(taken.add(id))).slice(0, each);
  return {
    due: fresh(due.map(({ id, name, overdueDays }) => ({ id, name, overdueDays }))),
    near: fresh(near),
    seen: fresh(seen),
  };
}

async function listSeen({ db, actor }: Context): Promise<Suggested[]> {
  const rows = await db
    .select({ id: accounts.id, name: accounts.name, seenAt: visits.plannedAt })
    .from(visits)
    .innerJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
    .where(
      and(
        eq(visits.ownerId, actor.personId),
        eq(visits.status, 'completed'),
        isNull(visits.deletedAt),
        isNull(accounts.deletedAt),
      ),
    )
    .orderBy(desc(visits.plannedAt))
    .limit(40);
  return rows.filter((row, at) => rows.findIndex(({ id }) => id === row.id) === at);
}

async function listNear(ctx: Context, stops: { latitude: number; longitude: number }[]): Promise<Suggested[]> {
  if (!stops.length) return [];
  const around = stops.map(
    ({ latitude, longitude }) =>
      sql`(${accounts.latitude} between ${latitude - degrees} and ${latitude + degrees}
        and ${accounts.longitude} between ${longitude - degrees} and ${longitude + degrees})`,
  );
  const rows = await ctx.db
    .select({ id: accounts.id, name: accounts.name, latitude: accounts.latitude, longitude: accounts.longitude })
    .from(accounts)
    .where(
      and(
        eq(accounts.ownerId, ctx.actor.personId),
        isNull(accounts.deletedAt),
        or(...around),
        sql`not exists (select 1 from visits v where v.tenant_id = ${accounts.tenantId} and v.account_id = ${accounts.id}
          and v.deleted_at is null and v.status in ('planned', 'in_progress')
          and v.planned_at >= ${ctx.now.toISOString()}::timestamptz)`,
      ),
    )
    .limit(300);
  return rows
    .map(({ id, name, latitude, longitude }) => ({
      id,
      name,
      metres: Math.min(
        ...stops.map((stop) => metresBetween(stop, { latitude: latitude ?? 0, longitude: longitude ?? 0 })),
      ),
    }))
    .filter(({ metres }) => metres > 0)
    .sort((a, b) => a.metres - b.metres);
}

type Account = Pick<typeof accounts.$inferSelect, 'tenantId' | 'grade' | 'leaderUncoveredSince' | 'lastVisitedAt'>;

/** Which kind of visit coverage asks for: a leader's where that is overdue, the first where there was none. */
export async function suggestType(ctx: Context, account: Account, asked: string | null): Promise<VisitType> {
  const given = visitTypes.find((type) => type === asked);
  if (given) return given;
  if (ctx.actor.ledUnits.length && isSalesRole(ctx.actor.role)) {
    const policy = (await listPolicies(ctx)).get(account.tenantId);
    const days = policy && intervalOf(policy, 'leader', account.grade);
    const since = account.leaderUncoveredSince;
    if (days && since && standingOf(today(since), days, today(ctx.now)).overdueDays > 0) return 'executive';
  }
  return account.lastVisitedAt ? 'routine' : 'first';
}
