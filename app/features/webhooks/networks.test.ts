import { expect, it } from 'vitest';
import { isWithin, networks } from './networks.server';

it('knows what lies within the networks that are allowed', () => {
  const list = networks('10.20.0.0/16 192.168.7.9, fd00::/8');
  expect(['10.20.3.4', '192.168.7.9', 'fd12::1'].map((one) => isWithin(list, one))).toEqual([true, true, true]);
  for (const other of ['10.21.0.1', '192.168.7.8', '::1', 'x', '']) expect(isWithin(list, other)).toBe(false);
  expect(() => networks('intranet')).toThrow();
});
