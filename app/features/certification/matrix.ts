import { type Family, families, type Standing } from './rules';

/** A standing as one letter: a row of sixty cells travels as sixty of them. */
export const letters: Record<Standing, string> = {
  valid: 'v',
  expiring: 'e',
  expired: 'x',
  learning: 'l',
  booked: 'b',
  assigned: 'a',
  not_begun: 'n',
  not_needed: '-',
};
const standingOfLetter = new Map(Object.entries(letters).map(([standing, letter]) => [letter, standing as Standing]));
export const readLetter = (letter: string | undefined): Standing => standingOfLetter.get(letter ?? '-') ?? 'not_needed';

export type MatrixColumn = {
  code: string;
  name: string;
  nameEn: string | null;
  family: Family;
};
export type MatrixRow = {
  id: string;
  name: string;
  title: string | null;
  unitId: number;
  unit: string;
  role: string;
  /** One letter a column. */
  cells: string;
  /** Of the cells that have one, in their order: days left, percent learnt, or the day booked or due. */
  details: string;
  isNew: boolean;
};

/** Standings that a number or a day is told with. */
const detailed = new Set<Standing>(['expiring', 'learning', 'booked', 'assigned']);
export const hasDetail = (standing: Standing) => detailed.has(standing);

/** What is told with each cell, by its column; nothing for most. */
export function readDetails({ cells, details }: Pick<MatrixRow, 'cells' | 'details'>): (string | undefined)[] {
  const told = details.split(',');
  let at = 0;
  return [...cells].map((letter) => (hasDetail(readLetter(letter)) ? told[at++] || undefined : undefined));
}

const counts = (standing: Standing) => standing === 'valid' || standing === 'expiring';
/** Asked of the person, whether held or not; what is held without being asked for counts for nobody's rate. */
export const isAsked = (standing: Standing, isNeeded: boolean) => isNeeded && standing !== 'not_needed';

/** Share of those who need a certificate and hold it, per column and in all; null where nobody needs it. */
export function coverage(
  rows: Pick<MatrixRow, 'cells'>[],
  columns: number,
  needed: (row: number, column: number) => boolean,
) {
  const need = new Array<number>(columns).fill(0);
  const have = new Array<number>(columns).fill(0);
  rows.forEach((row, r) => {
    for (let c = 0; c < columns; c += 1) {
      if (!needed(r, c)) continue;
      need[c]! += 1;
      if (counts(readLetter(row.cells[c]))) have[c]! += 1;
    }
  });
  const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
  const rate = (a: number, b: number) => (b ? a / b : null);
  return {
    perColumn: need.map((n, c) => rate(have[c]!, n)),
    total: rate(sum(have), sum(need)),
    need: sum(need),
    have: sum(have),
  };
}

/** By family, how much of what is looked at somebody holds, beside the median of those in the same role. */
export function strengths(rows: MatrixRow[], columns: MatrixColumn[], personId: string) {
  const me = rows.find(({ id }) => id === personId);
  if (!me) return [];
  const share = (row: MatrixRow, family: Family) => {
    let [asked, held] = [0, 0];
    columns.forEach((column, c) => {
      const standing = readLetter(row.cells[c]);
      if (column.family !== family || standing === 'not_needed') return;
      asked += 1;
      if (counts(standing)) held += 1;
    });
    return asked ? Math.round((held / asked) * 100) : null;
  };
  const peers = rows.filter(({ role }) => role === me.role);
  return families.flatMap((family) => {
    const mine = share(me, family);
    if (mine === null) return [];
    const others = peers.flatMap((row) => share(row, family) ?? []).sort((a, b) => a - b);
    return [{ family, mine, median: others[Math.floor((others.length - 1) / 2)] ?? 0 }];
  });
}

export type Gap = {
  kind: 'quote' | 'opportunity';
  id: string;
  opportunityId: string;
  title: string;
  account: string;
  ownerId: string;
  owner: string;
  code: string;
  offering: string;
  amountFen: number;
  dueOn: string | null;
};
export type GapCost = { count: number; fen: number };
