import type { Actor } from '~/core/context.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { kinds } from './kinds.server';
import { type ImportKind, importKinds } from './rules';

/** Importing takes the right to import and the rights to what the rows do. */
export const mayRun = (actor: Actor, kind: ImportKind) =>
  can(actor, 'import.run') && kinds[kind].permissions.every((permission) => can(actor, permission));

export const allowedKinds = (actor: Actor) => importKinds.filter((kind) => mayRun(actor, kind));

export function requireImport(actor: Actor, kind: ImportKind) {
  requirePermission(actor, 'import.run');
  for (const permission of kinds[kind].permissions) requirePermission(actor, permission);
}
