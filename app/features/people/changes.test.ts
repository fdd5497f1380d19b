import { describe, expect, it } from 'vitest';
import { changesOf, idsIn, snake } from './changes';

const id = '01940000-0000-7000-8000-000000000001';

describe('changesOf', () => {
  it('pairs both sides, without bookkeeping and without what stayed', () => {
    expect(
      changesOf({ before: { name: 'a', grade: 'B', version: 1 }, after: { name: 'b', grade: 'B', version: 2 } }),
    ).toEqual([{ field: 'name', before: 'a', after: 'b' }]);
    expect(changesOf({ before: null, after: { name: 'b', note: null } })).toEqual([
      { field: 'name', before: null, after: 'b' },
    ]);
    expect(changesOf({ before: null, after: null })).toEqual([]);
  });
});

describe('idsIn', () => {
  it('finds ids in values and lists, once', () => {
    expect(idsIn([{ before: { ownerId: id }, after: { ids: [id, 'x'], n: 3 } }])).toEqual([id]);
  });
});

it('writes field names as keys', () => expect(snake('expectedCloseOn')).toBe('expected_close_on'));
