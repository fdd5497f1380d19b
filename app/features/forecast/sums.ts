import { type Category, type Chance, type Chosen, categories, defaultCategory, moments, spreadOf } from './rules';

/** A deal as the forecast sees it. */
export type ForecastDeal = {
  id: string;
  title: string;
  accountName: string | null;
  version: number;
  closeOn: string;
  oneOffFen: number;
  totalFen: number;
  /** Of winning, from 0 to 1: learnt where there is a score, else the manager's own. */
  probability: number;
  /** The manager's own, in percent. */
  ownPercent: number;
  call: Chosen | null;
  isWon: boolean;
};

export const categoryOf = (deal: ForecastDeal): Category =>
  deal.isWon ? 'closed' : (deal.call ?? defaultCategory(deal.ownPercent));

export type Sum = { deals: number; oneOffFen: number; recurringFen: number; totalFen: number };
export type Sums = Record<Category, Sum>;
const none = (): Sum => ({ deals: 0, oneOffFen: 0, recurringFen: 0, totalFen: 0 });
export const noSums = (): Sums => ({ closed: none(), commit: none(), best_case: none(), pipeline: none() });

export const chanceOf = (deal: ForecastDeal): Chance => ({
  fen: deal.totalFen,
  probability: deal.isWon ? 1 : deal.probability,
});

export function sumDeals(deals: readonly ForecastDeal[]): Sums {
  const sums = noSums();
  for (const deal of deals) {
    const sum = sums[categoryOf(deal)];
    sum.deals += 1;
    sum.oneOffFen += deal.oneOffFen;
    sum.recurringFen += deal.totalFen - deal.oneOffFen;
    sum.totalFen += deal.totalFen;
  }
  return sums;
}

/** The months a forecast reaches over: this one and five more. */
export const forecastMonths = 6;

export function linesOf(deals: readonly ForecastDeal[]) {
  const sums = sumDeals(deals);
  return categories.map((category) => {
    const { mean, variance } = moments(deals.filter((deal) => categoryOf(deal) === category).map(chanceOf));
    return { category, sum: sums[category], mean, variance };
  });
}

export const spreadOfDeals = (deals: readonly ForecastDeal[]) => spreadOf(deals.map(chanceOf));

/** A line of the team's forecast: submitted sums, and what was put upon them. */
export type ForecastRow = {
  /** `u12` a unit, `p…` a person, `self` what was adjusted for the unit as a whole. */
  key: string;
  unitId: number;
  personId: string | null;
  name: string;
  people: number;
  sums: Sums;
  /** By category: how much leads added or took off. */
  added: Record<Category, number>;
  mean: number;
  variance: number;
};

export const noneAdded = (): Record<Category, number> => ({ closed: 0, commit: 0, best_case: 0, pipeline: 0 });
export const adjustedFen = (row: Pick<ForecastRow, 'sums' | 'added'>, category: Category) =>
  row.sums[category].totalFen + row.added[category];

export function totalOfRows(rows: readonly ForecastRow[]): Omit<ForecastRow, 'key' | 'unitId' | 'personId' | 'name'> {
  const total = { people: 0, sums: noSums(), added: noneAdded(), mean: 0, variance: 0 };
  for (const row of rows) {
    total.people += row.people;
    total.mean += row.mean;
    total.variance += row.variance;
    for (const category of categories) {
      total.added[category] += row.added[category];
      for (const part of ['deals', 'oneOffFen', 'recurringFen', 'totalFen'] as const)
        total.sums[category][part] += row.sums[category][part];
    }
  }
  return total;
}
