import type { Context } from '~/core/context.server';
import { ok, type Result, refused } from '~/core/result';
import { journalSides } from './journal';
import { listFields } from './queries.server';
import type { CustomEntity, CustomValues } from './rules';
import { type CustomInput, checkCustom } from './values';

export type CheckedCustom = {
  custom: CustomValues;
  isChanged: boolean;
  /** For the journal, by the names of the fields. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

type Holder = { tenantId: number; custom?: CustomValues };

/**
 * What a record's own fields hold after this write. Who sends nothing under `custom` leaves all as it is, and is asked for
 * nothing: so it is with records that are made in passing, as of a lead.
 */
export async function readCustom(
  ctx: Context,
  entity: CustomEntity,
  { tenantId, custom: kept = {} }: Holder,
  sent: CustomInput | undefined,
  isWhole = true,
): Promise<Result<CheckedCustom>> {
  if (sent === undefined) return ok({ custom: kept, isChanged: false, before: {}, after: {} });
  const fields = await listFields(ctx, tenantId, entity);
  const { custom, problems } = checkCustom(fields, sent, kept, isWhole);
  if (Object.keys(problems).length) return refused('invalid', { fields: problems });
  const sides = journalSides(fields, kept, custom);
  return ok({ custom, isChanged: Object.keys(sides.after).length > 0, ...sides });
}

/** Of a new record: a form that was opened for one company does not know what another asks for. */
export async function readNewCustom(
  ctx: Context,
  entity: CustomEntity,
  tenantId: number,
  sent: CustomInput | undefined,
): Promise<Result<CheckedCustom>> {
  const read = await readCustom(ctx, entity, { tenantId }, sent);
  if (read.ok || tenantId === ctx.actor.tenantId) return read;
  const named = entity === 'accounts' ? 'ownerId' : 'accountId';
  return { ...read, fields: { ...read.fields, [named]: 'custom_field.other_company' } };
}
