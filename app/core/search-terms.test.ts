import { describe, expect, it } from 'vitest';
import { searchTerms } from './search-terms';

describe('searchTerms', () => {
  it('looks anywhere for three characters, at the beginning of a word for fewer', () => {
    expect(searchTerms('杭州银行')).toEqual({ patterns: ['%杭州银行%'], prefix: '杭州银行%' });
    expect(searchTerms('银行')).toEqual({ patterns: ['% 银行%'], prefix: '银行%' });
    expect(searchTerms('h')?.patterns).toEqual(['% h%']);
    expect(searchTerms('杭州 银行')?.patterns).toEqual(['% 杭州%', '% 银行%']);
  });

  it('takes marks of LIKE as text', () => {
    expect(searchTerms('100%_\\')?.patterns).toEqual(['%100\\%\\_\\\\%']);
  });

  it('looks for telephone numbers by their digits', () => {
    expect(searchTerms('+86 138-0013 8000')?.patterns).toEqual(['%13800138000%']);
    expect(searchTerms('8000')?.patterns).toEqual(['%8000%']);
  });

  it('has nothing to look for without a letter or digit', () => {
    for (const text of ['', ' ', '%', '---', '()', '😀']) expect(searchTerms(text)).toBeNull();
  });
});
