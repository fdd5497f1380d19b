import type {
  approvalSteps,
  approvals,
  bundleComponents,
  bundles,
  feasibilityRules,
  offeringPrices,
  offerings,
  promotions,
  promotionUses,
  quoteLines,
  quoteSites,
  quotes,
  quoteVersions,
} from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { QuoteState } from '~/features/quotes/rules';
import type { Fleet } from '~/features/satellite/rules';
import type { Company } from './company';
import type { Customer } from './customers/customer';
import type { Deal } from './deals/deal';
import type { Demo } from './demo';
import { accessRules } from './quotes/access-rules';

import { remoteSites } from './quotes/remote-sites';
import { write } from './quotes/write';
import { between, pick } from './random';

export type Sold = {
  offerings: (typeof offerings.$inferInsert)[];
  prices: (typeof offeringPrices.$inferInsert)[];
  fleet: Fleet;
  bundles: (typeof bundles.$inferInsert)[];
  components: (typeof bundleComponents.$inferInsert)[];
  promotions: (typeof promotions.$inferInsert)[];
};

export type Quotes = {
  rules: (typeof feasibilityRules.$inferInsert)[];
  quotes: (typeof quotes.$inferInsert)[];
  sites: (typeof quoteSites.$inferInsert)[];
  lines: (typeof quoteLines.$inferInsert & { quantity: number; discountBp: number })[];
  versions: (typeof quoteVersions.$inferInsert)[];
  approvals: (typeof approvals.$inferInsert)[];
  steps: (typeof approvalSteps.$inferInsert)[];
  uses: (typeof promotionUses.$inferInsert)[];
};

/** The states the demo shows besides the bank's, each with the discount it was asked for at, and a promotion. */
const wishes: readonly (readonly [
  state: QuoteState,
  discountBp: number,
  offering: string,
  sites: number,
  promotion?: string,
])[] = [
  ['draft', 0, 'INT-DIA-100', 6],
  ['returned', 2600, 'PL-SDWAN', 8, 'P-FREE3'],
  ['approved', 1200, 'INT-DIA-1G', 2],
  ['sent', 1000, 'PL-MPLS', 12, 'P-SPRINT'],
  ['accepted', 800, 'INT-DIA-100', 4],
  ['declined', 500, 'PL-OTN', 2],
  ['expired', 1500, 'PL-SDWAN', 10],
  ['withdrawn', 0, 'SEC-DDOS', 0],
  ['sent', 1400, 'INT-DIA-100', 5],
  ['approved', 1800, 'PL-SDWAN', 9],
  ['draft', 400, 'PL-SDH', 3],
];

/** Quotes in every state: the bank's with its branches waits for its second approver. */
export function makeQuotes(demo: Demo, company: Company, sold: Sold, deals: Deal[], bank: Customer[]): Quotes {
  const made: Quotes = {
    rules: [],
    quotes: [],
    sites: [],
    lines: [],
    versions: [],
    approvals: [],
    steps: [],
    uses: [],
  };
  made.rules = accessRules.map(([technology, divisions, verdict, leadDays, reason, reasonEn]) => ({
    id: demo.id(fromLocal(demo.day(-300))),
    technology,
    divisions: divisions.split(' ').filter(Boolean),
    verdict,
    leadDays,
    reason,
    reasonEn,
    updatedAt: fromLocal(demo.day(-300)),
  }));
  const head = bank[0];
  const open = deals.filter(({ row }) => row.stageType === 'open' && !row.deletedAt);
  const tender = open.find(({ customer }) => customer === head) ?? open[0];
  if (!tender || !head) return made;
  const places = [
    ...bank.map(({ row }) => ({ name: row.shortName ?? row.name, address: row.address ?? null, branchId: row.id as string | null })),
    ...['数据中心', '同城灾备中心'].map((name) => ({ name: `澜江银行${name}`, address: '浙江省杭州市', branchId: null })),
  ]; // biome-ignore format: two kinds of place
  write(demo, company, sold, made, {
    deal: tender,
    title: `${head.row.shortName ?? head.row.name} ${places.length} 个网点组网`,
    state: 'in_approval',
    discountBp: 2400,
    offering: 'PL-SDWAN',
    places,
  });
  const manager = company.one('manager');
  const mine = open.filter(({ row, customer }) => row.ownerId === manager.id && customer !== head);
  const others = open.filter(({ row }) => row.ownerId !== manager.id && row.tenantId === manager.tenantId);
  const pool = [...mine, ...others];
  wishes.forEach(([state, discountBp, offering, n, promotion], at) => {
    const deal = pool[at];
    if (!deal) return;
    const { row } = deal.customer;
    const city = row.address?.slice(0, 12) ?? '';
    write(demo, company, sold, made, {
      deal,
      title: deal.row.title,
      state,
      discountBp,
      offering,
      promotion,
      places: Array.from({ length: n }, (_, i) => ({
        name: n > 1 ? `${row.shortName ?? row.name} ${i + 1} 号点` : (row.shortName ?? row.name),
        address: `${city}${pick(demo.random, ['创业路', '滨江路', '工业大道', '学院路'])}${between(demo.random, 2, 399)} 号`,
        branchId: null,
      })),
    });
  });
  const far = pool[wishes.length];
  if (far)
    write(demo, company, sold, made, {
      deal: far,
      title: '海岛与矿区卫星接入',
      state: 'draft',
      discountBp: 0,
      offering: 'SAT-KA-50',
      places: remoteSites,
    });
  for (const [at, state, n] of [
    [1, 'sent', 6],
    [2, 'draft', 9],
  ] as const) {
    const deal = pool[wishes.length + at];
    const { row } = deal?.customer ?? {};
    if (deal && row)
      write(demo, company, sold, made, {
        deal,
        title: `${row.shortName ?? row.name} ${n} 个网点双链路`,
        state,
        discountBp: 0,
        offering: null,
        bundle: 'B-FIBRE-KA',
        promotion: state === 'sent' ? 'P-KA-SETUP' : undefined,
        places: Array.from({ length: n }, (_, i) => ({ name: `${row.shortName ?? row.name} ${i + 1} 号网点`, address: row.address?.slice(0, 12) ?? null, branchId: null })),
      }); // biome-ignore format: one quote
  }
  return made;
}
