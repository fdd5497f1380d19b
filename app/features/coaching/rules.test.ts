import { describe, expect, it } from 'vitest';
import { streamSearch } from './filters';
import { coachingInput, commentInput } from './input';
import { mayAnswer, mayEdit } from './rules';

const id = '01900000-0000-7000-8000-000000000000';
const written = new Date('2026-11-21T02:00:00Z');
const later = (minutes: number) => new Date(written.getTime() + minutes * 60_000);

describe('a comment', () => {
  it('is mended by its author within a quarter of an hour', () => {
    const comment = { authorId: 'a', createdAt: written };
    expect([
      mayEdit(comment, 'a', later(15)),
      mayEdit(comment, 'a', later(16)),
      mayEdit(comment, 'b', later(1)),
    ]).toEqual([true, false, false]);
  });
  it('that asks is answered by the visitor; what the visitor asks, by anybody else', () => {
    expect(mayAnswer({ authorId: 'lead', ownerId: 'me' }, 'me')).toBe(true);
    expect(mayAnswer({ authorId: 'lead', ownerId: 'me' }, 'peer')).toBe(false);
    expect(mayAnswer({ authorId: 'me', ownerId: 'me' }, 'peer')).toBe(true);
    expect(mayAnswer({ authorId: 'me', ownerId: 'me' }, 'me')).toBe(false);
  });
  it('is up to 2,000 letters, and mentions each once', () => {
    expect(commentInput.safeParse({ id, text: '好'.repeat(2001) }).success).toBe(false);
    expect(commentInput.parse({ id, text: ' 好 ', mentions: [id, id] })).toMatchObject({ text: '好', mentions: [id] });
  });
});

describe('the feedback of a joint visit', () => {
  it('wants something said, and scores from 1 to 5', () => {
    const form = (aspects: object, note = '') => coachingInput.safeParse({ id, version: '0', aspects, note }).success;
    expect(form({ value: { score: '', note: '' } })).toBe(false);
    expect(form({ value: { score: '5', note: '' } })).toBe(true);
    expect(form({ value: { score: '6' } })).toBe(false);
    expect(form({}, '很好')).toBe(true);
  });
});

describe('the filter of the stream', () => {
  it('is in the address only where something is chosen', () => {
    expect(streamSearch({ show: 'all', personId: null })).toBe('');
    expect(streamSearch({ show: 'unread', personId: id }, { do: 'joint' })).toBe(`?show=unread&person=${id}&do=joint`);
  });
});
