import { expect, it } from 'vitest';
import { coverage, letters, type MatrixColumn, type MatrixRow, readDetails, readLetter, strengths } from './matrix';
import { standings } from './rules';

const row = (id: string, cells: string, role = 'account_manager'): MatrixRow => ({
  ...{ id, name: id, title: null, unitId: 1, unit: '一组', role, cells, details: '', isNew: false },
});
const column = (code: string, family: MatrixColumn['family']): MatrixColumn => ({
  code,
  name: code,
  nameEn: null,
  family,
});

it('reads every letter it writes', () => {
  expect(standings.map((standing) => readLetter(letters[standing]))).toEqual(standings);
  expect(new Set(Object.values(letters)).size).toBe(standings.length);
});

it('counts who holds of who needs', () => {
  const rows = [row('a', 've-'), row('b', 'x--'), row('c', 'nv-')];
  const needs = ['11-', '1--', '1--'];
  const seen = coverage(rows, 3, (r, c) => needs[r]?.[c] === '1');
  // c holds the second without being asked for it
  expect(seen).toEqual({ perColumn: [1 / 3, 1, null], total: 2 / 4, need: 4, have: 2 });
});

it('sets a person beside the median of the same role', () => {
  const columns = [column('A', 'product'), column('B', 'product'), column('C', 'mandatory')];
  const rows = [row('me', 'vn-'), row('x', 'vvv'), row('y', 'nnn'), row('boss', 'vvv', 'team_lead')];
  expect(strengths(rows, columns, 'me')).toEqual([{ family: 'product', mine: 50, median: 50 }]);
  expect(strengths(rows, columns, 'nobody')).toEqual([]);
});

it('tells what belongs to a cell beside it', () => {
  expect(readDetails({ cells: 'velb-ax', details: '23,60,2026-11-28,' })).toEqual([
    ...[undefined, '23', '60', '2026-11-28', undefined, undefined, undefined],
  ]);
  expect(readDetails({ cells: 'v-', details: '' })).toEqual([undefined, undefined]);
});
