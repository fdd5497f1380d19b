import { describe, expect, it } from 'vitest';
import accepted from './accepted.json';
import { findingsOf, openIn } from './judge';

const advisory = (id: string, name: string) => ({
  url: `https://github.com/advisories/${id}`,
  title: 'A hole',
  severity: 'high',
  name,
});
const report = {
  vulnerabilities: {
    express: { via: ['qs'] },
    qs: { via: [advisory('GHSA-aaaa', 'qs'), advisory('GHSA-bbbb', 'qs')] },
    body: { via: [advisory('GHSA-aaaa', 'qs')] },
  },
};
const today = '2026-11-23';

describe('an audit', () => {
  it('names each advisory once, and none where the registry did not answer', () => {
    expect(findingsOf(report)?.map(({ id, package: of }) => [id, of])).toEqual([
      ['GHSA-aaaa', 'qs'],
      ['GHSA-bbbb', 'qs'],
    ]);
    expect(findingsOf({ message: '405 Method Not Allowed', error: {} })).toBeNull();
    expect(findingsOf({ vulnerabilities: {} })).toEqual([]);
  });

  it('fails by what nobody accepted, or no longer, and names what is accepted without need', () => {
    const list = [
      { id: 'GHSA-aaaa', why: 'not reached', until: '2026-12-31' },
      { id: 'GHSA-bbbb', why: 'not reached', until: '2026-11-22' },
      { id: 'GHSA-cccc', why: 'not reached', until: '2026-12-31' },
    ];
    const { open, needless } = openIn(findingsOf(report) ?? [], list, today);
    expect([open.map(({ id }) => id), needless.map(({ id }) => id)]).toEqual([['GHSA-bbbb'], ['GHSA-cccc']]);
  });
});

it('every acceptance says why, and until when', () => {
  for (const one of accepted as { id: string; why: string; until: string }[]) {
    expect(one.id).toMatch(/^GHSA-/);
    expect(one.why.length).toBeGreaterThan(20);
    expect(one.until).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
