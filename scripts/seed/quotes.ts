import type {
  approvalSteps,
  approvals,
  feasibilityRules,
  offeringPrices,
  offerings,
  quoteLines,
  quoteSites,
  quotes,
  quoteVersions,
} from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { QuoteDocument } from '~/features/quotes/document';
import { bestOf, divisionOf, feasibilityOf } from '~/features/quotes/feasibility';
import { addUp } from '~/features/quotes/priced';
import type { QuoteState } from '~/features/quotes/rules';
import type { Fleet } from '~/features/satellite/rules';
import type { Company } from './company';
import type { Customer } from './customers/customer';
import type { Deal } from './deals/deal';
import type { Demo } from './demo';
import { accessRules } from './quotes/access-rules';
import { remoteSites } from './quotes/remote-sites';
import { between, pick } from './random';

type Row = typeof quotes.$inferInsert;
type Site = typeof quoteSites.$inferInsert;
type Line = typeof quoteLines.$inferInsert & { quantity: number; discountBp: number };
export type Sold = { offerings: (typeof offerings.$inferInsert)[]; prices: (typeof offeringPrices.$inferInsert)[]; fleet: Fleet }; // biome-ignore format: one line

export type Quotes = {
  rules: (typeof feasibilityRules.$inferInsert)[];
  quotes: Row[];
  sites: Site[];
  lines: Line[];
  versions: (typeof quoteVersions.$inferInsert)[];
  approvals: (typeof approvals.$inferInsert)[];
  steps: (typeof approvalSteps.$inferInsert)[];
};

const terms = [
  '1. 以上价格均为不含税价，税额按各行税率另计。',
  '2. 开通时限自合同签订、客户现场具备条件之日起算。',
  '3. 一次性费用于开通后支付，月租按月预付。',
  '4. 本报价在有效期内有效，最终以双方签订的合同为准。',
].join('\n');

/** The states the demo shows besides the bank's, each with the discount it was asked for at. */
const wishes: readonly (readonly [state: QuoteState, discountBp: number, offering: string, sites: number])[] = [
  ['draft', 0, 'INT-DIA-100', 6],
  ['returned', 2600, 'PL-SDWAN', 8],
  ['approved', 1200, 'INT-DIA-1G', 2],
  ['sent', 1000, 'PL-MPLS', 12],
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
  const made: Quotes = { rules: [], quotes: [], sites: [], lines: [], versions: [], approvals: [], steps: [] };
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
  wishes.forEach(([state, discountBp, offering, n], at) => {
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
  return made;
}

export type Wish = {
  deal: Deal;
  /** Days from today it was begun and answered, where that is long ago. */
  at?: { begun: number; moved: number };
  acceptedBy?: string;
  title: string;
  state: QuoteState;
  discountBp: number;
  offering: string;
  places: { name: string; address: string | null; branchId: string | null; latitude?: number; longitude?: number }[];
}; // biome-ignore format: one line a field

export function write(demo: Demo, company: Company, sold: Sold, made: Quotes, wish: Wish) {
  const { deal, state, discountBp, places, at: when } = wish;
  const { tenantId, unitId, ownerId, accountId } = deal.row;
  const begun = demo.during(demo.day(when?.begun ?? -between(demo.random, 6, 24)));
  const moved = demo.during(demo.day(when?.moved ?? -between(demo.random, 1, 4)));
  const whose = { tenantId, unitId, ownerId, accountId };
  const id = demo.id(begun);
  const sites = places.map((place, at): Site => {
    const where = { latitude: place.latitude ?? null, longitude: place.longitude ?? null };
    const divisionCode = divisionOf(`${place.address ?? ''} ${place.name}`, where);
    const feasibility = feasibilityOf(
      made.rules.map((rule) => ({ latitude: null, longitude: null, radiusKm: null, tenantId: null, divisions: [], leadDays: null, reasonEn: null, ...rule })),
      { divisionCode, ...where },
      { fleet: sold.fleet },
    ); // biome-ignore format: what a rule may leave out
    const isRemote = /屿|支行/.test(place.name) && at % 9 === 8;
    return {
      ...whose, id: demo.id(begun), quoteId: id, createdAt: begun, position: at + 1, ...place, divisionCode,
      groupName: isRemote ? '偏远网点' : null, technology: isRemote || (wish.offering === 'SAT-KA-50' && feasibility.some((one) => one.technology === 'ka' && one.verdict === 'yes')) ? 'ka' : bestOf(feasibility), feasibility, checkedAt: begun,
    }; // biome-ignore format: one row
  });
  const lines: Line[] = [];
  const add = (code: string, at: Site[] | null) => {
    const offering = sold.offerings.find((one) => one.code === code);
    for (const site of at ?? [null])
      for (const price of sold.prices.filter((one) => one.offeringId === offering?.id && !one.validUntil)) {
        if (!offering) continue;
        const {
          name: priceName,
          nameEn: priceNameEn,
          code: priceCode,
          kind,
          period,
          unit,
          amountFen,
          tiers,
          costFen,
          taxPercent,
        } = price;
        lines.push({
          ...whose, id: demo.id(begun), quoteId: id, createdAt: begun, siteId: site?.id ?? null, position: lines.length + 1,
          offeringId: offering.id, offeringCode: code, offeringName: offering.name, offeringNameEn: offering.nameEn ?? null,
          productLine: offering.line, priceId: price.id, priceCode, priceName, priceNameEn: priceNameEn ?? null, kind, period: period ?? null,
          unit: unit ?? 'item', amountFen, tiers: tiers ?? [], costFen, taxPercent, quantity: 1, discountBp: kind === 'one_off' ? 0 : discountBp,
        }); // biome-ignore format: one row
      }
  };
  const remote = sites.filter(({ technology }) => technology === 'ka');
  const isAllSky = wish.offering === 'SAT-KA-50';
  add(wish.offering, isAllSky ? remote : sites.length ? sites.filter((site) => !remote.includes(site)) : null);
  if (remote.length && !isAllSky) add('SAT-KA-BK', remote);
  const shape = { months: deal.row.months || 36, discountBp: 0, groupDiscounts: {} };
  const { priced, sum, economics } = addUp(
    shape,
    sites.map((site) => ({ id: site.id, groupName: site.groupName ?? null })),
    lines as never[],
  );
  const isOut = state === 'sent' || state === 'accepted' || state === 'declined' || state === 'expired';
  const validUntil = demo.day(when ? when.moved + 30 : state === 'expired' ? -1 : 26);
  const number = `Q${demo.day(when?.begun ?? -20).replaceAll('-', '')}-${id.replaceAll('-', '').slice(-6).toUpperCase()}`;
  made.quotes.push({
    ...whose, ...shape, id, opportunityId: deal.row.id, number, title: wish.title, state, validUntil, terms, siteCount: sites.length,
    lineCount: lines.length, oneOffFen: sum.oneOffFen, monthlyFen: sum.monthlyFen, totalFen: sum.totalFen, taxFen: sum.taxFen,
    costFen: economics.costFen, marginBp: economics.marginBp, deepestBp: economics.deepestBp,
    productLines: [...new Set(lines.map(({ productLine }) => productLine))], createdBy: ownerId,
    submittedAt: state === 'draft' ? null : moved, submittedBy: state === 'draft' ? null : ownerId, sentAt: isOut ? moved : null,
    closedAt: isOut && state !== 'sent' ? moved : null, createdAt: begun, updatedAt: moved, version: 4,
  }); // biome-ignore format: one row
  made.sites.push(...sites);
  made.lines.push(...lines);
  if (state === 'in_approval' || state === 'returned') askFor(demo, company, made, wish, id, moved);
  if (!isOut) return;
  const owner = company.people.find((one) => one.id === ownerId);
  const { row: customer } = deal.customer;
  const document: QuoteDocument = {
    format: 1, number, revision: 1, title: wish.title, months: shape.months, preparedOn: demo.day(when?.moved ?? -4), validUntil, terms, currency: 'CNY',
    seller: {
      company: company.tenants.find((one) => one.id === tenantId)?.name ?? '', unit: company.units.find((one) => one.id === unitId)?.name ?? '',
      person: owner?.name ?? '', email: owner?.email ?? null, phone: owner?.phone ?? null,
    },
    customer: { name: customer.name, creditCode: customer.creditCode ?? null, address: customer.address ?? null, contact: null },
    discountBp: 0, groups: [],
    sites: sites.map((site) => ({
      id: site.id, name: site.name, address: site.address ?? null, group: site.groupName ?? null, technology: site.technology ?? null,
      feasibility: site.feasibility?.find(({ technology }) => technology === site.technology) ?? null,
    })),
    lines: priced.map(({ row, sum: { costFen: _, totalCostFen: __, ...shown } }) => {
      const { tenantId: _t, unitId: _u, ownerId: _o, accountId: _a, quoteId: _q, createdAt: _c, position: _p, priceId: _i, costFen: _f, ...line } = row as unknown as Line;
      return { ...line, sum: shown } as never;
    }),
    sum,
  }; // biome-ignore format: a document
  made.versions.push({
    ...whose, id: demo.id(moved), quoteId: id, revision: 1, number, document, totalFen: sum.totalFen, marginBp: economics.marginBp, validUntil,
    sentAt: moved, sentBy: ownerId, createdAt: moved,
    acceptedAt: state === 'accepted' ? moved : null, acceptedName: state === 'accepted' ? (wish.acceptedBy ?? '沈国强') : null,
    declinedAt: state === 'declined' ? moved : null, declinedName: state === 'declined' ? '周敏' : null,
    declinedReason: state === 'declined' ? '价格高于预算' : null,
  }); // biome-ignore format: one row
}

/** The lead first, then the director; of the bank's the lead has agreed, the other came back from him. */
function askFor(demo: Demo, company: Company, made: Quotes, wish: Wish, quoteId: string, at: Date) {
  const { tenantId, unitId, ownerId, accountId, id: opportunityId } = wish.deal.row;
  const whose = { tenantId, unitId, ownerId, accountId, createdAt: at };
  const id = demo.id(at);
  const isReturned = wish.state === 'returned';
  made.approvals.push({
    ...whose, id, opportunityId, quoteId, hours: 8, stageCode: 'quote', criterion: `quote:${quoteId}`, mode: 'in_turn',
    state: isReturned ? 'returned' : 'pending', note: '同业报价更低，客户要求三年锁价', askedBy: ownerId, updatedAt: at,
  }); // biome-ignore format: one row
  const step = (position: number, key: 'lead' | 'director', state: 'approved' | 'returned' | 'pending' | 'skipped', comment: string | null) =>
    made.steps.push({
      ...whose, id: demo.id(at), approvalId: id, position, role: key === 'lead' ? 'team_lead' : 'sales_director',
      approverId: company.one(key).id, state, comment, decidedAt: state === 'approved' || state === 'returned' ? at : null,
    }); // biome-ignore format: one row
  if (isReturned) {
    step(1, 'lead', 'returned', '月租折扣太深，先把合同期谈到 36 个月');
    step(2, 'director', 'skipped', null);
  } else {
    step(1, 'lead', 'approved', '量大，可以支持');
    step(2, 'director', 'pending', null);
  }
}
