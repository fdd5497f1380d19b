import type { BlueprintLine, Choice, Difficulty, QuestionKind } from './rules';

/** The same numbers for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fisher–Yates; the list given stays as it is. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const out = [...list];
  for (let at = out.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [out[at], out[other]] = [out[other]!, out[at]!];
  }
  return out;
}

/** A seed of its own for a part of what has one (FNV-1a). */
export function seedOf(seed: number, part: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const letter of part) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}

export type InPool = {
  id: string;
  versionId: string;
  kind: QuestionKind;
  difficulty: Difficulty;
  courseId: string | null;
  offeringCode: string | null;
};
export type Drawn = { versionId: string; points: number };

const fits = (line: BlueprintLine, one: InPool) =>
  (line.kind === null || line.kind === one.kind) &&
  (line.difficulty === null || line.difficulty === one.difficulty) &&
  (line.courseId === null || line.courseId === one.courseId) &&
  (line.offeringCode === null || line.offeringCode === one.offeringCode);

/**
 * The questions of one paper, in the order they are asked; null when the pool has too few. Each question once: the lines
 * with the least to choose from choose first, and a question is passed on where another one can stand in for it.
 */
export function draw(lines: BlueprintLine[], pool: InPool[], seed: number): Drawn[] | null {
  const known = [...pool].sort((a, b) => (a.id < b.id ? -1 : 1));
  const slots = lines.flatMap((line, at) => Array.from({ length: line.count }, () => ({ line, at })));
  const choices = lines.map((line, at) =>
    shuffled(
      known.flatMap((one, index) => (fits(line, one) ? [index] : [])),
      dice(seedOf(seed, `line ${at}`)),
    ),
  );
  slots.sort((a, b) => choices[a.at]!.length - choices[b.at]!.length || a.at - b.at);
  const takenBy = new Map<number, number>();
  // augmenting paths: what one line took moves on when the other has nothing else
  const seat = (slot: number, seen: Set<number>): boolean => {
    const mine = choices[slots[slot]!.at]!;
    const free = mine.find((index) => !takenBy.has(index));
    if (free !== undefined) return Boolean(takenBy.set(free, slot));
    return mine.some((index) => {
      if (seen.has(index)) return false;
      seen.add(index);
      return seat(takenBy.get(index)!, seen) && Boolean(takenBy.set(index, slot));
    });
  };
  for (const slot of slots.keys()) if (!seat(slot, new Set())) return null;
  const drawn = [...takenBy]
    .sort(([a], [b]) => a - b)
    .map(([index, slot]) => ({ versionId: known[index]!.versionId, points: slots[slot]!.line.points }));
  return shuffled(drawn, dice(seedOf(seed, 'order')));
}

/** The choices of a question as one person sees them: always the same in one sitting. */
export const choicesFor = (choices: Choice[], seed: number, versionId: string) =>
  shuffled(choices, dice(seedOf(seed, versionId)));
