import type { accounts } from '#drizzle/schema';
import { makeCreditCode } from '~/core/credit-code';
import { parsePhone } from '~/core/phone-number.server';
import { searchText } from '~/core/pinyin.server';
import type { Region } from '~/features/accounts/regions';
import type { AccountKind, Grade } from '~/features/accounts/rules';
import { accountSearchText } from '~/features/accounts/search-text.server';
import type { Person } from '../company';
import type { Demo } from '../demo';
import type { ProductKey } from '../names/deals';
import type { OrganisationKind } from '../names/organisation-kinds';
import { makeAddress, makePlace } from '../names/organisations';
import { makeLandline } from '../names/people';
import { between, chance, gauss, pick } from '../random';
import { tailoringOf } from './tailoring';

type Row = typeof accounts.$inferInsert & { createdAt: Date; updatedAt: Date; grade: Grade; shortName: string };

export type Customer = {
  row: Row;
  organisation: OrganisationKind;
  owner: Person;
  /** First day of the owner's assignment, and who served the account before. */
  since: string;
  previous?: Person;
  /** What it would buy, in no order. */
  products: readonly ProductKey[];
  /** Nobody visits it. */
  untouched?: boolean;
};

export type Facts = {
  name: string;
  shortName: string;
  organisation: OrganisationKind;
  kind: AccountKind;
  industry: string;
  creditPrefix: string;
  headcount: number;
  capitalFen: number | null;
  region: Region;
  owner: Person;
  previous?: Person;
  grade: Grade;
  products: readonly ProductKey[];
  enterpriseId?: string;
  parentId?: string;
  place?: { longitude: number; latitude: number };
  address?: string;
  note?: string;
};

const revenue: Record<Grade, number> = { A: 68_000, B: 19_000, C: 5_200, D: 1_300 };

export function makeCustomer(demo: Demo, facts: Facts): Customer {
  const { random } = demo;
  const known = between(random, 560, 1500);
  const createdAt = demo.during(demo.day(-known));
  const creditCode = makeCreditCode(random, facts.creditPrefix);
  const dialled = makeLandline(random, facts.region.code);
  const phone = parsePhone(dialled)?.display ?? dialled;
  const pays = revenue[facts.grade] * Math.exp(gauss(random, 0, 0.7));
  const place = facts.place ?? makePlace(random, facts.region);
  const changed = facts.previous ? between(random, 60, Math.min(480, known - 40)) : known;
  const isCompany = facts.capitalFen !== null;
  return {
    organisation: facts.organisation,
    owner: facts.owner,
    previous: facts.previous,
    since: demo.day(-changed),
    products: facts.products,
    row: {
      tenantId: facts.owner.tenantId,
      id: demo.id(createdAt),
      unitId: facts.owner.unitId,
      ownerId: facts.owner.id,
      createdAt,
      updatedAt: createdAt,
      enterpriseId: facts.enterpriseId ?? null,
      parentId: facts.parentId ?? null,
      name: facts.name,
      shortName: facts.shortName,
      ...accountSearchText({ name: facts.name, shortName: facts.shortName, creditCode, phone }),
      creditCode,
      kind: facts.kind,
      industry: facts.industry,
      grade: facts.grade,
      regionCode: facts.region.code,
      address: facts.address ?? makeAddress(random, facts.region),
      ...place,
      phone,
      website: chance(random, 0.55) ? `https://www.${searchText({ name: facts.shortName }).initials}.example` : null,
      registeredCapitalFen: facts.capitalFen,
      annualRevenueFen: isCompany ? Math.round(facts.headcount * Math.exp(gauss(random, 3.6, 0.5))) * 1_000_000 : null,
      headcount: facts.headcount,
      foundedYear: Number(demo.today.slice(0, 4)) - between(random, 4, 46),
      ...tailoringOf(random, facts.kind),
      tailoringNote: facts.note ?? (chance(random, 0.3) ? pick(random, tailoringNotes) : null),
      monthlyRevenueFen: Math.round(pays) * 100,
      lastVisitedAt: null,
    },
  };
}

const tailoringNotes = [
  '采购按季度集中申报，报价要赶在季度首月十日前送到。',
  '信息化由集团统一规划，本地只有执行权，方案要同时送集团备案。',
  '重视本地化服务，要求两小时到场，可接受略高的价格。',
  '预算当年结清，不接受跨年付款，适合一次性加年费的组合。',
  '淡旺季明显，带宽宜按季节弹性调整。',
  '已上三朵云，关注多云互联与统一安全。',
  '领导看重样板，先做一个点再推广。',
];
