export type Fold = { train: Int32Array; test: Int32Array };

const split = (of: Int32Array, folds: number): Fold[] =>
  Array.from({ length: folds }, (_, fold) => {
    const [train, test]: [number[], number[]] = [[], []];
    for (let row = 0; row < of.length; row++) (of[row] === fold ? test : train).push(row);
    return { train: Int32Array.from(train), test: Int32Array.from(test) };
  }).filter(({ train, test }) => train.length > 0 && test.length > 0);

/**
 * Folds dealt out in turn within each class, so that no chance is needed; rows of one group stay together. The rows
 * come in an order that has nothing to do with the outcome. Another `turn` deals differently.
 */
export function interleavedFolds(label: ArrayLike<number>, groups: Int32Array, folds: number, turn = 0): Fold[] {
  const members = new Map<number, { rows: number[]; positives: number }>();
  for (let row = 0; row < label.length; row++) {
    const group = members.get(groups[row]!) ?? { rows: [], positives: 0 };
    group.rows.push(row);
    group.positives += label[row]!;
    members.set(groups[row]!, group);
  }
  const of = new Int32Array(label.length);
  const held = Array.from({ length: folds }, () => [0, 0] as [number, number]);
  const dealt: [number, number] = [0, 0];
  const large = [...members.values()].sort((a, b) => b.rows.length - a.rows.length);
  for (const { rows, positives } of large) {
    const side = positives * 2 > rows.length ? 1 : 0;
    let fold = turn ? mixed(dealt[side]!, turn, folds) : dealt[side]! % folds;
    if (rows.length > 1) fold = held.reduce((best, h, i) => (h[side] < held[best]![side] ? i : best), 0);
    dealt[side] += 1;
    held[fold]![side] += rows.length;
    for (const row of rows) of[row] = fold;
  }
  return split(of, folds);
}

/** Each run of `folds` places in another order, which depends on the turn alone. */
function mixed(place: number, turn: number, folds: number) {
  const round = Math.floor(place / folds);
  const key = Math.imul(round + 1, 0x9e3779b1) ^ Math.imul(turn, 0x85ebca6b);
  return ((place % folds) + (Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> 16)) % folds;
}

/**
 * Each part is foretold from what was `known` before it began; the first is only learnt from. Equal times stay together.
 */
export function timeFolds(time: ArrayLike<number>, groups: Int32Array, folds: number, known = time): Fold[] {
  const rows = Array.from({ length: time.length }, (_, i) => i).sort((a, b) => time[a]! - time[b]! || a - b);
  const cuts = Array.from({ length: folds }, (_, i) => time[rows[Math.floor(((i + 1) * rows.length) / (folds + 1))]!]!);
  return [...new Set(cuts)].flatMap((from, i, all) => {
    const until = all[i + 1] ?? Number.POSITIVE_INFINITY;
    const test = rows.filter((row) => time[row]! >= from && time[row]! < until);
    const own = new Set(test.map((row) => groups[row]!));
    const train = rows.filter((row) => known[row]! < from && !own.has(groups[row]!));
    if (!train.length || !test.length) return [];
    return [{ train: Int32Array.from(train).sort(), test: Int32Array.from(test).sort() }];
  });
}

export const everyRow = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
