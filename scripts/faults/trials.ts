import type { Place } from './place';

export type Trial = {
  key: string;
  /** What is done, and what has to come of it. */
  name: string;
  promise: string;
  run(place: Place, size: Size): Promise<Outcome>;
};
export type Outcome = { figures: Record<string, number | string>; kept: boolean };
/** Short runs belong to CI; the report comes from long ones. */
export type Size = { isShort: boolean; seed: number; log(line: string): void };

/** `2 × 200, 1 × 503` */
export const tally = (statuses: number[]) =>
  [...new Set(statuses)]
    .sort((a, b) => a - b)
    .map((status) => `${statuses.filter((one) => one === status).length} × ${status || 'cut'}`)
    .join(', ');
