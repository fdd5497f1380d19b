import { describe, expect, it } from 'vitest';
import { canStart, canUndo, estimateRows, leavingOpen, openQuestions, usualKey } from './rules';

describe('an import', () => {
  it('is started once, and again after it failed', () => {
    expect(
      (['uploaded', 'queued', 'running', 'done', 'failed', 'undoing', 'undone'] as const).filter(canStart),
    ).toEqual(['uploaded', 'failed']);
  });

  it('can be undone when it wrote something', () => {
    expect(canUndo({ state: 'done', created: 1, updated: 0 })).toBe(true);
    expect(canUndo({ state: 'failed', created: 0, updated: 2 })).toBe(true);
    expect(canUndo({ state: 'done', created: 0, updated: 0 })).toBe(false);
    expect(canUndo({ state: 'undone', created: 1, updated: 0 })).toBe(false);
  });

  it('finds rows by the first key the file has a column for', () => {
    expect(usualKey('accounts', { name: 0, externalKey: 1 })).toBe('externalKey');
    expect(usualKey('accounts', {})).toBe('creditCode');
  });

  it('counts the questions nobody has answered', () => {
    const asked = (['a', 'b', 'c', 'e'] as const).map((text) => ({ field: 'name', text, near: true }));
    const answers = { name: { a: '', b: null, c: 'reject' } };
    expect(openQuestions(answers, [...asked, { field: 'grade', text: 'Z', near: false }])).toBe(2);
    expect(openQuestions(leavingOpen(answers), asked)).toBe(0);
  });

  it('judges the number of rows from a beginning', () => {
    expect(estimateRows(1_000_000, 1000, 10)).toBe(10_000);
    expect(estimateRows(0, 0, 0)).toBe(0);
  });
});
