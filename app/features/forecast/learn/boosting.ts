/** Binned inputs, column by column; bin 0 is what is missing or unknown. */
export type Binned = { rows: number; bins: Uint8Array[] };
export type Tree = { column: Int32Array; bin: Int32Array; left: Int32Array; right: Int32Array; value: Float64Array };
export type Forest = { start: number; trees: Tree[] };
export type BoostingShape = { trees: number; leaves: number; rate: number; leastRows: number; l2: number };

type Leaf = {
  node: number;
  from: number;
  to: number;
  histogram: Float64Array;
  g: number;
  h: number;
  split: Split | null;
};
type Split = { gain: number; column: number; bin: number };

const slots = 256 * 3;

function histogramOf({ bins }: Binned, order: Int32Array, from: number, to: number, g: Float64Array, h: Float64Array) {
  const histogram = new Float64Array(bins.length * slots);
  for (const [c, bin] of bins.entries()) {
    const base = c * slots;
    for (let k = from; k < to; k++) {
      const row = order[k]!;
      const at = base + bin[row]! * 3;
      histogram[at] = histogram[at]! + g[row]!;
      histogram[at + 1] = histogram[at + 1]! + h[row]!;
      histogram[at + 2] = histogram[at + 2]! + 1;
    }
  }
  return histogram;
}

function bestSplit(leaf: Leaf, columns: number, { leastRows, l2 }: BoostingShape): Split | null {
  const { histogram, g, h } = leaf;
  const rows = leaf.to - leaf.from;
  if (rows < 2 * leastRows) return null;
  const parent = (g * g) / (h + l2);
  let best: Split | null = null;
  for (let column = 0; column < columns; column++) {
    let [leftG, leftH, left] = [0, 0, 0];
    for (let bin = 0; bin < 255; bin++) {
      const at = column * slots + bin * 3;
      if (histogram[at + 2] === 0) continue;
      leftG += histogram[at]!;
      leftH += histogram[at + 1]!;
      left += histogram[at + 2]!;
      if (left < leastRows) continue;
      if (rows - left < leastRows) break;
      const gain = (leftG * leftG) / (leftH + l2) + (g - leftG) ** 2 / (h - leftH + l2) - parent;
      if (gain > 1e-7 && (!best || gain > best.gain)) best = { gain, column, bin };
    }
  }
  return best;
}

/** One tree, grown leaf by leaf where it gains most. Fills `step` with what it adds to each row it was grown on. */
function grow(
  data: Binned,
  order: Int32Array,
  g: Float64Array,
  h: Float64Array,
  shape: BoostingShape,
  step: Float64Array,
): Tree {
  const size = 2 * shape.leaves - 1;
  const tree: Tree = {
    column: new Int32Array(size).fill(-1),
    bin: new Int32Array(size),
    left: new Int32Array(size),
    right: new Int32Array(size),
    value: new Float64Array(size),
  };
  const sum = (of: Float64Array, from: number, to: number) => {
    let total = 0;
    for (let k = from; k < to; k++) total += of[order[k]!]!;
    return total;
  };
  const columns = data.bins.length;
  const leafAt = (node: number, from: number, to: number, histogram: Float64Array): Leaf => {
    const leaf: Leaf = { node, from, to, histogram, g: sum(g, from, to), h: sum(h, from, to), split: null };
    leaf.split = bestSplit(leaf, columns, shape);
    tree.value[node] = (-shape.rate * leaf.g) / (leaf.h + shape.l2);
    return leaf;
  };
  let leaves = [leafAt(0, 0, order.length, histogramOf(data, order, 0, order.length, g, h))];
  let nodes = 1;
  while (leaves.length < shape.leaves) {
    const chosen = leaves.reduce((best, leaf) => ((leaf.split?.gain ?? 0) > (best.split?.gain ?? 0) ? leaf : best));
    if (!chosen.split) break;
    const { column, bin } = chosen.split;
    const cut = partition(order, chosen.from, chosen.to, (row) => data.bins[column]![row]! <= bin);
    const small = cut - chosen.from < chosen.to - cut ? [chosen.from, cut] : [cut, chosen.to];
    const less = histogramOf(data, order, small[0]!, small[1]!, g, h);
    for (let i = 0; i < less.length; i++) chosen.histogram[i] = chosen.histogram[i]! - less[i]!;
    const [onLeft, onRight] =
      small[0] === chosen.from && small[1] === cut ? [less, chosen.histogram] : [chosen.histogram, less];
    Object.assign(tree.column, { [chosen.node]: column });
    tree.bin[chosen.node] = bin;
    tree.left[chosen.node] = nodes;
    tree.right[chosen.node] = nodes + 1;
    const children = [leafAt(nodes, chosen.from, cut, onLeft), leafAt(nodes + 1, cut, chosen.to, onRight)];
    nodes += 2;
    leaves = [...leaves.filter((leaf) => leaf !== chosen), ...children];
  }
  for (const { node, from, to } of leaves) for (let k = from; k < to; k++) step[order[k]!] = tree.value[node]!;
  return tree;
}

/** Rows that pass first, both sides in their old order; answers where the second side begins. */
function partition(order: Int32Array, from: number, to: number, pass: (row: number) => boolean) {
  const rest: number[] = [];
  let at = from;
  for (let k = from; k < to; k++) {
    if (pass(order[k]!)) order[at++] = order[k]!;
    else rest.push(order[k]!);
  }
  order.set(rest, at);
  return at;
}

/** `watch` is called after each tree with it and its number; boosting ends when it answers false. */
export function boost(
  data: Binned,
  label: Float64Array,
  weight: Float64Array,
  rows: Int32Array,
  shape: BoostingShape,
  watch: (tree: Tree, number: number) => boolean = () => true,
): Forest {
  let [positive, total] = [0, 0];
  for (const row of rows) {
    positive += weight[row]! * label[row]!;
    total += weight[row]!;
  }
  const base = Math.min(1 - 1e-6, Math.max(1e-6, positive / total));
  const start = Math.log(base / (1 - base));
  const score = new Float64Array(data.rows).fill(start);
  const [g, h, step] = [new Float64Array(data.rows), new Float64Array(data.rows), new Float64Array(data.rows)];
  const trees: Tree[] = [];
  const order = new Int32Array(rows.length);
  for (let number = 1; number <= shape.trees; number++) {
    for (const row of rows) {
      const p = 1 / (1 + Math.exp(-score[row]!));
      g[row] = weight[row]! * (p - label[row]!);
      h[row] = weight[row]! * p * (1 - p);
    }
    order.set(rows);
    const tree = grow(data, order, g, h, shape, step);
    if (tree.column[0] === -1) break;
    trees.push(tree);
    for (const row of rows) score[row] = score[row]! + step[row]!;
    if (!watch(tree, number)) break;
  }
  return { start, trees };
}

/** Adds what the tree says to each row's score. */
export function addTree(tree: Tree, { bins }: Binned, rows: Int32Array, score: Float64Array) {
  for (let k = 0; k < rows.length; k++) {
    let node = 0;
    while (tree.column[node]! >= 0)
      node = bins[tree.column[node]!]![rows[k]!]! <= tree.bin[node]! ? tree.left[node]! : tree.right[node]!;
    score[k] = score[k]! + tree.value[node]!;
  }
}

export function forestLogits(forest: Forest, data: Binned, rows: Int32Array): Float64Array {
  const score = new Float64Array(rows.length).fill(forest.start);
  for (const tree of forest.trees) addTree(tree, data, rows, score);
  return score;
}

/** What each column added on the path of a row; with the value at the roots they sum to its log-odds exactly. */
export function forestContributions(forest: Forest, { bins }: Binned, row: number): { base: number; of: Float64Array } {
  const of = new Float64Array(bins.length);
  let base = forest.start;
  for (const tree of forest.trees) {
    let node = 0;
    base += tree.value[0]!;
    while (tree.column[node]! >= 0) {
      const column = tree.column[node]!;
      const next = bins[column]![row]! <= tree.bin[node]! ? tree.left[node]! : tree.right[node]!;
      of[column] = of[column]! + tree.value[next]! - tree.value[node]!;
      node = next;
    }
  }
  return { base, of };
}
