import type { Context } from '~/core/context.server';

export type Holder = { id: string; name: string; isOnTeam: boolean };

/**
 * Who of those around an account holds a certificate. Certificates come with the people's learning record; until there
 * is one, nobody holds any.
 */
export const holdersOf = async (
  _ctx: Context,
  _account: { tenantId: number; id: string },
  _code: string,
): Promise<Holder[]> => [];
