import { describe, expect, it } from 'vitest';
import { changesOf, idsIn, moveKind, snake } from './changes';

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
    expect(changesOf({ before: null, after: { id, opportunities: [] } })).toEqual([]);
    expect(changesOf({ before: { stage: 'propose', stageId: 4 }, after: { stage: 'lost', stageId: 8 } })).toEqual([
      { field: 'stage', before: 'propose', after: 'lost' },
    ]);
  });
});

describe('moveKind', () => {
  it.each([
    ['propose', 'lost', 'lost'],
    ['contract', 'won', 'won'],
    ['qualify', 'on_hold', 'on_hold'],
    ['lost', 'propose', 'reopened'],
    ['propose', 'develop', 'back'],
    ['develop', 'propose', 'forward'],
    ['own_stage', 'propose', null],
    ['propose', 'own_stage', null],
  ])('%s → %s is %s', (from, to, kind) => {
    expect(moveKind({ before: { stage: from }, after: { stage: to } })).toBe(kind);
  });
});

describe('idsIn', () => {
  it('finds ids in values and lists, once', () => {
    expect(idsIn([{ before: { ownerId: id }, after: { ids: [id, 'x'], n: 3 } }])).toEqual([id]);
  });
});

it('writes field names as keys', () => expect(snake('expectedCloseOn')).toBe('expected_close_on'));
