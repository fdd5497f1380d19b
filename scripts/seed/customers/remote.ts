import { findRegion } from '~/features/accounts/regions';
import type { Company } from '../company';
import type { Demo } from '../demo';
import { pick } from '../random';
import { type Customer, type Facts, makeCustomer } from './customer';

type Remote = Pick<
  Facts,
  'name' | 'shortName' | 'organisation' | 'kind' | 'industry' | 'grade' | 'address' | 'note'
> & {
  tenant: string;
  region: string;
  near: string;
  place: { longitude: number; latitude: number };
};

/** Islands and desert: no fibre reaches them. */
const remotes: readonly Remote[] = [
  {
    name: '舟山临屿海岛开发有限公司',
    shortName: '临屿海岛开发',
    organisation: 'shipping',
    kind: 'state_owned',
    industry: '55',
    grade: 'B',
    tenant: 'zj',
    region: '330900',
    near: '330900',
    place: { longitude: 122.771, latitude: 30.712 },
    address: '浙江省舟山市临屿岛码头1号',
    note: '岛上无海缆，生活与生产通信全靠卫星；台风季每年停航约四十天，设备要能无人值守。',
  },
  {
    name: '三沙望屿岛礁综合保障中心',
    shortName: '望屿岛礁保障中心',
    organisation: 'shipping',
    kind: 'public_institution',
    industry: '92',
    grade: 'A',
    tenant: 'hi',
    region: '460300',
    near: '460200',
    place: { longitude: 112.336, latitude: 16.832 },
    address: '海南省三沙市望屿岛',
    note: '距最近的陆地站三百多公里，只有卫星可达；高盐高湿，天线需防腐，补给船每月一班。',
  },
  {
    name: '海南鹭汀远洋渔业有限公司',
    shortName: '鹭汀远洋渔业',
    organisation: 'shipping',
    kind: 'private',
    industry: '04',
    grade: 'B',
    tenant: 'hi',
    region: '460200',
    near: '460200',
    place: { longitude: 109.48, latitude: 18.23 },
    address: '海南省三亚市临屿区渔港路66号',
    note: '船队常年在外海，船岸通信是招工与安全的关键。',
  },
  {
    name: '巴音郭楞石漫有色矿山有限公司',
    shortName: '石漫有色矿山',
    organisation: 'mining',
    kind: 'state_owned',
    industry: '09',
    grade: 'A',
    tenant: 'xj',
    region: '652800',
    near: '652800',
    place: { longitude: 88.947, latitude: 38.215 },
    address: '新疆维吾尔自治区巴音郭楞蒙古自治州石漫矿区',
    note: '矿区在沙漠腹地，距最近的光交一百八十公里，沙尘天气多；井下要对讲，井上要视频回传。',
  },
  {
    name: '新疆榆谷油气技术服务有限责任公司',
    shortName: '榆谷油气',
    organisation: 'mining',
    kind: 'state_owned',
    industry: '11',
    grade: 'A',
    tenant: 'xj',
    region: '652800',
    near: '652800',
    place: { longitude: 83.62, latitude: 40.105 },
    address: '新疆维吾尔自治区巴音郭楞蒙古自治州榆谷作业区',
    note: '十二支野外钻井队，每两个月搬一次家，便携站要一小时内架好。',
  },
];

export function makeRemotes(demo: Demo, company: Company): Customer[] {
  return remotes.map(({ tenant, region, near, ...facts }) => {
    const team = company.managersOf(tenant);
    const local = team.filter((person) => person.region === near);
    return makeCustomer(demo, {
      ...facts,
      creditPrefix: `${facts.kind === 'public_institution' ? 12 : 91}${region}`,
      headcount: facts.grade === 'A' ? 860 : 240,
      capitalFen: facts.kind === 'public_institution' ? null : 12_000_000_000,
      region: findRegion(region)!,
      owner: pick(demo.random, local.length ? local : team),
      products:
        facts.organisation === 'mining'
          ? ['ka_broadband', 'emergency_vehicle', 'video', 'teleport']
          : ['ka_broadband', 'maritime', 'transponder'],
    });
  });
}
