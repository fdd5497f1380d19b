import { describe, expect, it } from 'vitest';
import { chainLevels } from './chain-levels';

const person = (id: string, reportsToId: string | null = null, influence: number | null = null) => ({
  id,
  reportsToId,
  buyingRole: null,
  influence,
});
const told = (contacts: Parameters<typeof chainLevels>[0]) =>
  chainLevels(contacts).map(({ contact, level }) => `${'-'.repeat(level)}${contact.id}`);

describe('chainLevels', () => {
  it('lists everybody below their superior, the most influential first', () => {
    expect(told([person('c', 'b', 1), person('a', null, 3), person('b', 'a', 2), person('d', 'a', 4)])).toEqual([
      'a',
      '-d',
      '-b',
      '--c',
    ]);
  });

  it('begins with the decision maker, and loses nobody whose superior is gone or who reports in a circle', () => {
    const decider = { ...person('boss'), buyingRole: 'decision_maker' as const };
    expect(told([person('x', 'gone', 5), decider])).toEqual(['boss', 'x']);
    expect(told([person('a', 'b'), person('b', 'a')])).toEqual(['a', '-b']);
  });
});
