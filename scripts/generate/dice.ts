/** Dice that fall the same for the same number, so that a row can be made again without keeping it. */
export class Dice {
  #state: number;

  constructor(seed: number, index: number) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  }

  /** In [0, 1). */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
}

const hex = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));

/** Laid out as uuid v7: milliseconds, then dice. */
export function idAt(at: number, dice: Dice): string {
  const ms = Math.floor(at);
  const high = Math.floor(ms / 65_536);
  const time = `${hex[(high >>> 16) & 0xffff]}${hex[high & 0xffff]}-${hex[ms % 65_536]}`;
  const middle = `7${hex[bits(dice, 12)]?.slice(1)}-${hex[0x8000 | bits(dice, 14)]}`;
  return `${time}-${middle}-${hex[bits(dice, 16)]}${hex[bits(dice, 16)]}${hex[bits(dice, 16)]}`;
}

const bits = (dice: Dice, count: number) => (dice.roll() * 2 ** count) | 0;
export const of = <T>(dice: Dice, list: readonly T[]): T => list[(dice.roll() * list.length) | 0] as T;
export const bell = (dice: Dice) => dice.roll() + dice.roll() + dice.roll() + dice.roll() - 2;

const digits = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));
export const number9 = (dice: Dice) =>
  digits[(dice.roll() * 1000) | 0]! + digits[(dice.roll() * 1000) | 0]! + digits[(dice.roll() * 1000) | 0]!;

const dayMs = 86_400_000;
export const dayOf = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
export const instantOf = (ms: number) => new Date(ms).toISOString();
export const days = (count: number) => count * dayMs;
