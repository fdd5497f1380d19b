/** `reason` and the values of `fields` are locale keys; `params` fill their placeholders. */
export type Refused = {
  ok: false;
  reason: string;
  fields?: Record<string, string>;
  params?: Record<string, string | number>;
  /** What the person has to look at, e.g. what is missing before a stage may be left. */
  details?: unknown;
};
export type Result<T> = { ok: true; value: T } | Refused;

export const ok = <T>(value: T) => ({ ok: true as const, value });

export const refused = (reason: string, more: Omit<Refused, 'ok' | 'reason'> = {}): Refused => ({
  ok: false,
  reason,
  ...more,
});
