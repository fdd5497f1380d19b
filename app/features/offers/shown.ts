import type { QuoteDocument } from '~/features/quotes/document';
import { groupsOf } from './paper/blocks';

type Line = { name: string; nameEn: string | null; price: string; priceEn: string | null; quantity: number };

/** What a customer's page holds, name by name: whatever the document may hold one day, only this leaves the house. */
export function shownTo(document: QuoteDocument) {
  const { number, revision, title, months, validUntil, preparedOn, terms, seller, customer, sum } = document;
  return {
    ...{ number, revision, title, months, validUntil, preparedOn, terms },
    seller: { company: seller.company, person: seller.person, email: seller.email, phone: seller.phone },
    customer: customer.name,
    sum: {
      oneOffFen: sum.oneOffFen,
      monthlyFen: sum.monthlyFen,
      totalFen: sum.totalFen,
      savedFen: Math.max(0, sum.totalListFen - sum.totalFen),
      taxFen: sum.taxFen,
      grossFen: sum.grossFen,
    },
    groups: groupsOf(document).map((group) => ({
      name: group.name,
      sites: group.sites,
      sums: group.sums,
      blocks: group.blocks.map(({ site, lines, isContinued }) => ({
        site: site && { name: site.name, address: site.address, technology: site.feasibility?.band ?? site.technology },
        isContinued,
        lines: lines.map((line) => ({
          id: line.id,
          ...({
            name: line.offeringName,
            nameEn: line.offeringNameEn,
            price: line.priceName,
            priceEn: line.priceNameEn,
            quantity: line.quantity,
          } satisfies Line),
          ...{ unit: line.unit, period: line.period, isOnce: line.kind === 'one_off' },
          ...{ netFen: line.sum.netFen, totalFen: line.sum.totalFen },
        })),
      })),
    })),
  };
}
export type Shown = ReturnType<typeof shownTo>;
