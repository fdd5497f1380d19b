import type { enterprises } from '#drizzle/schema';
import { makeCreditCode } from '~/core/credit-code';
import { fromLocal } from '~/core/dates';
import { findRegion } from '~/features/accounts/regions';
import type { Company, Person } from '../company';
import type { Demo } from '../demo';
import { between, pick } from '../random';
import { type Customer, makeCustomer } from './customer';

type Group = { enterprise: typeof enterprises.$inferInsert; customers: Customer[] };

/** City branches of each province with the sub-branches below them: the head office and 40 branches. */
const network: Record<string, readonly (readonly [region: string, ...subs: string[]])[]> = {
  zj: [
    ['330100', '滨望支行', '科创支行', '凤起支行', '听澜支行'],
    ['330200', '鹭汀支行', '保税区支行'],
    ['330900', '青屿支行', '临屿支行'],
    ['330300', '月泾支行'],
  ],
  gd: [
    ['440100', '迎宾支行', '长虹支行', '星渚支行'],
    ['440300', '前湾支行', '科苑支行', '云岫支行'],
    ['440600', '望浦支行'],
  ],
  js: [
    ['320100', '建设支行', '学府支行', '鹿渚支行'],
    ['320500', '湖东支行', '新华支行', '榆谷支行'],
  ],
  sc: [['510100', '高新支行', '和平支行', '兴业支行'], ['510700', '石漫支行'], ['511300']],
};

/** The branch nobody visits. */
const forgotten = '宁波分行';

export function makeBank(demo: Demo, company: Company): Group {
  const founded = fromLocal(demo.day(-2400));
  const name = '澜江银行股份有限公司';
  const enterprise = {
    id: demo.id(founded),
    name,
    shortName: '澜江银行',
    creditCode: makeCreditCode(demo.random, '91330000'),
    industry: '66',
    createdAt: founded,
  };
  const made: Customer[] = [];
  const manager = company.one('manager');
  const add = (title: string, code: string, region: string, parent: Customer | undefined, first?: Person) => {
    const near = company.managersOf(code).filter((p) => p.key !== 'leaver' && p.key !== 'lead' && p.key !== 'manager');
    const local = near.filter((p) => p.region === region);
    const owner = first ?? pick(demo.random, local.length ? local : near);
    const isHead = title.endsWith('总行');
    const customer = makeCustomer(demo, {
      name: isHead ? name : `${name}${title}`,
      shortName: `澜江银行${title}`,
      organisation: 'bank',
      kind: 'state_owned',
      industry: '66',
      creditPrefix: `91${region}`,
      headcount: isHead ? 2860 : title.endsWith('支行') ? between(demo.random, 22, 60) : between(demo.random, 160, 620),
      capitalFen: isHead ? 560_000_000_000 : null,
      region: findRegion(region)!,
      owner,
      grade: isHead ? 'A' : title.endsWith('支行') ? pick(demo.random, ['C', 'C', 'D']) : pick(demo.random, ['A', 'B']),
      products: isHead
        ? ['idc', 'cloud', 'ddos', 'call_centre', 'mpls_vpn']
        : ['sd_wan', 'video', 'ka_broadband', 'mpls_vpn'],
      enterpriseId: enterprise.id,
      parentId: parent && parent.row.tenantId === owner.tenantId ? parent.row.id : undefined,
    });
    if (title === forgotten) Object.assign(customer, { untouched: true, row: { ...customer.row, grade: 'A' } });
    made.push(customer);
    return customer;
  };

  const head = add('总行', 'zj', '330100', undefined, manager);
  for (const [code, cities] of Object.entries(network)) {
    for (const [region, ...subs] of cities) {
      const city = findRegion(region)!.zh.replace('市', '');
      const mine = region === '330100' ? manager : undefined;
      const branch = add(`${city}分行`, code, region, code === 'zj' ? head : undefined, mine);
      for (const sub of subs) add(`${city}${sub}`, code, region, branch, mine);
    }
  }
  return { enterprise, customers: made };
}
