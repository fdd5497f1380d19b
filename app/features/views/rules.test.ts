import { describe, expect, it } from 'vitest';
import { viewAddress, viewQuery } from './rules';

describe('saved views', () => {
  it('keep filters and sort, not the page one was on', () => {
    expect(viewQuery('?stage=2&after=xyz&q=&owner=me&peek=1')).toBe('owner=me&stage=2');
  });
  it('lead to their page', () => {
    expect(viewAddress({ id: 'v', page: 'opportunities', query: 'owner=me' })).toBe('/opportunities?owner=me&view=v');
    expect(viewAddress({ id: 'v', page: 'accounts', query: '' })).toBe('/accounts?view=v');
  });
});
