import { offeringMoves } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { getOffering, lifecycleFacts, lockOffering } from '../detail.server';
import { type LifecycleNeed, missingFor, nextLifecycles } from '../lifecycle';
import type { Lifecycle } from '../rules';
import { subjectOf, writeOffering } from './offering.server';

/** Moves an offering along its life, or says what is missing. Already there: nothing happens twice. */
export const moveOffering = (
  ctx: Context,
  id: string,
  { version, to, note }: { version: number; to: Lifecycle; note: string | null },
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const offering = await lockOffering(ctx, id);
    const from = offering.lifecycle;
    if (from === to) return ok(null);
    if (offering.version !== version) return refused('stale');
    if (!nextLifecycles[from].includes(to)) return refused('offering.no_such_step');
    const day = today(ctx.now);
    const missing: LifecycleNeed[] = missingFor(from, to, await lifecycleFacts(ctx, offering), day);
    if (missing.length) return refused('offering.step_missing', { details: missing });
    await writeOffering(ctx, offering, {
      lifecycle: to,
      ...(to === 'launched' && from === 'pilot' && { launchedOn: day }),
    });
    await ctx.db.insert(offeringMoves).values({
      id: newId(), tenantId: offering.tenantId, offeringId: id, fromLifecycle: from, toLifecycle: to, note, at: ctx.now,
      byId: ctx.actor.personId,
    }); // biome-ignore format: one row
    await record(ctx, 'offering.moved', subjectOf(ctx, offering), {
      before: { lifecycle: from },
      after: { lifecycle: to },
    });
    return ok(null);
  });

/** When it ends and what takes its place. */
export const planRetirement = (
  ctx: Context,
  id: string,
  { version, retiresOn, substituteId }: { version: number; retiresOn: string; substituteId: string | null },
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const offering = await lockOffering(ctx, id);
    if (offering.version !== version) return refused('stale');
    if (offering.lifecycle !== 'launched' && offering.lifecycle !== 'retiring') return refused('offering.no_such_step');
    if (retiresOn < today(ctx.now)) return refused('invalid', { fields: { retiresOn: 'offering.day_past' } });
    if (substituteId) {
      const other = await getOffering(ctx, substituteId);
      if (other.id === id || !['pilot', 'launched'].includes(other.lifecycle))
        return refused('invalid', { fields: { substituteId: 'offering.substitute_not_sold' } });
    }
    const { retiresOn: before, substituteId: old } = offering;
    await writeOffering(ctx, offering, { retiresOn, substituteId });
    await record(ctx, 'offering.retirement_planned', subjectOf(ctx, offering), {
      before: { retiresOn: before, substituteId: old },
      after: { retiresOn, substituteId },
    });
    return ok(null);
  });
