import { describe, expect, it } from 'vitest';
import { textTerms } from './text-terms';

describe('what visits are searched for', () => {
  it('is every word, anywhere in the text', () => {
    expect(textTerms('双链路 报价')).toEqual({
      words: ['双链路', '报价'],
      pairs: ['双链', '链路', '报价'],
    });
    expect(textTerms('sd-wan')?.pairs).toEqual(['sd', 'd-', '-w', 'wa', 'an']);
  });

  it('leaves out what is too short or says nothing', () => {
    expect(textTerms('100% 云')).toEqual({ words: ['100%'], pairs: ['10', '00', '0%'] });
    for (const text of ['', ' ', '云', '%', '--']) expect(textTerms(text)).toBeNull();
  });

  it('counts letters, not units of code', () => {
    expect(textTerms('𠮷野家')?.pairs).toEqual(['𠮷野', '野家']);
  });
});
