import type { offerings } from '#drizzle/schema';
import { searchText } from '~/core/pinyin.server';
import type { Deal } from '../deals/deal';

/** So many customers still have what is retiring. */
const most = 9;

/** Some of the private lines won long ago were of what is retiring now, so that somebody has to be moved. */
export function sellBeforeRetirement(past: Deal[], sold: (typeof offerings.$inferInsert)[]) {
  const old = sold.find(({ code }) => code === 'PL-SDH');
  const lines = past
    .filter(({ row, product }) => row.stageType === 'won' && product === 'mpls_vpn')
    .sort((a, b) => String(a.row.closedOn).localeCompare(String(b.row.closedOn)));
  const ofManager = lines.filter(({ customer }) => customer.owner.key === 'manager');
  const chosen = new Map([...ofManager.slice(0, 3), ...lines].map((deal) => [deal.customer, deal] as const));
  for (const { row, customer } of [...chosen.values()].slice(0, most)) {
    row.offeringId = old?.id;
    row.title = `${customer.row.shortName ?? customer.row.name} SDH 数字电路`;
    row.search = searchText({ name: row.title }).search;
  }
}
