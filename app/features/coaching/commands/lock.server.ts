import type { Context } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { lockOpportunity } from '~/features/opportunities/commands/load.server';
import { lockVisit } from '~/features/visits/commands/row.server';
import type { TalkRef, TalkSubject } from '../subject';

/** What is talked about, for who may read it; out of sight it is not found. */
export async function lockSubject(ctx: Context, { kind, id }: TalkRef): Promise<TalkSubject> {
  const row = kind === 'visit' ? await lockVisit(ctx, id) : await lockOpportunity(ctx, id);
  requirePermission(ctx.actor, `${kind}.read`, row);
  const { tenantId, unitId, ownerId, accountId } = row;
  return { kind, id: row.id, tenantId, unitId, ownerId, accountId };
}
