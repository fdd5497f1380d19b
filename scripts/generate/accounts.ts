import { makeCreditCode } from '~/core/credit-code';
import type { Company, Manager } from './company';
import { type Cell, line } from './copy';
import { bell, Dice, dayOf, days, idAt, instantOf, number9, of } from './dice';
import { brands, cities, endings, joined, trades } from './words';

export type Account = { id: string; manager: Manager; createdAt: number };

const kinds = ['private', 'private', 'private', 'state_owned', 'foreign', 'public_institution', 'government'];
const grades = ['A', 'B', 'B', 'B', 'C', 'C', 'C', 'C', 'D', 'D'];
const industries = ['34', '35', '38', '39', '54', '59', '65', '66', '83', '84', '92', '52', '44', '07'];

/** Who serves which account: some managers many, most a middling number. */
export function makeAccounts(company: Company, count: number, now: number): Account[] {
  const { managers } = company;
  const total = managers.reduce((sum, { weight }) => sum + weight, 0);
  const ends: number[] = [];
  for (const { weight } of managers) ends.push((ends.at(-1) ?? 0) + weight / total);
  let at = 0;
  return Array.from({ length: count }, (_, no) => {
    while (at < managers.length - 1 && no / count >= ends[at]!) at++;
    const dice = new Dice(1, no);
    const createdAt = Math.floor(now - days(200 + dice.roll() * 1500));
    return { id: idAt(createdAt, dice), manager: managers[at]!, createdAt };
  });
}

export const accountColumns = [
  'tenant_id', 'id', 'unit_id', 'owner_id', 'created_at', 'updated_at', 'name', 'short_name', 'pinyin', 'initials', 'search',
  'credit_code', 'kind', 'industry', 'grade', 'region_code', 'address', 'longitude', 'latitude', 'phone',
  'registered_capital_fen', 'headcount', 'monthly_revenue_fen', 'last_visited_at',
  'uncovered_since', 'leader_uncovered_since',
]; // biome-ignore format: as in the row below

export function* accountLines(accounts: Account[], now: number) {
  for (const [no, { id, manager, createdAt }] of accounts.entries()) {
    const dice = new Dice(2, no);
    const city = of(dice, cities);
    const brand = of(dice, brands);
    const trade = of(dice, trades);
    const phone = `16${number9(dice)}`;
    const code = makeCreditCode(() => dice.roll(), `91${city.region.code}`);
    const name = joined([city, brand, trade, of(dice, endings)], [brand.text + trade.text, code.toLowerCase(), phone]);
    const updatedAt = instantOf(now - days(dice.roll() ** 2 * 400));
    const cells: Cell[] = [
      manager.tenantId, id, manager.unitId, manager.id, instantOf(createdAt), updatedAt, name.text, brand.text + trade.text,
      name.pinyin, name.initials, name.search, code, of(dice, kinds), of(dice, industries), of(dice, grades), city.region.code,
      `${city.region.zh}创业路${1 + Math.floor(dice.roll() * 999)}号`, (city.seat.longitude + bell(dice) / 8).toFixed(5),
      (city.seat.latitude + bell(dice) / 8).toFixed(5), `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
      Math.round(Math.exp(16 + bell(dice) * 2)) * 100, Math.round(Math.exp(5 + bell(dice) * 1.6)),
      Math.round(Math.exp(8.5 + bell(dice) * 1.5)) * 100, ...(dice.roll() < 0.08 ? [null, instantOf(createdAt)] : [updatedAt, updatedAt]),
      instantOf(createdAt),
    ]; // biome-ignore format: one row
    yield line(cells);
  }
}

export const assignmentColumns = [
  'tenant_id',
  'id',
  'unit_id',
  'owner_id',
  'created_at',
  'account_id',
  'role',
  'during',
  'assigned_by',
];

export function* assignmentLines(accounts: Account[]) {
  for (const [no, { id, manager, createdAt }] of accounts.entries()) {
    const { tenantId, unitId } = manager;
    const key = idAt(createdAt, new Dice(3, no));
    const during = `[${dayOf(createdAt)},)`;
    yield line([tenantId, key, unitId, manager.id, instantOf(createdAt), id, 'primary', during, manager.id]);
  }
}
