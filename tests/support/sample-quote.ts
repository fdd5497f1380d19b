import type { DocumentLine, QuoteDocument } from '~/features/quotes/document';
import { type PricedLine, sumLine, sumQuote } from '~/features/quotes/totals';

const names = [
  ['互联网专线', 'Dedicated internet', '月租', 'Monthly rent', 'recurring', 'mbps', 120_00, 100, 6],
  ['互联网专线', 'Dedicated internet', '安装调测费', 'Installation', 'one_off', 'item', 3000_00, 1, 6],
  ['SD-WAN 组网', 'SD-WAN', '终端月租', 'Terminal rent', 'recurring', 'terminal', 480_00, 2, 6],
  ['Ka 卫星备份', 'Ka backup', '流量', 'Traffic', 'usage', 'gb', 35_00, 5, 9],
  [
    '设备与集成',
    'Equipment',
    '路由器（双电源，含三年原厂保修）',
    'Router with two power supplies',
    'one_off',
    'item',
    8650_55,
    1,
    13,
  ],
] as const;

/** A sent quote for as many sites, as the sums make it. */
export function sampleQuote(sites: number, perSite: number, given: Partial<QuoteDocument> = {}): QuoteDocument {
  const months = 36;
  const priced: { line: PricedLine; told: DocumentLine }[] = [];
  const places = Array.from({ length: sites }, (_, i) => ({
    id: `site-${i}`,
    name: `${['城东', '城西', '滨江', '余杭', '萧山'][i % 5]}支行 ${i + 1}`,
    address: `杭州市${['上城', '西湖', '滨江', '余杭', '萧山'][i % 5]}区文三路 ${100 + i} 号`,
    group: i < sites / 2 ? '核心网点' : '普通网点',
    technology: i % 4 === 3 ? ('ka' as const) : ('fibre' as const),
    feasibility: {
      technology: 'fibre' as const,
      verdict: i % 3 === 2 ? ('check' as const) : ('yes' as const),
      reason: 'internal reason',
      reasonEn: null,
      leadDays: 25,
    },
  }));
  const add = (siteId: string | null, k: number) => {
    const [offeringName, offeringNameEn, priceName, priceNameEn, kind, unit, amountFen, quantity, taxPercent] =
      names[k % names.length]!;
    const line: PricedLine = {
      kind,
      period: kind === 'recurring' ? 'month' : null,
      amountFen,
      tiers: kind === 'usage' ? [{ from: 3, amountFen: 30_00 }] : [],
      costFen: 1_00,
      taxPercent,
      quantity,
      discountsBp: [k % 2 ? 0 : 500, siteId ? 300 : 0, 0],
    };
    const { costFen: _, totalCostFen: __, ...sum } = sumLine(line, months);
    const of = {
      id: `line-${priced.length}`,
      siteId,
      offeringId: '01980000-0000-7000-8000-0000000000aa',
      offeringCode: 'O',
      priceCode: 'P',
    };
    const told: DocumentLine = {
      ...of,
      ...{ offeringName, offeringNameEn, priceName, priceNameEn, kind, period: line.period, unit, amountFen },
      ...{ productLine: 'internet', tiers: line.tiers, taxPercent, quantity, discountBp: k % 2 ? 0 : 500, sum },
    };
    priced.push({ line, told });
  };
  add(null, 4);
  for (const place of places) for (let k = 0; k < perSite; k++) add(place.id, k);
  return {
    format: 1,
    number: 'ZJ-2026-0041',
    revision: 2,
    title: '全省网点双链路改造',
    seller: {
      company: '浙江公司',
      unit: '政企一组',
      person: '王芳',
      email: 'wang.fang@example.com',
      phone: '138 0000 0000',
    },
    customer: {
      name: '杭城商业银行股份有限公司',
      creditCode: '91330000MA27U0NP3J',
      address: '杭州市上城区庆春路 1 号',
      contact: '沈国强',
    },
    months,
    preparedOn: '2026-11-21',
    validUntil: '2026-12-21',
    terms:
      '1. 自签约之日起 30 天内开通。\n2. 费用按月结算，发票开具后 30 天内支付。\n3. 迟开通按合同约定的比例减免一次性费用。',
    currency: 'CNY',
    discountBp: 0,
    groups: [
      { name: '核心网点', discountBp: 300 },
      { name: '普通网点', discountBp: 300 },
    ],
    sites: places,
    lines: priced.map(({ told }) => told),
    sum: sumQuote(priced.map(({ line }) => ({ line, sum: sumLine(line, months) }))),
    ...given,
  };
}
