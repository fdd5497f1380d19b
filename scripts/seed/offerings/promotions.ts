import type { offerings, promotions } from '#drizzle/schema';
import { addDays, fromLocal } from '~/core/dates';
import type { Effect } from '~/features/promotions/rules';
import type { Demo } from '../demo';

type Row = typeof promotions.$inferInsert;
type Entry = Pick<Row, 'code' | 'name' | 'nameEn' | 'description' | 'line' | 'budgetKind' | 'budget' | 'exclusiveGroup' | 'grades' | 'purchase' | 'perCustomer'> & {
  effect: Effect;
  amount: number;
  days: readonly [from: number, until: number];
  of?: string;
  held?: string;
  isGroup?: boolean;
}; // biome-ignore format: one line

/** Two of them lower the same monthly charge and clash; one is for who buys again, one is over. */
const table: readonly Entry[] = [
  {
    code: 'P-SPRINT', name: '年末冲刺 月租九折', nameEn: 'Year-end 10% off', description: '年底前签约的互联网与组网专线。', line: 'private_line',
    effect: 'percent_monthly', amount: 1000, budgetKind: 'amount', budget: 20_000_000, days: [-30, 39],
  },
  {
    code: 'P-FREE3', name: '组网开通免三个月', nameEn: 'SD-WAN 3 months free', description: '新开通 SD-WAN 组网的客户。', of: 'PL-SDWAN',
    effect: 'free_months', amount: 3, budgetKind: 'count', budget: 20, perCustomer: 1, days: [-20, 70],
  },
  {
    code: 'P-KA-SETUP', isGroup: true, name: 'Ka 终端安装减半', nameEn: 'Half off Ka installation', description: '偏远网点上星，安装费由集团补贴。', line: 'satellite',
    effect: 'percent_one_off', amount: 5000, budgetKind: 'amount', budget: 1_000_000, days: [-60, 130],
  },
  {
    code: 'P-AGAIN', name: '老客户加装互联网专线', nameEn: 'Another line for existing customers', description: '已有互联网专线的客户再装一条。', of: 'INT-DIA-100',
    held: 'INT-DIA-100', purchase: 'repeat', effect: 'percent_monthly', amount: 1500, exclusiveGroup: 'again', days: [-10, 80],
  },
  {
    code: 'P-AUTUMN', name: '金秋专线季', nameEn: 'Autumn of lines', description: null, line: 'private_line', effect: 'fixed_one_off', amount: 100_000,
    budgetKind: 'count', budget: 50, days: [-90, -31],
  },
]; // biome-ignore format: as a table

export const makePromotions = (
  demo: Demo,
  sold: (typeof offerings.$inferInsert)[],
  manager: { id: string; tenantId: number } | undefined,
): Row[] =>
  table.map(({ days: [from, until], of, held, isGroup, ...entry }) => {
    const at = fromLocal(demo.day(from - 10));
    const idOf = (code: string | undefined) => (code && sold.find((one) => one.code === code)?.id) || null;
    return {
      purchase: 'any' as const, grades: [], ...entry, regions: [], industries: [], version: 1, id: demo.id(at), tenantId: (isGroup ? null : manager?.tenantId) ?? null, startsOn: addDays(demo.today, from), endsOn: addDays(demo.today, until), offeringId: idOf(of),
      heldOfferingId: idOf(held), createdBy: manager?.id ?? null, createdAt: at, updatedAt: at,
    }; // biome-ignore format: one row
  });
