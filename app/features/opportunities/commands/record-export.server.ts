import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { filterParams } from '../list/filters';

/** Who took which rows out of the house. */
export function recordExport(ctx: Context, params: URLSearchParams) {
  requirePermission(ctx.actor, 'export.run');
  const { personId, tenantId, unitId } = ctx.actor;
  const filter = filterParams.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : []));
  return inTransaction(ctx, (ctx) =>
    record(
      ctx,
      'opportunity.exported',
      { kind: 'person', id: personId, tenantId, unitId, ownerId: personId },
      { after: { format: params.get('format') === 'xlsx' ? 'xlsx' : 'csv', filter: Object.fromEntries(filter) } },
    ),
  );
}
