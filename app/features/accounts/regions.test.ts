import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { citiesOf, findRegion, provinces, regionName } from './regions';

const published = '../shared/data/china/cn_divisions.csv';
const all = provinces.flatMap((province) => [province, ...citiesOf(province.code)]);

describe('regions', () => {
  it('has the thirty-one provinces, and whole the ones that need it', () => {
    expect(provinces).toHaveLength(31);
    const whole = { 330000: 11, 440000: 21, 460000: 4, 510000: 21, 620000: 14, 650000: 14 };
    for (const [code, count] of Object.entries(whole)) expect(citiesOf(code)).toHaveLength(count);
    for (const { code } of provinces) expect(citiesOf(code).length).toBeGreaterThan(0);
    expect(new Set(all.map(({ code }) => code)).size).toBeGreaterThan(150);
  });

  it('names provinces, prefectures and what lies in them', () => {
    expect(regionName('330100', 'zh-CN')).toBe('杭州市');
    expect(regionName('330106', 'zh-CN')).toBe('杭州市');
    expect(regionName('650100', 'en')).toBe('Urumqi');
    expect(regionName('460300', 'zh-CN')).toBe('三沙市');
    expect(regionName('310115', 'en')).toBe('Shanghai');
    expect(regionName('999999', 'zh-CN')).toBe('999999');
    expect(regionName('', 'zh-CN')).toBe('');
    expect(findRegion('330000')?.en).toBe('Zhejiang');
    expect(findRegion('339900')).toBeNull();
    expect(citiesOf('110000').map(({ code }) => code)).toEqual(['110000']);
  });
});

describe.runIf(existsSync(published))('the public list (../shared/data/china)', () => {
  it('has the same codes and names, and every seat within 60 km', () => {
    const rows = readFileSync(published, 'utf8').trim().split('\n').slice(1);
    const listed = new Map(rows.map((row) => row.trim().split(',')).map((cells) => [cells[0], cells]));
    const wrong = all.filter(({ code, zh, longitude, latitude }) => {
      const [, , name, , , lat, lng] = listed.get(code) ?? [];
      // The list puts Aba at a county of that name, not at its seat Barkam.
      const away =
        lat && code !== '513200' ? Math.hypot((Number(lat) - latitude) * 111, (Number(lng) - longitude) * 95) : 0;
      return name !== zh || away > 60;
    });
    expect(wrong).toEqual([]);
  });
});
