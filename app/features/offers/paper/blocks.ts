import type { DocumentLine, DocumentSite, QuoteDocument } from '~/features/quotes/document';

/** A site with its lines, or what is quoted for all of them together; never so long that it cannot stay on one page. */
export type Block = { site: DocumentSite | null; lines: DocumentLine[]; isContinued: boolean };
export type Sums = { oneOffFen: number; monthlyFen: number; totalFen: number };
export type Group = { name: string | null; blocks: Block[]; sites: number; sums: Sums };

/** Lines that fit on a page with their head. */
const mostTogether = 14;

export const sumsOf = (lines: DocumentLine[]): Sums =>
  lines.reduce(
    (sum, line) => ({
      oneOffFen: sum.oneOffFen + (line.kind === 'one_off' ? line.sum.totalFen : 0),
      monthlyFen: sum.monthlyFen + line.sum.monthlyFen,
      totalFen: sum.totalFen + line.sum.totalFen,
    }),
    { oneOffFen: 0, monthlyFen: 0, totalFen: 0 },
  );

function blocksOf(site: DocumentSite | null, lines: DocumentLine[]): Block[] {
  const parts = Math.max(1, Math.ceil(lines.length / mostTogether));
  return Array.from({ length: parts }, (_, i) => ({
    site,
    lines: lines.slice(i * mostTogether, (i + 1) * mostTogether),
    isContinued: i > 0,
  }));
}

/** As it is printed: what is for all first, then the groups in the order their first sites come, each with its sums. */
export function groupsOf(document: Pick<QuoteDocument, 'sites' | 'lines'>): Group[] {
  const bySite = new Map<string | null, DocumentLine[]>();
  for (const line of document.lines) bySite.set(line.siteId, [...(bySite.get(line.siteId) ?? []), line]);
  const whole = bySite.get(null) ?? [];
  const names = [...new Set(document.sites.map((site) => site.group))];
  const groups = names.map((name): Group => {
    const sites = document.sites.filter((site) => site.group === name);
    const lines = sites.flatMap((site) => bySite.get(site.id) ?? []);
    const blocks = sites.flatMap((site) => blocksOf(site, bySite.get(site.id) ?? []));
    return { name, blocks, sites: sites.length, sums: sumsOf(lines) };
  });
  return whole.length
    ? [{ name: null, blocks: blocksOf(null, whole), sites: 0, sums: sumsOf(whole) }, ...groups]
    : groups;
}
