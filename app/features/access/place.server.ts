import { env } from '~/core/env.server';

/** Where this product is: the origin browsers see, and the name keys are bound to. */
export type Place = { origin: string; rpId: string };

export function placeOf(request: Request): Place {
  const { origin, hostname } = new URL(env.ORIGIN || request.url);
  return { origin, rpId: hostname };
}

/** What the library makes of a browser's answer; it throws at whatever a stranger may have made up, which is a no. */
export async function readKey<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify();
  } catch {
    return null; // forged, for another site, or not what was asked: all the same to us
  }
}
