import { expect, it } from 'vitest';
import { withParams } from './params';

it('sets, removes and keeps parameters', () => {
  expect(withParams('?a=1&b=2', { a: null, c: '3' })).toBe('?b=2&c=3');
  expect(withParams('?a=1', { a: null })).toBe('?');
});
