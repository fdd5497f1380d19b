import { describe, expect, it } from 'vitest';
import { fill, paramsIn } from './message';

const number = new Intl.NumberFormat('en');

describe('messages', () => {
  it('inserts words and grouped numbers', () => {
    expect(fill('{who} sold {n}', { who: 'Li', n: 12345 }, number)).toBe('Li sold 12,345');
  });

  it('chooses one or other', () => {
    expect(fill('{n|# visit|# visits} left', { n: 1 }, number)).toBe('1 visit left');
    expect(fill('{n|# visit|# visits} left', { n: 2000 }, number)).toBe('2,000 visits left');
  });

  it('inserts text as it is, dollar signs and braces included', () => {
    expect(fill('{a}', { a: '$& {b}' }, number)).toBe('$& {b}');
  });

  it('names the parameters of a text', () => {
    expect(paramsIn('{n|# visit|# visits} by {who} and {who}')).toEqual(['n', 'who']);
  });
});
