import { describe, expect, it } from 'vitest';
import { bestOf, divisionOf, type FeasibilityRule, feasibilityOf } from './feasibility';

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
    expect(divisionOf('文三路1号', { latitude: 30.27, longitude: 120.15 })).toBe('330100');
    expect(divisionOf('文三路1号', { latitude: null, longitude: null })).toBeNull();
    expect(divisionOf('无名岛', { latitude: 5, longitude: 115 })).toBeNull();
  });
});
