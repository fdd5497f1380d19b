import type { forecastAdjustments, forecastCalls, forecastLines } from '#drizzle/schema';
import { addDays, addMonths, startOf } from '~/core/dates';
import { type Category, type Chosen, categories, defaultCategory, moments } from '~/features/forecast/rules';
import type { makeCompany } from './company';
import type { Deal } from './deals/deal';
import type { Demo } from './demo';
import { between, chance, pick } from './random';

const weeks = 13;
const monthsAhead = 6;
type Line = typeof forecastLines.$inferInsert;
type Row = Deal['row'];
type Company = ReturnType<typeof makeCompany>;

const totalOf = (row: Row) => (row.oneOffFen ?? 0) + (row.monthlyFen ?? 0) * (row.months ?? 0);

/** How sure one was then: of what was won in the end rather more than of what was lost. */
function chanceThen({ random }: Demo, row: Row) {
  if (row.stageType === 'won') return between(random, 55, 95) / 100;
  return (row.stageType === 'lost' ? between(random, 10, 70) : row.probability) / 100;
}

/** Three months of weekly submissions, what managers call their deals now, and what a lead made of this week's numbers. */
export function makeForecast(demo: Demo, company: Company, deals: Deal[]) {
  const thisWeek = startOf(demo.today, 'week');
  const sellers = company.people.filter(({ leftOn, key }) => !leftOn && key !== 'leaver');
  const byOwner = new Map<string, Row[]>();
  for (const { row } of deals) byOwner.set(row.ownerId, [...(byOwner.get(row.ownerId) ?? []), row]);
  const lines: Line[] = [];
  for (const person of sellers) {
    const own = byOwner.get(person.id);
    if (!own) continue;
    for (let back = weeks - 1; back >= 0; back--) {
      // the one who signs in as a manager has still to do it this week
      if (back === 0 && (person.key === 'manager' || chance(demo.random, 0.2))) continue;
      lines.push(...submission(demo, person, own, addDays(thisWeek, -7 * back)));
    }
  }
  return { lines, calls: callsOf(demo, deals), adjustments: adjustmentsOf(demo, company, lines, thisWeek) };
}

function submission(demo: Demo, person: Company['people'][number], own: Row[], weekOn: string): Line[] {
  const until = addDays(weekOn, 4);
  const at = demo.during(weekOn);
  return Array.from({ length: monthsAhead }, (_, i) => addMonths(startOf(weekOn, 'month'), i)).flatMap((month) => {
    const sums = new Map<Category, Row[]>();
    const chances: { category: Category; fen: number; probability: number }[] = [];
    for (const row of own) {
      const day = row.closedOn ?? row.expectedCloseOn;
      if (!day || startOf(day, 'month') !== month || row.createdAt > at || row.stageType === 'on_hold') continue;
      const isClosed = Boolean(row.closedOn && row.closedOn <= until);
      if (isClosed && row.stageType === 'lost') continue;
      const probability = isClosed ? 1 : chanceThen(demo, row);
      const category = isClosed ? 'closed' : defaultCategory(Math.round(probability * 100));
      sums.set(category, [...(sums.get(category) ?? []), row]);
      chances.push({ category, fen: totalOf(row), probability });
    }
    return categories.map((category): Line => {
      const rows = sums.get(category) ?? [];
      const { mean, variance } = moments(chances.filter((one) => one.category === category));
      const oneOffFen = rows.reduce((sum, row) => sum + (row.oneOffFen ?? 0), 0);
      return {
        tenantId: person.tenantId,
        id: demo.id(at),
        unitId: person.unitId,
        ownerId: person.id,
        weekOn,
        month,
        category,
        oneOffFen,
        recurringFen: rows.reduce((sum, row) => sum + totalOf(row), 0) - oneOffFen,
        deals: rows.length,
        expected: mean,
        variance,
        submittedAt: at,
        createdAt: at,
      };
    });
  });
}

function callsOf(demo: Demo, deals: Deal[]): (typeof forecastCalls.$inferInsert)[] {
  const near: Chosen[] = ['commit', 'commit', 'best_case'];
  return deals.flatMap(({ row }) => {
    if (row.stageType !== 'open' || row.probability < 40 || chance(demo.random, 0.6)) return [];
    const at = row.updatedAt;
    return [
      {
        tenantId: row.tenantId,
        id: demo.id(at),
        unitId: row.unitId,
        ownerId: row.ownerId,
        accountId: row.accountId,
        opportunityId: row.id,
        category: pick(demo.random, near),
        updatedAt: at,
        createdAt: at,
      },
    ];
  });
}

const reasons = ['客户预算推迟到下季度批复，先按一半计', '总部集采框架已签，金额可上调'];

function adjustmentsOf(
  demo: Demo,
  company: Company,
  lines: Line[],
  weekOn: string,
): (typeof forecastAdjustments.$inferInsert)[] {
  const lead = company.people.find(({ key }) => key === 'lead');
  const own = lines.filter(
    (line) =>
      line.unitId === lead?.unitId &&
      line.weekOn === weekOn &&
      line.category !== 'closed' &&
      line.oneOffFen + line.recurringFen > 0,
  );
  return reasons.flatMap((why, i) => {
    const line = own[i * 3];
    if (!lead || !line) return [];
    const at = new Date(line.submittedAt.getTime() + 5 * 3_600_000);
    const fromFen = line.oneOffFen + line.recurringFen;
    const toFen = Math.round((fromFen * (i ? 1.2 : 0.5)) / 1_000_000) * 1_000_000;
    return [
      {
        tenantId: line.tenantId,
        id: demo.id(at),
        unitId: line.unitId,
        ownerId: lead.id,
        personId: line.ownerId,
        weekOn,
        month: line.month,
        category: line.category,
        fromFen,
        toFen,
        why,
        at,
        createdAt: at,
      },
    ];
  });
}
