import { describe, expect, it } from 'vitest';
import { assess, type Check, type CheckFacts } from './confidence';

const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);
const site = { latitude: 30.2741, longitude: 120.1551 };
const check = (change: Partial<Check> = {}): Check => ({
  latitude: 30.2743,
  longitude: 120.1554,
  accuracy: 12,
  at: at('02:28'),
  ...change,
});
const facts = (change: Partial<CheckFacts> = {}): CheckFacts => ({
  checkIn: check(),
  checkOut: null,
  isPositionUnusable: false,
  site,
  skewSeconds: 2,
  minutes: 54,
  minutesChanged: 0.9,
  minutesElsewhere: 0,
  others: [],
  photos: 0,
  isConfirmed: false,
  ...change,
});
const keys = (change: Partial<CheckFacts>) => assess(facts(change)).reasons.map((reason) => reason.key);

describe('the confidence of a check', () => {
  it('is the sum of its reasons, from 50', () => {
    const { confidence, reasons } = assess(facts());
    expect(reasons).toEqual([{ key: 'near', points: 35, value: 36 }]);
    expect(confidence).toBe(85);
  });

  it('is full with a customer’s word and a photo, and never beyond 100', () => {
    expect(assess(facts({ isConfirmed: true, photos: 2 })).confidence).toBe(100);
  });

  it('takes nothing away for a position that was refused', () => {
    const { confidence, reasons } = assess(facts({ checkIn: null }));
    expect(reasons).toEqual([{ key: 'no_position', points: 0 }]);
    expect(confidence).toBe(50);
  });

  it('says that a position was no place on earth, and takes nothing away for it', () => {
    const { confidence, reasons } = assess(facts({ checkIn: null, isPositionUnusable: true }));
    expect(reasons.map(({ key }) => key)).toEqual(['no_position', 'bad_position']);
    expect(confidence).toBe(50);
  });

  it('gives less for a rough position, and counts its roughness in favour of the person', () => {
    expect(keys({ checkIn: check({ accuracy: 900, latitude: 30.2835 }) })).toEqual(['near_roughly']);
    expect(keys({ checkIn: check({ accuracy: 10, latitude: 30.2835 }) })).toEqual(['off_site']);
  });

  it('falls with the distance', () => {
    const far = (latitude: number) => assess(facts({ checkIn: check({ latitude }) })).confidence;
    expect([30.2743, 30.2835, 30.3, 30.5].map(far)).toEqual([85, 40, 25, 10]);
  });

  it('says when the site itself is not known', () => {
    expect(assess(facts({ site: null }))).toMatchObject({ confidence: 60, reasons: [{ key: 'no_site' }] });
  });

  // north of the site, and how long ago
  const journey = (km: number, minutes: number) =>
    keys({
      others: [
        [
          check({
            latitude: 30.2743 + km / 111.195,
            accuracy: 0,
            at: new Date(at('02:28').getTime() - minutes * 60_000),
          }),
        ],
      ],
    }).includes('travel');

  it.each([
    // by road
    [30, 14, true],
    [30, 17, false],
    [60, 10, true],
    [90, 47, false],
    // by train
    [200, 60, true],
    [200, 70, false],
    [600, 120, true],
    [600, 140, false],
    // by air
    [1124, 120, true],
    [1124, 180, false],
    [3300, 300, true],
    [3300, 320, false],
  ])('sees a journey nobody can make, and leaves others alone: %i km in %i minutes', (km, minutes, isSeen) => {
    expect(journey(km, minutes)).toBe(isSeen);
  });

  it('says how fast one would have had to be, also for check-outs and between the two', () => {
    const away = { latitude: 30.2743 + 60 / 111.195, accuracy: 12 };
    const travel = (change: Partial<CheckFacts>) => assess(facts(change)).reasons.find(({ key }) => key === 'travel');
    const others = [[check({ at: at('00:10') }), check({ ...away, at: at('02:18') })]];
    expect(travel({ others })).toEqual({ key: 'travel', points: -30, value: 360 });
    const checkOut = check({ at: at('03:28') });
    const next = [[check({ ...away, at: at('03:38') })]];
    expect(travel({ others: next })).toBeUndefined();
    expect(travel({ checkOut, others: next })).toMatchObject({ value: 360 });
    expect(travel({ checkIn: null, checkOut, others: next })).toMatchObject({ value: 360 });
    expect(travel({ checkOut: check({ ...away, at: at('02:38') }) })).toMatchObject({ value: 360 });
  });

  it('does not take noise between two checks at one place for a journey', () => {
    expect(keys({ others: [[check({ latitude: 30.28, accuracy: 500, at: at('02:27') })]] })).not.toContain('travel');
  });

  it('notices the very same point at three visits', () => {
    const same = [check({ at: at('01:00') }), check({ at: at('01:30') })];
    expect(keys({ others: [same] })).not.toContain('repeated');
    expect(keys({ others: [same, [check({ at: at('00:10') })]] })).toContain('repeated');
  });

  it('notices clocks, durations and a check-out elsewhere', () => {
    expect(keys({ skewSeconds: -400 })).toContain('clock');
    expect(keys({ skewSeconds: 7200 })).toContain('clock_far');
    expect(keys({ minutesChanged: 5 })).not.toContain('time_changed');
    expect(assess(facts({ minutesChanged: 95.4 }))).toMatchObject({
      confidence: 75,
      reasons: [{ key: 'near' }, { key: 'time_changed', value: 95 }],
    });
    expect(keys({ minutesElsewhere: 5 })).not.toContain('overlap');
    expect(keys({ minutesElsewhere: 30 })).toContain('overlap');
    expect(keys({ minutes: 1 })).toContain('short');
    expect(keys({ minutes: 15 * 60 })).toContain('long');
    expect(keys({ checkOut: check({ latitude: 30.35 }) })).toContain('left_elsewhere');
  });

  it('never leaves 0 to 100', () => {
    const worst = assess(
      facts({ checkIn: check({ latitude: 31 }), skewSeconds: 9000, minutes: 1, others: [[check()], [check()]] }),
    );
    expect(worst.confidence).toBe(0);
  });
});
