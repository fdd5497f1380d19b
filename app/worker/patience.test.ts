import { describe, expect, it } from 'vitest';
import { changesNothing, essence, patienceOf } from './patience';

const at = (text: string) => Date.parse(`2026-11-22T${text}+08:00`);
const never = { tried: 0, done: 0 };

describe('the patience with the network', () => {
  it('is short for a page to be read that was kept today', () => {
    expect(patienceOf('/today', at('08:00'), at('17:00'), never)).toBe(300);
    expect(patienceOf('/today.data', at('00:01'), at('23:59'), never)).toBe(300);
  });

  it('is longer for a form, for yesterday’s page and where the clock was set back', () => {
    expect(patienceOf('/visits/1?do=complete', at('08:00'), at('08:01'), never)).toBe(3500);
    expect(patienceOf('/today', at('08:00') - 86_400_000, at('08:00'), never)).toBe(3500);
    expect(patienceOf('/today', at('09:00'), at('08:00'), never)).toBe(3500);
  });

  it('is longest for a page from before one’s own change', () => {
    const tried = { tried: at('09:00'), done: at('07:00') };
    expect(patienceOf('/today', at('08:00'), at('09:01'), tried)).toBe(3500);
    expect(patienceOf('/today', at('08:00'), at('09:01'), { ...tried, done: at('09:00') })).toBe(10_000);
    expect(patienceOf('/today', at('09:02'), at('09:03'), { ...tried, done: at('09:00') })).toBe(300);
  });

  it('is not changed by asking how push stands', () => {
    expect(changesNothing('/settings/push')).toBe(true);
    expect(changesNothing('/visits/new.data')).toBe(false);
  });
});

describe('two answers for a page', () => {
  const page = (nonce: string, now: number, what: string) =>
    `<script nonce="${nonce}">enqueue("[\\"now\\",[\\"D\\",${now}],[\\"D\\",1763776800000]]")</script><p>${what}</p>`;
  const [one, other] = [1763780000123, 1763780900456];

  it('are the same apart from nonce and moment', () => {
    expect(essence(page('a', one, 'x'), one)).toBe(essence(page('b', other, 'x'), other));
  });
  it('differ by what they say, other moments too', () => {
    expect(essence(page('a', one, 'x'), one)).not.toBe(essence(page('a', one, 'y'), one));
    expect(essence(page('a', one, 'x'), one)).not.toBe(
      essence(page('a', one, 'x').replace('1763776800000', '1763777800000'), one),
    );
  });
});
