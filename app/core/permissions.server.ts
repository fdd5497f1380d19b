import type { Actor } from './context.server';
import { can, type Permission } from './permissions';
import { forbidden } from './refusals.server';

export function requirePermission(actor: Actor, permission: Permission, subject?: { ownerId: string | null }) {
  if (!can(actor, permission, subject)) throw forbidden(permission);
}
