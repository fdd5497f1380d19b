import type { Context } from '~/core/context.server';
import { inUse, listFields } from '../custom-fields/queries.server';
import type { CustomField } from '../custom-fields/rules';
import { entityOf } from './own-fields';
import type { ImportKind } from './rules';

/** The fields a company itself has for what is imported, those in use. */
export async function listOwnFields(ctx: Context, tenantId: number, kind: ImportKind): Promise<CustomField[]> {
  const entity = entityOf(kind);
  return entity ? inUse(await listFields(ctx, tenantId, entity)) : [];
}
