import { describe, expect, it } from 'vitest';
import {
  type Entries,
  entryOf,
  following,
  type Item,
  isHeldBack,
  nextToSend,
  over,
  patienceMs,
  pressedAt,
  sentAt,
  verdictOf,
} from './item';

const item = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  person: 'p',
  kind: 'complete',
  path: '/visits/1',
  subject: '/visits/1',
  about: '',
  entries: [],
  at: 0,
  tries: 0,
  ...more,
});
const refusal = { status: 409, reason: 'stale' };

describe('the order of sending', () => {
  it('is that of pressing', () => {
    expect(nextToSend([item('2'), item('1'), item('3')])?.id).toBe('1');
    expect(nextToSend([])).toBeNull();
  });

  it('holds back what follows something refused of the same record, and nothing else', () => {
    const items = [item('1', { refusal }), item('2'), item('3', { subject: '/visits/2' })];
    expect(nextToSend(items)?.id).toBe('3');
    expect(items.map((one) => isHeldBack(one, items))).toEqual([false, true, false]);
    expect(nextToSend(items.slice(0, 2))).toBeNull();
  });
});

describe('what needs another record', () => {
  const contact = item('1', { kind: 'contact', subject: 'contact/c' });
  const visit = item('2', { kind: 'plan', subject: '/visits/1', needs: ['contact/c'] });
  const photo = item('3', { kind: 'photo', subject: '/visits/1/files/parts/f', needs: ['/visits/1'] });

  it('waits for it, and for what that waits for', () => {
    const items = [{ ...contact, refusal }, visit, photo, item('4', { subject: '/visits/2' })];
    expect(nextToSend(items)?.id).toBe('4');
    expect(items.map((one) => isHeldBack(one, items))).toEqual([false, true, true, false]);
  });

  it('goes in its order, but files after forms, and a refused file holds nothing back', () => {
    expect(nextToSend([contact, visit, photo])?.id).toBe('1');
    expect(nextToSend([item('1', { ...photo, id: '1' }), item('2')])?.id).toBe('2');
    expect(nextToSend([{ ...photo, id: '1', refusal }, item('2', { subject: '/visits/1' })])?.id).toBe('2');
    expect(nextToSend([photo])?.id).toBe('3');
  });
});

describe('saving over what somebody else saved', () => {
  const at = (version: number): Entries => [['version', String(version)]];
  it('takes the version of now, and so does what waits behind', () => {
    const start = item('1', { entries: at(1), refusal });
    const items = [start, item('2', { entries: at(2) }), item('3', { subject: '/visits/2', entries: at(1) })];
    const saved = over(start, 4, items);
    expect(saved.map((one) => [one.id, entryOf(one.entries, 'version'), one.refusal])).toEqual([
      ['1', '4', undefined],
      ['2', '5', undefined],
    ]);
  });
});

describe('the version', () => {
  const versioned = (version: number): Entries => [['version', String(version)]];
  const version = (entries: Entries) => entryOf(entries, 'version');

  it('follows the changes that wait', () => {
    const start = item('1', { kind: 'start', entries: versioned(4) });
    expect(version(following(versioned(4), [start]))).toBe('5');
    expect(version(following(versioned(4), [item('2', { entries: versioned(5) }), start]))).toBe('6');
  });

  it('stays where the page knew of them, or nothing waits', () => {
    expect(version(following(versioned(5), [item('1', { entries: versioned(4) })]))).toBe('5');
    expect(version(following(versioned(4), []))).toBe('4');
    expect(following([['note', 'x']], [item('1', { entries: versioned(4) })])).toEqual([['note', 'x']]);
  });
});

describe('the clock', () => {
  const at = new Date('2026-11-21T02:00:00Z');
  it('is asked when pressed and again when sent', () => {
    const kept = pressedAt([['clock.at', '']], 'complete', at);
    expect(entryOf(kept, 'clock.at')).toBe('2026-11-21T02:00:00.000Z');
    expect(entryOf(sentAt(kept, new Date('2026-11-21T05:00:00Z')), 'clock.sentAt')).toBe('2026-11-21T05:00:00.000Z');
  });
  it('keeps what the button took, and is no matter of other forms', () => {
    const taken: Entries = [['clock.at', '2026-11-21T01:00:00.000Z']];
    expect(pressedAt(taken, 'start', at)).toBe(taken);
    expect(sentAt(pressedAt([], 'log', at), at)).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    [200, 'sent'],
    [0, 'signed_out'],
    [401, 'signed_out'],
    [403, 'refused'],
    [404, 'refused'],
    [409, 'refused'],
    [422, 'refused'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ] as const)('%i means %s', (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });
});

describe('the patience a busy server asks for', () => {
  it('is what it says, up to twice that, and never long', () => {
    expect(patienceMs('2', 0)).toBe(2000);
    expect(patienceMs('2', 0.5)).toBe(3000);
    expect(patienceMs('86400', 0)).toBe(60_000);
  });

  it('is nothing where it says nothing', () => {
    expect(patienceMs(null, 0)).toBeNull();
    expect(patienceMs('Wed, 21 Oct 2026 07:28:00 GMT', 0)).toBeNull();
  });
});
