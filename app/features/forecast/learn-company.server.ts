import { door } from '~/core/db.server';
import { newId } from '~/core/ids';
import type { DealState } from './deal-facts';
import { learnDeals, scoreDeals } from './win-model';

type Row = Record<string, string | number | boolean | null>;
const number = (value: Row[string]) => (value === null || value === undefined ? null : Number(value));

const stateOf = (row: Row): DealState => ({
  opportunityId: String(row.opportunity_id),
  ownerId: String(row.owner_id),
  accountId: String(row.account_id),
  at: Date.parse(String(row.at)),
  closedAt: row.closed_at === null ? null : Date.parse(String(row.closed_at)),
  won: row.won as boolean | null,
  stageId: Number(row.stage_id),
  ageDays: Number(row.age_days),
  stageDays: Number(row.stage_days),
  overdueDays: number(row.overdue_days!),
  quietDays: number(row.quiet_days!),
  visits: Number(row.visits),
  contacts: Number(row.contacts),
  totalFen: number(row.total_fen!),
  slips: Number(row.slips),
  evidence: Number(row.evidence),
  source: String(row.source),
});

const statesOf = async (tenantId: number, closed: boolean, moment: string) =>
  (
    await door<Row>(`select * from app.deal_states($1::integer, $2::text = 'closed', $3::timestamptz)`, [
      String(tenantId),
      closed ? 'closed' : 'open',
      moment,
    ])
  ).map(stateOf);

const batch = 2000;
const day = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 10));

/** Learns from the closed deals of a company and scores its open ones. Done again it makes the next version of the same. */
export async function learnCompany(tenantId: number, now: Date) {
  const moment = now.toISOString();
  const closed = await statesOf(tenantId, true, moment);
  const learnt = learnDeals(closed);
  const id = newId();
  const { from, until, ...told } = learnt;
  const model = {
    ...told,
    id,
    made_at: moment,
    seed: 0,
    code: 'additive-1',
    from_on: day(from),
    until_on: day(until),
  };
  await door('select app.keep_model($1::integer, $2::jsonb)', [String(tenantId), JSON.stringify(model)]);
  if (learnt.rung !== 'rates') {
    const scores = scoreDeals(learnt, await statesOf(tenantId, false, moment), closed);
    for (let at = 0; at < scores.length; at += batch)
      await door('select app.keep_scores($1::integer, $2::uuid, $3::timestamptz, $4::jsonb)', [
        String(tenantId),
        id,
        moment,
        JSON.stringify(scores.slice(at, at + batch)),
      ]);
  }
  await door('select app.drop_old_scores($1::integer, $2::timestamptz)', [String(tenantId), moment]);
  return learnt;
}

export async function learnAll(now: Date, say: (line: string) => void = () => {}) {
  const failed: unknown[] = [];
  for (const { tenant_id } of await door<{ tenant_id: number }>('select * from app.companies_to_learn()')) {
    await learnCompany(tenant_id, now).then(
      ({ rung, deals }) => say(`company ${tenant_id}: ${rung} from ${deals} closed deals`),
      (error: unknown) => failed.push(error),
    );
  }
  if (failed.length) throw new AggregateError(failed, 'some companies were left out');
}
