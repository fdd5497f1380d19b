/** Labels are 0 or 1, probabilities between them. */
export type Metrics = { auc: number; prAuc: number; logLoss: number; brier: number; ece10: number; skill: number };

type Vector = ArrayLike<number>;

const order = (score: Vector) => {
  const rows = Array.from({ length: score.length }, (_, i) => i);
  return rows.sort((a, b) => score[a]! - score[b]!);
};

/** Area under the ROC curve by ranks, ties shared. */
export function rocAuc(label: Vector, score: Vector, weight?: Vector): number {
  const rows = order(score);
  let below = 0;
  let wins = 0;
  let positives = 0;
  for (let i = 0; i < rows.length; ) {
    let [tiedPositive, tiedNegative] = [0, 0];
    const value = score[rows[i]!]!;
    for (; i < rows.length && score[rows[i]!]! === value; i++) {
      const w = weight ? weight[rows[i]!]! : 1;
      if (label[rows[i]!]!) tiedPositive += w;
      else tiedNegative += w;
    }
    wins += tiedPositive * (below + tiedNegative / 2);
    below += tiedNegative;
    positives += tiedPositive;
  }
  return positives && below ? wins / (positives * below) : 0.5;
}

/** Average precision: the sum over thresholds of precision times the gain in recall. */
export function prAuc(label: Vector, score: Vector): number {
  const rows = order(score).reverse();
  let [hits, seen, area] = [0, 0, 0];
  const positives = Array.prototype.reduce.call(label, (sum, y) => (sum as number) + (y as number), 0) as number;
  for (let i = 0; i < rows.length; ) {
    const value = score[rows[i]!]!;
    const before = hits;
    for (; i < rows.length && score[rows[i]!]! === value; i++) {
      hits += label[rows[i]!]!;
      seen += 1;
    }
    area += ((hits - before) / positives) * (hits / seen);
  }
  return positives ? area : 0;
}

export function logLoss(label: Vector, p: Vector, weight?: Vector): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < label.length; i++) {
    const w = weight ? weight[i]! : 1;
    const q = Math.min(1 - 1e-15, Math.max(1e-15, p[i]!));
    sum -= w * Math.log(label[i]! ? q : 1 - q);
    total += w;
  }
  return sum / total;
}

export function brier(label: Vector, p: Vector, weight?: Vector): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < label.length; i++) {
    const w = weight ? weight[i]! : 1;
    sum += w * (p[i]! - label[i]!) ** 2;
    total += w;
  }
  return sum / total;
}

export type Decile = { rows: number; predicted: number; observed: number };

/** Tenths of equal size by probability, from the lowest. */
export function deciles(label: Vector, p: Vector): Decile[] {
  const rows = order(p);
  return Array.from({ length: 10 }, (_, tenth) => {
    const part = rows.slice(Math.floor((tenth * rows.length) / 10), Math.floor(((tenth + 1) * rows.length) / 10));
    const mean = (of: Vector) => (part.length ? part.reduce((sum, i) => sum + of[i]!, 0) / part.length : 0);
    return { rows: part.length, predicted: mean(p), observed: mean(label) };
  });
}

/** Expected calibration error over tenths. */
export const ece10 = (label: Vector, p: Vector) =>
  deciles(label, p).reduce((sum, d) => sum + (d.rows / label.length) * Math.abs(d.predicted - d.observed), 0);

export function measure(label: Vector, p: Vector, weight?: Vector): Metrics {
  let [positive, total] = [0, 0];
  for (let i = 0; i < label.length; i++) {
    const w = weight ? weight[i]! : 1;
    positive += w * label[i]!;
    total += w;
  }
  const base = positive / total;
  const score = brier(label, p, weight);
  return {
    auc: rocAuc(label, p, weight),
    prAuc: prAuc(label, p),
    logLoss: logLoss(label, p, weight),
    brier: score,
    ece10: ece10(label, p),
    skill: base > 0 && base < 1 ? 1 - score / (base * (1 - base)) : 0,
  };
}
