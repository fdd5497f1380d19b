import { makeAmountFen, type ProductKey } from '../names/deals';
import { between, chance, pick, type Random } from '../random';

type Amount = { oneOffFen: number; monthlyFen: number; months: number };

const onceOnly: readonly ProductKey[] = ['integration', 'emergency_vehicle'];

/** A contract value as something once and something a month; about the given total. */
export function splitAmount(random: Random, product: ProductKey, totalFen = makeAmountFen(random, product)): Amount {
  if (onceOnly.includes(product) && chance(random, 0.8)) return { oneOffFen: totalFen, monthlyFen: 0, months: 0 };
  const months = pick(random, [12, 12, 24, 36, 36]);
  const once = Math.round((totalFen * between(random, 5, 40)) / 100 / 10_000) * 10_000;
  const monthlyFen = Math.max(10_000, Math.round((totalFen - once) / months / 10_000) * 10_000);
  return { oneOffFen: once, monthlyFen, months };
}

export const totalOf = ({ oneOffFen, monthlyFen, months }: Amount) => oneOffFen + monthlyFen * months;
