import type {
  contractSites,
  contracts,
  installedProducts,
  letterheads,
  notices,
  quoteLinks,
  quoteQuestions,
} from '#drizzle/schema';
import { addDays } from '~/core/dates';
import { endAfter, usualCredits } from '~/features/contracts/rules';
import type { Company } from './company';
import type { Customer } from './customers/customer';
import type { Deal } from './deals/deal';
import type { Demo } from './demo';
import { products } from './names/deals';
import type { Quotes, Sold } from './quotes';
import { write } from './quotes/write';

export type Contracts = {
  heads: (typeof letterheads.$inferInsert)[];
  contracts: (typeof contracts.$inferInsert)[];
  sites: (typeof contractSites.$inferInsert)[];
  installed: (typeof installedProducts.$inferInsert)[];
  links: (typeof quoteLinks.$inferInsert)[];
  questions: (typeof quoteQuestions.$inferInsert)[];
  notices: (typeof notices.$inferInsert)[];
};

type Wish = {
  deal: Deal | undefined;
  title: string;
  offering: string;
  months: number;
  /** Days from today of the signing. */
  signed: number;
  customerSigner: string;
  promotion?: string;
  autoRenews?: boolean;
  places: { name: string; address: string | null; branchId: string | null }[];
  /** Days after what was promised each site was there; null where it is not yet. */
  late: (number | null)[];
};

/**
 * Contracts of won deals: the bank's ends soon, so that its renewal is opened in the demo's first night; a satellite site;
 * and one delivered late. A sent quote waits with the customer, who has asked something.
 */
export function makeContracts(
  demo: Demo,
  company: Company,
  sold: Sold,
  deals: Deal[],
  bank: Customer[],
  quoted: Quotes,
) {
  const made: Contracts = { heads: [], contracts: [], sites: [], installed: [], links: [], questions: [], notices: [] };
  const manager = company.one('manager');
  const won = deals.filter(({ row }) => row.stageType === 'won' && !row.deletedAt);
  const mine = won.filter(({ row }) => row.ownerId === manager.id);
  const line = ({ product }: Deal) => products[product].line;
  const [head] = bank;
  const ofBank = won.find(({ customer }) => customer === head) ?? mine[0];
  const late = mine.find((deal) => deal !== ofBank && line(deal) !== 'satellite');
  const space = [...mine, ...won].find((deal) => deal !== ofBank && deal !== late && line(deal) === 'satellite');
  const nameOf = (deal: Deal | undefined) => deal?.customer.row.shortName ?? '';
  const numbered = (deal: Deal | undefined, what: string, n: number) =>
    Array.from({ length: n }, (_, at) => ({
      name: `${nameOf(deal)} ${at + 1} 号${what}`,
      address: deal?.customer.row.address ?? null,
      branchId: null,
    }));
  const wishes: Wish[] = [
    {
      deal: ofBank, title: `${nameOf(ofBank)}网点专线三年框架`, offering: 'PL-MPLS', months: 36, signed: -1025, customerSigner: '沈国强',
      places: bank.slice(0, 12).map(({ row }) => ({ name: row.shortName, address: row.address ?? null, branchId: row.id ?? null })), late: [0],
    },
    { deal: late, title: `${nameOf(late)}分支组网`, offering: 'PL-SDWAN', months: 24, signed: -70, customerSigner: '郑建华', places: numbered(late, '点', 6), late: [0, 0, 14, 3, null, 0], promotion: 'P-AUTUMN' },
    { deal: space, title: `${nameOf(space)} Ka 卫星接入`, offering: 'SAT-KA-BK', months: 24, signed: -150, customerSigner: '赵海波', autoRenews: true, places: numbered(space, '站', 1), late: [0] },
  ]; // biome-ignore format: a table
  for (const wish of wishes) if (wish.deal) sign(demo, company, sold, made, quoted, { ...wish, deal: wish.deal });
  wait(demo, made, quoted, manager.id);
  made.heads = company.tenants.slice(0, 3).map(({ id, name }) => ({
    tenantId: id!,
    name: name.includes('集团') ? '演示通信集团有限公司' : `演示通信集团${name}`,
    nameEn: `Demo Telecom Group, ${name.startsWith('浙江') ? 'Zhejiang' : name.startsWith('广东') ? 'Guangdong' : 'Head Office'}`,
    address: '（示例）人民大道 1 号',
    addressEn: '1 Renmin Avenue (sample)',
    phone: '400-000-0000',
    bank: '示例银行营业部',
    bankAccount: '0000 0000 0000 0000',
    taxNumber: null,
    updatedAt: demo.during(demo.day(-200)),
  }));
  return made;
}

function sign(demo: Demo, company: Company, sold: Sold, made: Contracts, quoted: Quotes, wish: Wish & { deal: Deal }) {
  const { deal, signed } = wish;
  write(demo, company, sold, quoted, {
    deal: { ...deal, row: { ...deal.row, months: wish.months } },
    title: wish.title,
    state: 'accepted',
    at: { begun: signed - 20, moved: signed - 5 },
    acceptedBy: wish.customerSigner,
    discountBp: 800,
    offering: wish.offering,
    promotion: wish.promotion,
    places: wish.places,
  });
  const quote = quoted.quotes.at(-1)!;
  const version = quoted.versions.at(-1)!;
  const { document } = version;
  const createdAt = demo.during(demo.day(signed - 4));
  const { tenantId, unitId, ownerId, accountId } = deal.row;
  const whose = { tenantId, unitId, ownerId, accountId, createdAt };
  const id = demo.id(createdAt);
  const startsOn = demo.day(signed + 10);
  const endsOn = endAfter(startsOn, wish.months);
  made.contracts.push({
    ...whose, id, opportunityId: deal.row.id, quoteId: quote.id!, versionId: version.id!, year: 0, sequence: 0, number: '', title: wish.title,
    state: 'active', startsOn, endsOn, months: wish.months, autoRenews: wish.autoRenews ?? false, renewalMonths: 12, signedOn: demo.day(signed), firstPaidOn: signed < -100 ? demo.day(signed + 20) : null,
    sellerSigner: document.seller.person, sellerSignerTitle: '客户经理', customerSigner: wish.customerSigner, customerSignerTitle: '信息部主任',
    oneOffFen: document.sum.oneOffFen, monthlyFen: document.sum.monthlyFen, totalFen: document.sum.totalFen, taxFen: document.sum.taxFen,
    credits: usualCredits, createdBy: ownerId, updatedAt: demo.during(demo.day(Math.max(signed, -20))), version: 2,
  }); // biome-ignore format: one row
  const siteIds = new Map<string, { id: string; deliveredOn: string | null }>();
  document.sites.forEach((site, position) => {
    const late = wish.late[position % wish.late.length] ?? null;
    const promisedOn = demo.day(signed + 30);
    const deliveredOn = late === null ? null : addDays(promisedOn, late);
    const siteId = demo.id(createdAt);
    siteIds.set(site.id, { id: siteId, deliveredOn });
    const mine = document.lines.filter((one) => one.siteId === site.id && one.kind === 'one_off');
    made.sites.push({
      ...whose, id: siteId, contractId: id, position, name: site.name, address: site.address, technology: site.technology, promisedOn, deliveredOn,
      oneOffFen: mine.reduce((sum, one) => sum + one.sum.totalFen, 0),
    }); // biome-ignore format: one row
  });
  document.lines.forEach((one, position) => {
    const site = one.siteId ? siteIds.get(one.siteId) : undefined;
    const {
      offeringId,
      offeringCode,
      offeringName,
      offeringNameEn,
      priceName,
      priceNameEn,
      kind,
      period,
      unit,
      quantity,
      sum,
    } = one;
    made.installed.push({
      ...whose, id: demo.id(createdAt), contractId: id, siteId: site?.id ?? null, position,
      offeringId, offeringCode, offeringName, offeringNameEn, priceName, priceNameEn, kind, period, unit, quantity, netFen: sum.netFen,
      oneOffFen: kind === 'one_off' ? sum.totalFen : 0, monthlyFen: sum.monthlyFen,
      fromOn: site ? site.deliveredOn : startsOn, untilOn: endsOn,
    }); // biome-ignore format: one row
  });
}

/** A sent quote of hers: the link was opened, and something asked. */
function wait(demo: Demo, made: Contracts, quoted: Quotes, managerId: string) {
  const quote = quoted.quotes.find(({ state, ownerId }) => state === 'sent' && ownerId === managerId);
  const version = quoted.versions.find(({ quoteId }) => quoteId === quote?.id);
  if (!quote || !version) return;
  const { tenantId, unitId, ownerId, accountId } = quote;
  const whose = { tenantId, unitId, ownerId, accountId };
  const linkedAt = demo.during(demo.day(-2));
  const askedAt = new Date(demo.during(demo.day(-1)).getTime());
  const [linkId, questionId] = [demo.id(linkedAt), demo.id(askedAt)];
  made.links.push({
    ...whose, id: linkId, versionId: version.id!, tokenHash: linkId.replaceAll('-', '').repeat(2), sentTo: '黄志远 采购经理',
    expiresAt: demo.during(demo.day(58)), firstReadAt: askedAt, createdBy: ownerId, createdAt: linkedAt,
  }); // biome-ignore format: one row
  made.questions.push({
    ...whose, id: questionId, versionId: version.id!, linkId, name: '黄志远', text: '如果签三年，月租还能再优惠吗？开通时间能否写进合同？', createdAt: askedAt,
  }); // biome-ignore format: one row
  made.notices.push({
    tenantId, id: demo.id(askedAt), personId: ownerId, fact: `quote_question:${questionId}`, kind: 'quote_question', subject: 'quote',
    subjectTenantId: tenantId, subjectId: quote.id!, params: {}, createdAt: askedAt,
  }); // biome-ignore format: one row
}
