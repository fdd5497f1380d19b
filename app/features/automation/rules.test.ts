import { expect, it } from 'vitest';
import { stopReason } from './rules';

it('a rule is stopped when it set itself off, or at the end of a long chain', () => {
  expect(stopReason([], 'a')).toBeNull();
  expect(stopReason(['b', 'c'], 'a')).toBeNull();
  expect(stopReason(['a'], 'a')).toBe('loop');
  expect(stopReason(['a', 'b'], 'a')).toBe('loop');
  expect(stopReason(['b', 'c', 'd'], 'a')).toBe('deep');
});
