import { describe, expect, it } from 'vitest';
import { readColumns, viewAddress, viewQuery } from './rules';

describe('saved views', () => {
  it('keep filters and sort, not the page one was on', () => {
    expect(viewQuery('?stage=2&after=xyz&q=&owner=me&peek=1')).toBe('owner=me&stage=2');
    expect(viewQuery('?shape=week&on=2026-11-23&person=p')).toBe('person=p&shape=week');
  });
  it('keep the choice of columns, however the form wrote it', () => {
    const columns = (query: string) => readColumns(new URLSearchParams(query));
    expect(viewQuery('cols=grade,kind&after=x')).toBe('cols=grade%2Ckind');
    expect(columns('cols=grade,kind')).toEqual(['grade', 'kind']);
    expect(columns('cols=&cols=grade&cols=kind')).toEqual(['grade', 'kind']);
    expect(columns('cols=')).toEqual([]);
    expect(columns('sort=name')).toBeNull();
  });
  it('lead to their page', () => {
    expect(viewAddress({ id: 'v', page: 'opportunities', query: 'owner=me' })).toBe('/opportunities?owner=me&view=v');
    expect(viewAddress({ id: 'v', page: 'accounts', query: '' })).toBe('/accounts?view=v');
  });
});
