import type { Context } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { moveChoices } from './moving';
import { getVisit } from './queries/detail.server';
import { allows } from './rules';

/** What the sheet for moving a visit shows. */
export async function getMoveChoice(ctx: Context, id: string) {
  const { visit, account } = await getVisit(ctx, id);
  requirePermission(ctx.actor, 'visit.log', visit);
  return {
    id: visit.id,
    version: visit.version,
    purpose: visit.purpose,
    accountName: account?.name ?? null,
    plannedAt: visit.plannedAt,
    plannedMinutes: visit.plannedMinutes,
    mayMove: allows(visit.status, 'reschedule'),
    choices: moveChoices(visit.plannedAt, ctx.now),
    now: ctx.now,
  };
}
export type MoveChoices = Awaited<ReturnType<typeof getMoveChoice>>;
