import type { Context } from '~/core/context.server';

/** Who is signed in, as the subject of what they do to their own sign-in. */
export const oneself = ({ actor }: Context) => ({
  kind: 'person' as const,
  id: actor.personId,
  tenantId: actor.tenantId,
  unitId: actor.unitId,
  ownerId: actor.personId,
});
