import { expect, it } from 'vitest';
import { shortAddress } from './devices';

it('shows of an address no more than the network', () => {
  expect(shortAddress('203.0.113.77')).toBe('203.0.*.*');
  expect(shortAddress('::ffff:203.0.113.77')).toBe('203.0.*.*');
  expect(shortAddress('2001:db8:85a3::8a2e:370:7334')).toBe('2001:db8:…');
  expect([shortAddress(null), shortAddress('')]).toEqual([null, null]);
});
