import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../../../scripts/seed/random';
import { fleetOf, makeHeavens } from '../../../scripts/seed/satellites';
import { briefOf, usualAsk } from '../satellite/brief';
import { bestOf, divisionOf, type FeasibilityRule, feasibilityOf, wrongBand } from './feasibility';

const rule = (given: Partial<FeasibilityRule>): FeasibilityRule => ({
  id: 'r',
  tenantId: null,
  technology: 'fibre',
  divisions: [],
  latitude: null,
  longitude: null,
  radiusKm: null,
  verdict: 'yes',
  leadDays: 20,
  reason: '市区光缆已覆盖',
  reasonEn: 'Fibre in town',
  ...given,
});
const hangzhou = { divisionCode: '330100', latitude: 30.27, longitude: 120.15 };

describe('feasibility', () => {
  it('is said by the rule that speaks most exactly of the place', () => {
    const rules = [
      rule({ verdict: 'check', reason: '全国' }),
      rule({ divisions: ['33'], leadDays: 15, reason: '浙江' }),
      rule({ divisions: ['3301'], leadDays: 7, reason: '杭州' }),
      rule({ tenantId: 2, divisions: ['3301'], leadDays: 5, reason: '杭州，本公司' }),
      rule({ latitude: 29.6, longitude: 119.0, radiusKm: 10, verdict: 'no', reason: '千岛湖岛屿' }),
    ];
    const fibre = (place: Parameters<typeof feasibilityOf>[1]) => feasibilityOf(rules, place)[0];
    expect(fibre(hangzhou)).toMatchObject({ verdict: 'yes', leadDays: 5, reason: '杭州，本公司' });
    expect(fibre({ ...hangzhou, divisionCode: '330200' })).toMatchObject({ reason: '浙江' });
    expect(fibre({ divisionCode: '330100', latitude: 29.61, longitude: 119.01 })).toMatchObject({ verdict: 'no' });
    expect(fibre({ divisionCode: '650000', latitude: null, longitude: null })).toMatchObject({ reason: '全国' });
  });

  it('has to be looked at where no rule speaks', () => {
    expect(feasibilityOf([], hangzhou).map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['check', 'no_rule'],
      ['check', 'no_rule'],
      ['check', 'no_rule'],
      ['check', 'check_satellite'],
    ]);
    const nowhere = { divisionCode: null, latitude: null, longitude: null };
    expect(new Set(feasibilityOf([], nowhere).map(({ reason }) => reason))).toEqual(new Set(['where']));
  });

  it('prefers fibre, then what comes soonest', () => {
    const ka = rule({ technology: 'ka', leadDays: 5 });
    expect(bestOf(feasibilityOf([rule({}), ka], hangzhou))).toBe('fibre');
    expect(bestOf(feasibilityOf([rule({ verdict: 'no' }), ka, rule({ technology: 'microwave' })], hangzhou))).toBe(
      'ka',
    );
    expect(bestOf(feasibilityOf([], hangzhou))).toBeNull();
  });

  it('finds the division in the address, else near by', () => {
    expect(divisionOf('浙江省杭州市西湖区文三路', { latitude: null, longitude: null })).toBe('330100');
    expect(divisionOf('新疆乌鲁木齐天山区', { latitude: null, longitude: null })).toBe('650100');
    const called = (text: string) => divisionOf(text, { latitude: null, longitude: null });
    expect(called('吉林省四平市铁西区')).toBe('220300');
    expect(called('吉林市船营区')).toBe('220200');
    expect(called('北京市朝阳区建国路')).toBe('110000');
    expect(called('上海市南京路 100 号')).toBe('310000');
    expect(called('扬州市江都区')).toBe('321000');
    expect(called('湖北省某地')).toBe('420000');
    expect(divisionOf('文三路1号', { latitude: 30.27, longitude: 120.15 })).toBe('330100');
    expect(divisionOf('文三路1号', { latitude: null, longitude: null })).toBeNull();
    expect(divisionOf('无名岛', { latitude: 5, longitude: 115 })).toBeNull();
  });

  describe('by satellite', () => {
    const demo = { random: mulberry32(7), today: '2026-11-22', day: () => '2026-01-26', during: () => new Date(0) };
    let made = 0;
    const fleet = fleetOf(makeHeavens({ ...demo, id: () => `id${made++}` }));
    const island = { divisionCode: null, latitude: 16.83, longitude: 112.34 };
    const ka = (place: Parameters<typeof feasibilityOf>[1], rules: FeasibilityRule[] = [], asked = usualAsk) =>
      feasibilityOf(rules, place, { fleet, asked }).find(({ technology }) => technology === 'ka')!;

    it('is said by the link, with what serves it and the samples it stands on; the rule says how soon', () => {
      const found = ka(island, [rule({ technology: 'ka', verdict: 'check', leadDays: 12 })]);
      expect(found).toMatchObject({ verdict: 'yes', reason: 'satellite_yes', leadDays: 12 });
      expect(found.satellite?.link?.beam.nameEn).toBe('South China Sea');
      expect(found.satellite?.link?.availability).toBeGreaterThanOrEqual(99.5);
      expect(found.satellite?.rainRate.source).toBe('city_sample');
      expect(found.satellite?.warnings).toContain('sample_parameters');
    });

    it('is refused with alternatives, each of which does when it is asked instead', () => {
      const soldOut = { divisionCode: null, latitude: 21.93, longitude: 113.73 };
      const found = ka(soldOut);
      expect(found).toMatchObject({ verdict: 'no', reason: 'satellite_no', leadDays: null });
      const { reasons, alternatives } = found.satellite!;
      expect(reasons).toEqual(['capacity']);
      const lower = alternatives.find(({ kind }) => kind === 'lower_rates');
      expect(ka(soldOut, [], lower!.ask!)).toMatchObject({ verdict: 'yes' });
      const other = alternatives.find(({ link }) => link.beam.band === 'ku');
      const over = ka(soldOut, [], other!.ask!);
      expect(over).toMatchObject({ verdict: 'yes', satellite: { asked: { band: 'ku' } } });
      // another band is another product
      const sites = [
        { id: 'a', name: '万山', feasibility: [over] },
        { id: 'b', name: '永兴', feasibility: [found] },
      ];
      const band = new Map([
        ['ka', 'ka' as const],
        ['ku', 'ku' as const],
        ['any', null],
      ]);
      const line = (siteId: string, offeringId: string) => ({ siteId, offeringId });
      expect(wrongBand(sites, [line('a', 'ka')], band)?.site.name).toBe('万山');
      expect(wrongBand(sites, [line('b', 'ku')], band)?.site.name).toBe('永兴');
      expect(
        wrongBand(sites, [line('a', 'ku'), line('a', 'any'), line('a', 'gone'), line('b', 'ka')], band),
      ).toBeNull();
    });

    it('takes the seat of the division where there are no coordinates, and nothing where there is neither', () => {
      const town = ka({ divisionCode: '330100', latitude: null, longitude: null });
      expect(town.satellite?.place).toMatchObject({ latitude: 30.25, longitude: 120.2 });
      expect(ka({ divisionCode: null, latitude: null, longitude: null })).toMatchObject({
        verdict: 'check',
        reason: 'where',
      });
    });

    it('is refused outside every beam, and by a rule however good the link is', () => {
      expect(ka({ divisionCode: null, latitude: -30, longitude: 110 })).toMatchObject({ verdict: 'no' });
      const forbidden = rule({ technology: 'ka', verdict: 'no', reason: '未获许可', leadDays: null });
      expect(ka(island, [forbidden])).toMatchObject({ verdict: 'no', reason: '未获许可' });
    });

    it('is worked out once for all sites of one place', () => {
      expect(briefOf(fleet, { latitude: 30, longitude: 120 }, usualAsk)).toBe(
        briefOf(fleet, { latitude: 30, longitude: 120 }, usualAsk),
      );
    });
  });
});
