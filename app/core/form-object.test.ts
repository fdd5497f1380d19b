import { expect, it } from 'vitest';
import { nest } from './form-object';

it('nests names, lists numbers, gathers repetitions', () => {
  const sent: [string, string][] = [
    ['name', 'A'],
    ['site.city', 'B'],
    ['lines[0].price', '1'],
    ['lines[1].price', '2'],
    ['ids', 'x'],
    ['ids', 'y'],
  ];
  expect(nest(sent)).toEqual({
    name: 'A',
    site: { city: 'B' },
    lines: [{ price: '1' }, { price: '2' }],
    ids: ['x', 'y'],
  });
});

it('keeps away from prototypes', () => {
  expect(
    nest([
      ['__proto__.admin', '1'],
      ['constructor', 'x'],
    ]),
  ).toEqual({});
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});
