import { findRegion, type Region } from '~/features/accounts/regions';
import { seatOf } from '~/features/accounts/regions-seats';
import type { AccountKind } from '~/features/accounts/rules';
import { between, chance, fill, gauss, pick, type Random, weighted } from '../random';
import type { KindSpec } from './kind-spec';
import { type OrganisationKind, organisationKinds } from './organisation-kinds';

export type Organisation = {
  kind: OrganisationKind;
  name: string;
  shortName: string;
  accountKind: AccountKind;
  industry: string;
  /** The first eight characters of a credit code: registering authority, kind, region. */
  creditPrefix: string;
  headcount: number;
  /** Null where the law knows no registered capital. */
  capitalFen: number | null;
};

const firsts = [...'恒瀚启泽岚铭昱骏朗沐砺璟翊熠峤淳霁珩筠皓'];
const seconds = [...'岳澄舟野衡屿穹岑禾桥越阔序陆津墨'];
/** No county, district or town of China bears these names. */
const invented = ['澜江', '望浦', '青屿', '云岫', '鹿渚', '听澜', '石漫', '榆谷', '月泾', '星渚', '临屿', '鹭汀'];
const roads = ['创业', '迎宾', '滨江', '人民', '科创', '望海', '学府', '长虹', '建设', '新华', '和平', '凤起', '兴业'];
const buildings = [
  '',
  '',
  '',
  '1号楼',
  '2号楼',
  'A座',
  'B座',
  '行政楼',
  '综合楼',
  '科研楼',
  '东区',
  '办公楼3层',
  '12层',
];
const authorities = { government: '11', public_institution: '12', state_owned: '91', private: '91', foreign: '91' };

/** An invented organisation of one kind in one city; the name may come again, so the caller keeps a set. */
export function makeOrganisation(random: Random, kind: OrganisationKind, region: Region): Organisation {
  const spec: KindSpec = organisationKinds[kind];
  const city = shortRegion(region.zh);
  const slots = {
    市: region.zh,
    城: city,
    省: shortRegion(provinceOf(region).zh),
    区: pick(random, invented),
    号: pick(random, firsts) + pick(random, seconds),
    业: pick(random, Object.keys(spec.trades)),
  };
  const [full, short] = pick(random, spec.names);
  const accountKind = weighted(random, spec.accountKinds);
  const [low, high] = spec.headcount;
  const capital = Math.round(Math.exp(gauss(random, Math.log(high * 20_000), 0.8)) / 1_000_000) * 100_000_000;
  const isCompany = accountKind !== 'government' && accountKind !== 'public_institution';
  return {
    kind,
    name: fill(random, full, slots),
    shortName: fill(random, short, slots),
    accountKind,
    industry: pick(random, spec.trades[slots.业] ?? []),
    creditPrefix: authorities[accountKind] + region.code,
    headcount: Math.round(low * (high / low) ** random()),
    capitalFen: isCompany ? Math.max(capital, 100_000_000) : null,
  };
}

export function makeAddress(random: Random, region: Region): string {
  const province = provinceOf(region);
  const city = region.code === province.code ? region.zh : province.zh + region.zh;
  const ending = pick(random, buildings);
  return `${city}${pick(random, invented)}${chance(random, 0.8) ? '区' : '县'}${pick(random, roads)}${pick(random, ['路', '大道', '街'])}${between(random, 1, 1288)}号${ending}`;
}

/** A place some kilometres around the seat of a region. */
export function makePlace(random: Random, region: Region): { longitude: number; latitude: number } {
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  const seat = seatOf(region.code)!;
  return {
    longitude: round(seat.longitude + gauss(random, 0, 0.06)),
    latitude: round(seat.latitude + gauss(random, 0, 0.05)),
  };
}

function provinceOf(region: Region): Region {
  return findRegion(`${region.code.slice(0, 2)}0000`) ?? region;
}

/** 杭州市 → 杭州, 内蒙古自治区 → 内蒙古, 凉山彝族自治州 → 凉山. */
function shortRegion(name: string): string {
  const known =
    /^(内蒙古|广西|西藏|宁夏|新疆|巴音郭楞|博尔塔拉|克孜勒苏|伊犁|海西|阿坝|甘孜|凉山|甘南|临夏|昌吉|大理|玉树)/.exec(
      name,
    );
  return known?.[1] ?? name.replace(/(?:市|省|地区)$/, '');
}
