import { expect, it } from 'vitest';
import type { MatrixRow } from '~/features/certification/matrix';
import { layOut, lineAt, rowHeight, step, teamHeight } from './lines';

const row = (id: string, unitId: number): MatrixRow => ({
  ...{ id, name: id, title: null, unitId, unit: `${unitId} 组`, role: 'account_manager', cells: '', details: '' },
  isNew: false,
});
const rows = [row('a', 1), row('b', 1), row('c', 2)];

it('puts people under their teams, and folds a team away', () => {
  const open = layOut(rows, new Set());
  expect(open.lines.map(({ key }) => key)).toEqual(['team-1', 'a', 'b', 'team-2', 'c']);
  expect(open.height).toBe(2 * teamHeight + 3 * rowHeight);
  const folded = layOut(rows, new Set([1]));
  expect(folded.lines).toMatchObject([{ key: 'team-1', count: 2, isOpen: false }, { key: 'team-2' }, { key: 'c' }]);
  expect(layOut([], new Set())).toEqual({ lines: [], height: 0 });
});

it('finds the line at a height', () => {
  const { lines } = layOut(rows, new Set());
  for (const [at, line] of lines.entries()) {
    expect(lineAt(lines, line.top)).toBe(at);
    expect(lineAt(lines, line.top + teamHeight - 1)).toBe(at);
  }
  expect([lineAt(lines, -5), lineAt(lines, 10_000), lineAt([], 0)]).toEqual([0, 4, 0]);
});

it('walks by key and stops at the edges', () => {
  const { lines } = layOut(rows, new Set());
  const from = { line: 1, column: 2 };
  const to = (key: string, ctrl = false) => step(key, ctrl, from, lines, 3, 10);
  expect(to('ArrowDown')).toEqual({ line: 2, column: 2 });
  expect(to('ArrowUp')).toEqual({ line: 0, column: 2 });
  expect(to('ArrowLeft')).toEqual({ line: 1, column: 1 });
  expect(to('ArrowRight')).toEqual({ line: 1, column: 3 });
  expect(to('PageDown')).toEqual({ line: 4, column: 2 });
  expect(to('PageUp')).toEqual({ line: 0, column: 2 });
  expect([to('Home'), to('End'), to('Home', true), to('End', true)]).toEqual([
    { line: 1, column: 0 },
    { line: 1, column: 3 },
    { line: 0, column: 0 },
    { line: 4, column: 3 },
  ]);
  expect(to('x')).toBeNull();
});
