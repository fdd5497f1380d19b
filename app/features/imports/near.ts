/** A name without what people type differently: width, case, spaces, punctuation. `ＧＴＸ-Pro` and `gtx pro` agree. */
export const nameKey = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Whether two texts differ by no more than one slip (two in long ones): a letter missing, added, wrong or swapped. */
export function isSlip(a: string, b: string) {
  const most = Math.max(a.length, b.length) >= 12 ? 2 : 1;
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > most) return false;
  return distance(a, b) <= most;
}

/** Damerau–Levenshtein distance of short texts. */
function distance(a: string, b: string) {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + wrong);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
      }
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
