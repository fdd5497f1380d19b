import { forgetUnsent } from './person';
import { forgetPages } from './worker';

/** Asks when forms would be lost, and leaves nothing on the device; false when the person stays. */
export async function mayLeave(ask: (unsent: number) => Promise<boolean>): Promise<boolean> {
  const box = await import('./box').catch(() => null);
  const unsent = await box?.unsent().catch(() => 0);
  if (unsent && !(await ask(unsent))) return false;
  await box?.forgetAll().catch(() => {});
  forgetUnsent();
  forgetPages();
  return true;
}
