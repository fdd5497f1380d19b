import type { Locale } from '~/core/locale';
import { citiesOf, keptRegion, provinceOf, provinces, type Region, regionName } from '~/features/accounts/regions';
import { nameKey } from './near';
import type { Choice } from './row';

const kind = /(特别行政区|维吾尔自治区|[壮回]族自治区|自治[区州县]|地区|省|市|盟)$/u;
const peoples = /(蒙古|朝鲜|土家|苗|藏|羌|彝|布依|侗|壮|哈尼|傣|景颇|傈僳|白|黎|回|哈萨克|柯尔克孜)族?/gu;
const plain = (name: string) => nameKey(name).replace(kind, '');
const isProvince = ({ code }: Region) => code.endsWith('0000');

const all = [...new Set(provinces.flatMap((province) => [province, ...citiesOf(province.code)]))];
const byWhole = new Map(all.map((region) => [nameKey(region.zh), [region]]));
const byName = new Map<string, Region[]>();
for (const region of all)
  for (const name of [plain(region.zh), nameKey(region.en)]) byName.set(name, [...(byName.get(name) ?? []), region]);
for (const region of all.filter(({ zh }) => /自治[州县]$/.test(zh))) {
  const short = plain(region.zh).replace(peoples, ''); // 恩施 for 恩施土家族苗族自治州
  for (const name of [short, `${short}州`]) if (short.length > 1 && !byName.has(name)) byName.set(name, [region]);
}
const called = (name: string) =>
  byWhole.get(nameKey(name)) ?? byName.get(nameKey(name)) ?? byName.get(plain(name)) ?? [];

const opening = new RegExp(
  `^(${provinces.map(({ zh }) => plain(zh)).join('|')})(?![省市\\s]|[^\\s]*自治区|特别)(?=.{2})`,
  'u',
);
/** `浙江省杭州市西湖区`, `江苏苏州`, `Hangzhou, Zhejiang` → their parts. */
const partsOf = (text: string) =>
  text
    .replace(/^中国/u, '')
    .replace(/(?<=省|自治[区州]|特别行政区|市|盟)(?=.)/gu, ' ')
    .replace(opening, '$1 ')
    .split(/[\s/,，-]+/u)
    .filter(Boolean);

type Read = { value: string } | { problem: string } | { choices: Choice[]; near: boolean };
const unknown: Read = { problem: 'imports.problem.region' };

function oneOf(regions: Region[], locale: Locale): Read {
  const [region, ...more] = regions;
  if (!region) return unknown;
  if (!more.length) return { value: region.code };
  const label = ({ code }: Region) => [...new Set([provinceOf(code), code])].map((one) => regionName(one, locale));
  return { near: true, choices: regions.map((one) => ({ id: one.code, label: label(one).join(' ') })) };
}

/**
 * A division by its GB/T 2260 code or its name, with or without 省 and 市; a county counts as its prefecture. A name of
 * several, such as 吉林, is asked about. A prefecture that is not known is refused and never taken for its province.
 */
export function readRegion(text: string, locale: Locale): Read {
  const typed = text.normalize('NFKC').trim();
  if (/^\d{6}$/.test(typed)) {
    const kept = keptRegion(typed);
    return kept ? { value: kept.code } : unknown;
  }
  const whole = called(typed);
  if (whole.length) return oneOf(whole, locale);
  const parts = partsOf(typed);
  const found = parts.map(called);
  const outer = found.flat().find(isProvince);
  if (outer && parts.length === 1) return { value: outer.code };
  for (const regions of found.reverse()) {
    const within = regions.filter(
      ({ code }) =>
        (!outer || provinceOf(code) === outer.code) && citiesOf(provinceOf(code)).some((city) => city.code === code),
    );
    if (within.length) return oneOf(within, locale);
  }
  return unknown;
}
