import type { quoteLines, quoteSites } from '#drizzle/schema';
import type { QuoteDocument } from '~/features/quotes/document';
import { bestOf, divisionOf, feasibilityOf } from '~/features/quotes/feasibility';
import { addUp } from '~/features/quotes/priced';
import type { QuoteState } from '~/features/quotes/rules';
import type { Company } from '../company';
import type { Deal } from '../deals/deal';
import type { Demo } from '../demo';
import type { Quotes, Sold } from '../quotes';
import { between } from '../random';
import { askFor } from './ask';
import { bundleAt, picked } from './offers';

type Site = typeof quoteSites.$inferInsert;
type Line = typeof quoteLines.$inferInsert & { quantity: number; discountBp: number };

const terms = [
  '1. 以上价格均为不含税价，税额按各行税率另计。',
  '2. 开通时限自合同签订、客户现场具备条件之日起算。',
  '3. 一次性费用于开通后支付，月租按月预付。',
  '4. 本报价在有效期内有效，最终以双方签订的合同为准。',
].join('\n');

export type Wish = {
  deal: Deal;
  /** Days from today it was begun and answered, where that is long ago. */
  at?: { begun: number; moved: number };
  acceptedBy?: string;
  title: string;
  state: QuoteState;
  discountBp: number;
  /** What is sold at each place; none where a bundle is. */
  offering: string | null;
  bundle?: string;
  promotion?: string;
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
  const add = (code: string, at: Site[] | null, bundled?: { pickId: string; componentId: string }) => {
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
          unit: unit ?? 'item', amountFen, tiers: tiers ?? [], costFen, taxPercent, quantity: 1, discountBp: kind === 'one_off' ? 0 : discountBp, ...bundled,
        }); // biome-ignore format: one row
      }
  };
  const remote = sites.filter(({ technology }) => technology === 'ka');
  const isAllSky = wish.offering === 'SAT-KA-50';
  const bundle = wish.bundle
    ? bundleAt(
        demo,
        sold,
        wish.bundle,
        sites.map(({ id }) => id!),
        begun,
      )
    : null;
  for (const part of bundle?.parts ?? []) add(part.code, sites, part.bundled);
  if (wish.offering)
    add(wish.offering, isAllSky ? remote : sites.length ? sites.filter((site) => !remote.includes(site)) : null);
  if (wish.offering && remote.length && !isAllSky) add('SAT-KA-BK', remote);
  const promotion = wish.promotion ? picked(sold, wish.promotion, deal) : null;
  const shape = { months: deal.row.months || 36, discountBp: 0, groupDiscounts: {}, bundles: bundle ? [bundle.pick] : [], promotions: promotion ? [promotion] : [] }; // biome-ignore format: one line
  const { priced, sum, economics, worth } = addUp(
    shape,
    sites.map((site) => ({ id: site.id, groupName: site.groupName ?? null, divisionCode: site.divisionCode ?? null })),
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
  if (promotion && (state === 'sent' || state === 'accepted'))
    made.uses.push({ promotionId: promotion.id, sourceId: id, tenantId, amountFen: worth.get(promotion.id) ?? 0, takenAt: moved, takenBy: ownerId }); // biome-ignore format: one line
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
      const { tenantId: _t, unitId: _u, ownerId: _o, accountId: _a, quoteId: _q, createdAt: _c, position: _p, priceId: _i, costFen: _f, pickId: _k, componentId: _o2, ...line } = row as unknown as Line;
      return { ...line, sum: shown } as never;
    }),
    offers: [...shape.bundles, ...shape.promotions].map(({ name, nameEn }) => ({ name, nameEn })),
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
