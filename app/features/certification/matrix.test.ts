import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coverage,
  type Gap,
  gapCosts,
  letters,
  type MatrixColumn,
  type MatrixRow,
  readLetter,
  strengths,
} from './matrix';
import { standings } from './rules';

const row = (id: string, cells: string, role = 'account_manager'): MatrixRow => ({
  ...{ id, name: id, title: null, unitId: 1, unit: '一组', role, cells, details: {}, isNew: false },
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

describe('what gaps cost', () => {
  const gap = (given: Partial<Gap>): Gap => ({
    ...{ kind: 'quote', id: 'q1', opportunityId: 'o1', title: '', account: '', ownerId: 'p1', owner: '', code: 'A' },
    ...{ offering: '', amountFen: 100, dueOn: null, ...given },
  });

  it('counts a deal once in all, and once per certificate it waits for', () => {
    const costs = gapCosts([gap({}), gap({ code: 'B' }), gap({ id: 'q2', ownerId: 'p2', amountFen: 50 })]);
    expect(costs.total).toEqual({ count: 2, fen: 150 });
    expect(costs.byCode).toEqual({ A: { count: 2, fen: 150 }, B: { count: 1, fen: 100 } });
    expect(costs.byPerson).toEqual({ p1: { count: 1, fen: 100 }, p2: { count: 1, fen: 50 } });
    expect(gapCosts([]).total).toEqual({ count: 0, fen: 0 });
  });

  it('never tells of more than there is', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            id: fc.constantFrom('1', '2', '3'),
            code: fc.constantFrom('A', 'B'),
            ownerId: fc.constantFrom('p', 'q'),
          }),
        ),
        (list) => {
          const { total, byCode } = gapCosts(list.map((one) => gap({ ...one, amountFen: Number(one.id) })));
          const deals = new Set(list.map(({ id }) => id));
          expect(total).toEqual({ count: deals.size, fen: [...deals].reduce((sum, id) => sum + Number(id), 0) });
          for (const cost of Object.values(byCode)) expect(cost.fen).toBeLessThanOrEqual(total.fen);
        },
      ),
    ));
});
