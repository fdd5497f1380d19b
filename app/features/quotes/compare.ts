import type { DocumentLine, QuoteDocument } from './document';

type Side = { quantity: number; amountFen: number; discountBp: number; totalFen: number };
export type ComparedLine = {
  key: string;
  name: string;
  nameEn: string | null;
  site: string | null;
  left: Side | null;
  right: Side | null;
};

const sideOf = (line: DocumentLine): Side => ({
  quantity: line.quantity,
  amountFen: line.amountFen,
  discountBp: line.sum.discountBp,
  totalFen: line.sum.totalFen,
});

/** Copies have sites and lines of their own, so a line is known again by the name of its site, its product and price. */
function keyed(document: QuoteDocument) {
  const siteOf = new Map(document.sites.map(({ id, name }) => [id, name]));
  const seen = new Map<string, number>();
  return document.lines.map((line) => {
    const site = line.siteId ? (siteOf.get(line.siteId) ?? null) : null;
    const plain = [site ?? '', line.offeringCode, line.priceCode].join('\u0001');
    const n = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, n);
    return { key: `${plain}\u0001${n}`, site, line };
  });
}

/** Two documents line by line; those that are the same are only counted. */
export function compareDocuments(left: QuoteDocument, right: QuoteDocument) {
  const rows = new Map<string, ComparedLine>();
  for (const [side, document] of [['left', left], ['right', right]] as const) // biome-ignore format: one line
    for (const { key, site, line } of keyed(document)) {
      const known = rows.get(key) ?? {
        key,
        name: `${line.offeringName} · ${line.priceName}`,
        nameEn: line.offeringNameEn && `${line.offeringNameEn} · ${line.priceNameEn ?? line.priceName}`,
        site,
        left: null,
        right: null,
      };
      rows.set(key, { ...known, [side]: sideOf(line) });
    }
  const all = [...rows.values()];
  const isSame = ({ left, right }: ComparedLine) => JSON.stringify(left) === JSON.stringify(right);
  const figures = ({ sum }: QuoteDocument) => ({
    totalFen: sum.totalFen,
    oneOffFen: sum.oneOffFen,
    monthlyFen: sum.monthlyFen,
    grossFen: sum.grossFen,
  });
  return {
    left: figures(left),
    right: figures(right),
    changed: all.filter((row) => !isSame(row)),
    unchanged: all.filter(isSame).length,
  };
}
