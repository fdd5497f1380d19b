import type { Account } from './accounts';
import { line } from './copy';
import { Dice, days, idAt, instantOf, number9, of } from './dice';
import { given, joined, surnames } from './words';

const jobs = [
  ['总经理室', '总经理', 'decision_maker', 5],
  ['信息技术部', '信息总监', 'influencer', 4],
  ['信息技术部', '网络工程师', 'technical_evaluator', 3],
  ['采购部', '采购经理', 'gatekeeper', 2],
  ['运营部', '运营经理', 'user', 2],
] as const;
const attitudes = ['supports', 'neutral', 'neutral', 'opposes', 'unknown'];

export const contactColumns = [
  'tenant_id', 'id', 'unit_id', 'owner_id', 'account_id', 'created_at', 'updated_at', 'name', 'pinyin', 'initials', 'search',
  'title', 'department', 'mobile', 'buying_role', 'influence', 'attitude',
]; // biome-ignore format: as in the row below

/** At least one for each account as far as they reach, the rest anywhere. */
export function* contactLines(accounts: Account[], count: number, now: number) {
  for (let no = 0; no < count; no++) {
    const dice = new Dice(4, no);
    const account = no < accounts.length ? accounts[no]! : of(dice, accounts);
    const { tenantId, unitId, id: ownerId } = account.manager;
    const createdAt = Math.floor(now - days(dice.roll() * 700));
    const mobile = `16${number9(dice)}`;
    const name = joined([of(dice, surnames), of(dice, given)], [mobile]);
    const [department, title, role, influence] = of(dice, jobs);
    const at = instantOf(createdAt);
    const shown = `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`;
    yield line([
      tenantId, idAt(createdAt, dice), unitId, ownerId, account.id, at, at, name.text, name.pinyin, name.initials, name.search,
      title, department, shown, role, influence, of(dice, attitudes),
    ]); // biome-ignore format: one row
  }
}
