import { describe, expect, it } from 'vitest';
import { kindsBelow, mayRevoke, personState, unitKinds } from './rules';

describe('personState', () => {
  it('works through the last day', () => {
    expect(personState(null, '2026-11-21')).toBe('active');
    expect(personState('2026-11-21', '2026-11-21')).toBe('leaving');
    expect(personState('2026-11-20', '2026-11-21')).toBe('left');
  });
});

describe('mayRevoke', () => {
  it('keeps one from taking the own administration away', () => {
    expect(mayRevoke('admin', 'a', 'a')).toBe(false);
    expect(mayRevoke('admin', 'b', 'a')).toBe(true);
    expect(mayRevoke('team_lead', 'a', 'a')).toBe(true);
  });
});

describe('kindsBelow', () => {
  it('never puts a group below anything', () => {
    expect(unitKinds.flatMap((kind) => kindsBelow[kind])).not.toContain('group');
  });
});
