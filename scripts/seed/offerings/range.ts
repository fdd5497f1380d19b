import type { offeringPrices, offerings, specifications } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import { offeringSearchText } from '~/features/offerings/search-text.server';
import type { Catalogue } from '../catalogue';
import type { Company } from '../company';
import type { Demo } from '../demo';
import { descriptionsEn } from './descriptions';
import { samplePrices } from './prices';
import { furtherOfferings, specificationTable, substitutes } from './ranges';

type Offering = typeof offerings.$inferInsert;
type Price = typeof offeringPrices.$inferInsert;

/** The catalogue whole: specifications, what is sold by them, and sample prices, each approved by a second person. */
export function makeRange(demo: Demo, company: Company, catalogue: Catalogue, bankId: string) {
  const founded = fromLocal(demo.day(-1600));
  const specified: (typeof specifications.$inferInsert)[] = specificationTable.map(
    ([code, line, name, nameEn, description]) => ({
      id: demo.id(founded),
      tenantId: null,
      code,
      line,
      // the one kind that is sold for a certain link
      band: code === 'S-KA' ? 'ka' : null,
      name,
      nameEn,
      description,
      descriptionEn: descriptionsEn[code] ?? null,
      createdAt: founded,
      updatedAt: founded,
    }),
  );
  const specificationOf = new Map(
    specificationTable.flatMap(([, , , , , codes], at) =>
      codes.split(' ').map((code) => [code, specified[at]?.id ?? null]),
    ),
  );
  const tenantOf = (code?: string) => company.tenants.find((tenant) => tenant.code === code)?.id ?? null;
  const all: Offering[] = [
    ...catalogue.offerings,
    ...furtherOfferings.map(([code, line, name, nameEn, oneOff, monthly, more = {}]): Offering => {
      const createdAt = fromLocal(demo.day(-420));
      return {
        id: demo.id(createdAt),
        tenantId: tenantOf(more.company),
        code,
        line,
        name,
        nameEn,
        lifecycle: more.lifecycle ?? 'launched',
        listOneOffFen: oneOff === null ? null : oneOff * 100,
        listMonthlyFen: monthly === null ? null : monthly * 100,
        createdAt,
        regions: more.regions ?? [],
        certificateCode: more.certificate ?? null,
        designNote: more.company ? '岸桥与集卡走 5G 切片，边缘 UPF 落在港区机房，专网卡与园区短号合账。' : null,
        enterpriseId: code === 'PL-SDWAN-BANK' ? bankId : null,
      };
    }),
  ];
  const idOf = (code: string | undefined) => all.find((one) => one.code === code)?.id ?? null;
  const rows = all.map((row) => ({
    ...row,
    specificationId: specificationOf.get(row.code) ?? null,
    variantOfId: idOf(furtherOfferings.find(([code]) => code === row.code)?.[6]?.variantOf),
    substituteId: idOf(substitutes[row.code]),
    regions: row.regions ?? [],
    designNote: row.designNote ?? null,
    search: offeringSearchText({ code: row.code, name: row.name, nameEn: row.nameEn ?? null }),
    launchedOn: row.lifecycle === 'launched' || row.lifecycle === 'retiring' ? demo.day(-390) : null,
    retiresOn: row.lifecycle === 'retiring' ? demo.day(160) : null,
    updatedAt: row.createdAt,
  }));
  return {
    specifications: specified,
    // what another one refers to comes first
    offerings: [...rows].sort(
      (a, b) => Number(Boolean(a.variantOfId ?? a.substituteId)) - Number(Boolean(b.variantOfId ?? b.substituteId)),
    ),
    prices: rows.flatMap((row) => pricesFor(demo, company, row)),
  };
}

/** Since the beginning of the year before; what is charged each month was a tenth dearer before. */
function pricesFor(demo: Demo, company: Company, offering: Offering): Price[] {
  const tenantId = offering.tenantId ?? 1;
  const maker = company.people.find((p) => p.tenantId === tenantId && p.roles.includes('product_manager'));
  const isSold = offering.lifecycle !== 'design' && !offering.tenantId;
  const approver = company.people.find((p) => p.tenantId === 1 && p.roles.includes('admin'));
  const version = (price: ReturnType<typeof samplePrices>[number], from: string, until: string | null): Price => {
    const at = fromLocal(from);
    return {
      ...price,
      id: demo.id(at),
      tenantId: offering.tenantId ?? null,
      offeringId: offering.id,
      validFrom: from,
      validUntil: until,
      createdAt: at,
      createdBy: maker?.id ?? null,
      approvedAt: isSold ? at : null,
      approvedBy: isSold ? (approver?.id ?? null) : null,
    };
  };
  return samplePrices(offering.code).flatMap((price) => {
    const now = version(price, demo.day(-380), null);
    if (price.kind !== 'recurring' || price.tiers.length || offering.lifecycle !== 'launched') return [now];
    const dearer = { ...price, amountFen: Math.round(price.amountFen * 1.1) };
    return [version(dearer, demo.day(-900), demo.day(-381)), now];
  });
}
