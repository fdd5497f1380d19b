import { makeCreditCode } from '~/core/credit-code';
import { fromLocal } from '~/core/dates';
import { findRegion } from '~/features/accounts/regions';
import type { Company } from '../company';
import type { Demo } from '../demo';
import { between, pick } from '../random';
import { type Customer, makeCustomer } from './customer';

/** Invented bodies of one provincial government; the manager serves the first four. */
const bureaus = [
  '省数智治理局',
  '省应急联动中心',
  '省海洋数据局',
  '省公共视频管理中心',
  '省水文监测总站',
  '省生态遥感中心',
  '省智慧教育服务中心',
  '省医疗信息服务中心',
  '省交通运行监测中心',
  '省数字档案馆',
];

export function makeGovernment(demo: Demo, company: Company) {
  const founded = fromLocal(demo.day(-2000));
  const enterprise = {
    id: demo.id(founded),
    name: '浙江省级政务集团客户',
    shortName: '浙江省级政务',
    creditCode: makeCreditCode(demo.random, '11330000'),
    industry: '92',
    createdAt: founded,
  };
  const manager = company.one('manager');
  const others = company.managersOf('zj').filter((p) => p.region === '330100' && !p.key);
  const customers: Customer[] = [];
  for (const [at, name] of ['省级政务统建办公室', ...bureaus].entries()) {
    customers.push(
      makeCustomer(demo, {
        name: `浙江${name}`,
        shortName: name.replace('省级', '').replace(/^省/, ''),
        organisation: 'government',
        kind: 'government',
        industry: '92',
        creditPrefix: '11330000',
        headcount: between(demo.random, 60, 420),
        capitalFen: null,
        region: findRegion('330100')!,
        owner: at < 4 ? manager : pick(demo.random, others),
        grade: at < 3 ? 'A' : 'B',
        products: ['cloud', 'mpls_vpn', 'video', 'ddos', 'emergency_vehicle'],
        enterpriseId: enterprise.id,
        parentId: customers[0]?.row.id,
      }),
    );
  }
  return { enterprise, customers };
}
