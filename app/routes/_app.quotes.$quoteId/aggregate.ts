import type { PriceKind, PricePeriod, PriceUnit } from '~/features/offerings/rules';
import type { LineSum } from '~/features/quotes/totals';

type Row = {
  siteId: string | null;
  priceId: string;
  offeringId: string;
  offeringName: string;
  offeringNameEn: string | null;
  priceName: string;
  priceNameEn: string | null;
  kind: PriceKind;
  period: PricePeriod | null;
  unit: PriceUnit;
  amountFen: number | null;
  taxPercent: number;
  quantity: number;
  discountBp: number;
};

/** The lines of one price, at all its sites together; null: not the same everywhere. */
export type LineGroup = Omit<Row, 'siteId' | 'quantity' | 'discountBp'> & {
  sites: number;
  isWhole: boolean;
  quantity: number | null;
  discountBp: number | null;
  netFen: number;
  totalFen: number;
};

export function aggregate(lines: { row: Row; sum: LineSum }[]): LineGroup[] {
  const groups = new Map<string, LineGroup>();
  for (const { row, sum } of lines) {
    const { siteId, quantity, discountBp, ...price } = row;
    const known = groups.get(row.priceId);
    if (!known) {
      groups.set(row.priceId, {
        priceId: price.priceId,
        offeringId: price.offeringId,
        offeringName: price.offeringName,
        offeringNameEn: price.offeringNameEn,
        priceName: price.priceName,
        priceNameEn: price.priceNameEn,
        kind: price.kind,
        period: price.period,
        unit: price.unit,
        amountFen: price.amountFen,
        taxPercent: price.taxPercent,
        sites: siteId === null ? 0 : 1,
        isWhole: siteId === null,
        quantity,
        discountBp,
        netFen: sum.netFen,
        totalFen: sum.totalFen,
      });
      continue;
    }
    known.sites += siteId === null ? 0 : 1;
    known.isWhole ||= siteId === null;
    if (known.quantity !== quantity) known.quantity = null;
    if (known.discountBp !== discountBp) known.discountBp = null;
    known.netFen += sum.netFen;
    known.totalFen += sum.totalFen;
  }
  return [...groups.values()];
}
