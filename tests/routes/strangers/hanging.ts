import { newId } from '~/core/ids';
import type { customers } from './customers';
import { canary, type Scene } from './scene';

/** What hangs on the customer, the visit and the deal, and is read by programs one by one. */
export async function hanging(scene: Scene, { opportunity, visit, row }: Awaited<ReturnType<typeof customers>>) {
  const { me, keep, insert } = scene;
  const { account_id: _, ...own } = row;
  const said = { ...row, visit_id: visit.id };
  keep('siteId', 'sites', await insert('sites', { ...row, name: canary }));
  keep('needId', 'needs', await insert('needs', { ...said, kind: 'explicit', text: canary }));
  keep('commentId', 'visit_comments', await insert('visit_comments', { ...said, author_id: me.id, text: canary }));
  keep(
    'approvalId',
    'approvals',
    await insert('approvals', {
      ...row,
      opportunity_id: opportunity.id,
      stage_code: 'x',
      criterion: canary,
      mode: 'all',
      note: canary,
      asked_by: me.id,
    }),
  );
  keep(
    'goalId',
    'goals',
    await insert('goals', {
      tenant_id: me.tenant_id,
      unit_id: me.unit_id,
      person_id: me.id,
      length: 'month',
      starts_on: `${2100 + Math.floor(Math.random() * 800)}-01-01`,
      total_fen: 739_100,
      set_by_id: me.lead_id,
    }),
  );
  keep(
    'forecastId',
    'forecast_lines',
    await insert('forecast_lines', {
      ...own,
      week_on: '2031-01-06',
      month: `${2100 + Math.floor(Math.random() * 800)}-01-01`,
      category: 'commit',
      one_off_fen: 739_100,
      recurring_fen: 0,
      deals: 1,
      expected: 739_100,
      variance: 1,
      submitted_at: new Date(),
    }),
  );
  // in the recycle bin, which copies are told of
  const call = { ...row, channel: 'phone', at: new Date(), text: canary, deleted_at: new Date() };
  keep('deletedId', 'interactions', await insert('interactions', { ...call, id: newId() }));
}
