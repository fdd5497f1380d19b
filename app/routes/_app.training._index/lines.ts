import type { MatrixRow } from '~/features/certification/matrix';

export type Line =
  | { kind: 'team'; key: string; unitId: number; unit: string; count: number; isOpen: boolean; top: number }
  | { kind: 'person'; key: string; row: MatrixRow; top: number };

export const teamHeight = 32;
export const rowHeight = 46;

/** People under their teams, each line with where it begins. */
export function layOut(rows: MatrixRow[], closed: ReadonlySet<number>) {
  const lines: Line[] = [];
  let top = 0;
  let at = 0;
  while (at < rows.length) {
    const { unitId, unit } = rows[at]!;
    let end = at;
    while (end < rows.length && rows[end]!.unitId === unitId) end += 1;
    const isOpen = !closed.has(unitId);
    lines.push({ kind: 'team', key: `team-${unitId}`, unitId, unit, count: end - at, isOpen, top });
    top += teamHeight;
    if (isOpen)
      for (const row of rows.slice(at, end)) {
        lines.push({ kind: 'person', key: row.id, row, top });
        top += rowHeight;
      }
    at = end;
  }
  return { lines, height: top };
}

/** The first line that ends below `y`; lines lie in order of `top`. */
export function lineAt(lines: Line[], y: number) {
  let [low, high] = [0, Math.max(0, lines.length - 1)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]!.top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const heightOf = (line: Line) => (line.kind === 'team' ? teamHeight : rowHeight);

export type Place = { line: number; column: number };

/** Where a key leads; null for keys that lead nowhere. The first column is the person. */
export function step(
  key: string,
  ctrl: boolean,
  at: Place,
  lines: Line[],
  columns: number,
  page: number,
): Place | null {
  const line = (n: number) => Math.max(0, Math.min(lines.length - 1, n));
  const column = (n: number) => Math.max(0, Math.min(columns, n));
  switch (key) {
    case 'ArrowDown':
      return { ...at, line: line(at.line + 1) };
    case 'ArrowUp':
      return { ...at, line: line(at.line - 1) };
    case 'ArrowRight':
      return { ...at, column: column(at.column + 1) };
    case 'ArrowLeft':
      return { ...at, column: column(at.column - 1) };
    case 'PageDown':
      return { ...at, line: line(at.line + page) };
    case 'PageUp':
      return { ...at, line: line(at.line - page) };
    case 'Home':
      return { line: ctrl ? 0 : at.line, column: 0 };
    case 'End':
      return { line: ctrl ? line(lines.length) : at.line, column: column(columns) };
    default:
      return null;
  }
}
