import { periodsIn, priceOf } from '../offerings/pricing';
import type { PriceKind, PricePeriod, PriceTier, TaxRate } from '../offerings/rules';

/**
 * The one rule of rounding: what a line comes to per payment is quantity × price × (1 − d₁)(1 − d₂)(1 − d₃), worked out
 * exactly and rounded once, half up, to the fen; in a bundle its share of the bundle's price stands for quantity × price,
 * and what a promotion gives is whole fen taken off afterwards. Its tax is that net × rate, rounded the same way. Everything else is a
 * sum of lines and payments and needs no rounding; only what a quarter or a year comes to in a month is rounded, and
 * only to be shown.
 */
export type PricedLine = {
  kind: PriceKind;
  period: PricePeriod | null;
  amountFen: number;
  tiers: PriceTier[];
  costFen: number | null;
  taxPercent: TaxRate;
  /** Whole units. */
  quantity: number;
  /** Of the line, of its group of sites and of the quote, in hundredths of a per cent. */
  discountsBp: readonly [number, number, number];
  /** What it costs per payment within a bundle, in place of its list price. */
  bundledFen?: number | null;
  /** What promotions take off each payment after discounts, and the first payments they let pass. */
  promotedFen?: number;
  freePayments?: number;
};

export type LineSum = {
  /** Per payment, before and after discounts. */
  listFen: number;
  netFen: number;
  payments: number;
  /** What it comes to in a month; nothing for what is paid once. */
  monthlyFen: number;
  /** Over the whole term. */
  totalFen: number;
  totalListFen: number;
  taxFen: number;
  /** Per payment and over the whole term; null where unknown. */
  costFen: number | null;
  totalCostFen: number | null;
  /** All three discounts together, rounded up. */
  discountBp: number;
};

export type QuoteSum = {
  oneOffFen: number;
  monthlyFen: number;
  totalFen: number;
  totalListFen: number;
  taxFen: number;
  grossFen: number;
  taxes: { percent: TaxRate; netFen: number; taxFen: number }[];
  discountBp: number;
};

export type Economics = {
  costFen: number | null;
  /** Of the lines whose cost is known; null where none is. Rounded down, so that no floor is passed by rounding. */
  marginBp: number | null;
  unknownCosts: number;
  deepestBp: number;
  /** Money in minus money out up to the end of each month, month 0 being the start; empty while a cost is unknown. */
  cash: number[];
  /** The first month from which on it is never below zero again; null: not within the term. */
  breakEvenMonth: number | null;
};

export const monthsOf: Record<PricePeriod, number> = { month: 1, quarter: 3, year: 12 };
const whole = 10_000n;

const halfUp = (numerator: bigint, denominator: bigint) => (2n * numerator + denominator) / (2n * denominator);

/** How often the line is paid in the term. */
export const paymentsOf = (line: Pick<PricedLine, 'kind' | 'period'>, months: number) =>
  line.kind === 'one_off' ? 1 : periodsIn(line.period ?? 'month', months);

export function sumLine(line: PricedLine, months: number): LineSum {
  const list = BigInt(priceOf(line, line.quantity));
  const left = line.discountsBp.reduce((product, bp) => product * (whole - BigInt(bp)), 1n);
  const base = line.bundledFen === undefined || line.bundledFen === null ? list : BigInt(line.bundledFen);
  const netFen = halfUp(base * left, whole ** 3n) - BigInt(line.promotedFen ?? 0);
  const payments = paymentsOf(line, months);
  const paid = payments - (line.freePayments ?? 0);
  const costFen = line.costFen === null ? null : line.costFen * line.quantity;
  const listFen = Number(list);
  const every = line.kind === 'one_off' ? 0n : BigInt(line.period ? monthsOf[line.period] : 1);
  return {
    listFen,
    netFen: Number(netFen),
    payments,
    monthlyFen: every === 0n ? 0 : Number(halfUp(netFen, every)),
    totalFen: Number(netFen) * paid,
    totalListFen: listFen * payments,
    taxFen: Number(halfUp(netFen * BigInt(line.taxPercent), 100n)) * paid,
    costFen,
    totalCostFen: costFen === null ? null : costFen * payments,
    discountBp: Number(whole - left / whole ** 2n),
  };
}

export type Summed = { line: PricedLine; sum: LineSum };

export function sumQuote(lines: Summed[]): QuoteSum {
  const taxes = new Map<TaxRate, { netFen: number; taxFen: number }>();
  const total = { oneOffFen: 0, monthlyFen: 0, totalFen: 0, totalListFen: 0, taxFen: 0 };
  for (const { line, sum } of lines) {
    if (line.kind === 'one_off') total.oneOffFen += sum.totalFen;
    total.monthlyFen += sum.monthlyFen;
    total.totalFen += sum.totalFen;
    total.totalListFen += sum.totalListFen;
    total.taxFen += sum.taxFen;
    const rate = taxes.get(line.taxPercent) ?? { netFen: 0, taxFen: 0 };
    taxes.set(line.taxPercent, { netFen: rate.netFen + sum.totalFen, taxFen: rate.taxFen + sum.taxFen });
  }
  return {
    ...total,
    grossFen: total.totalFen + total.taxFen,
    taxes: [...taxes].map(([percent, rate]) => ({ percent, ...rate })).sort((a, b) => a.percent - b.percent),
    discountBp: total.totalListFen > 0 ? shareBp(total.totalListFen - total.totalFen, total.totalListFen) : 0,
  };
}

/** Hundredths of a per cent, rounded down. */
function shareBp(part: number, of: number) {
  const scaled = BigInt(part) * whole;
  const quotient = scaled / BigInt(of);
  return Number(scaled < 0n && scaled % BigInt(of) !== 0n ? quotient - 1n : quotient);
}

export function economicsOf(lines: Summed[], months: number): Economics {
  const known = lines.filter(({ sum }) => sum.totalCostFen !== null);
  const unknownCosts = lines.length - known.length;
  const cost = known.reduce((sum, one) => sum + (one.sum.totalCostFen ?? 0), 0);
  const earned = known.reduce((sum, one) => sum + one.sum.totalFen, 0);
  const cash = unknownCosts || !lines.length ? [] : cashOf(lines, months);
  const lastBelow = cash.findLastIndex((fen) => fen < 0);
  return {
    costFen: unknownCosts ? null : cost,
    marginBp: earned > 0 ? shareBp(earned - cost, earned) : null,
    unknownCosts,
    deepestBp: lines.reduce((deepest, { sum }) => Math.max(deepest, sum.discountBp), 0),
    cash,
    breakEvenMonth: !cash.length || lastBelow === cash.length - 1 ? null : lastBelow + 1,
  };
}

/** Paid in advance: what is paid once at the start, each period in its first month. */
function cashOf(lines: Summed[], months: number): number[] {
  const flow = new Array<number>(months + 1).fill(0);
  for (const { line, sum } of lines) {
    const gain = sum.netFen - (sum.costFen ?? 0);
    let free = line.freePayments ?? 0;
    if (line.kind === 'one_off') flow[0]! += gain;
    else
      for (let month = 1; month <= months; month += line.period ? monthsOf[line.period] : 1)
        flow[month]! += free-- > 0 ? -(sum.costFen ?? 0) : gain;
  }
  let balance = 0;
  return flow.map((fen) => {
    balance += fen;
    return balance;
  });
}
