import type { approvalSteps, approvals, journal } from '#drizzle/schema';
import type { Catalogue } from './catalogue';
import type { makeCompany } from './company';
import type { Customer } from './customers/customer';
import { type Deal, makeDeal } from './deals/deal';
import type { Demo } from './demo';

const tender = {
  pipelineId: 3,
  above: 30,
  deciding: 2,
  code: 'bid_decision',
  criterion: 'approval:in_turn:sales_director',
};
const asked = [
  { days: 1, product: 'private_5g', totalFen: 268_000_000, passedOn: false, note: '资格预审已过，保证金 40 万元，请批准投标' },
  { days: 2, product: 'sd_wan', totalFen: 91_000_000, passedOn: true, note: '原网我方承建，评分办法对我有利' },
  { days: 4, product: 'cloud', totalFen: 46_500_000, passedOn: false, note: '首次参与该客户招标，请确认是否跟进' },
] as const; // biome-ignore format: a table

/** Tenders whose bid waits for the director, who has handed one of them to the lead. */
export function makeApprovals(
  demo: Demo,
  company: ReturnType<typeof makeCompany>,
  catalogue: Catalogue,
  customers: Customer[],
) {
  const find = (key: string) => company.people.find((one) => one.key === key);
  const [manager, lead, director] = [find('manager'), find('lead'), find('director')];
  const own = customers.filter(({ owner, untouched }) => owner === manager && !untouched);
  if (!manager || !lead || !director || own.length < asked.length) throw new Error('the demo lost its story');
  const made = asked.map(({ days, product, totalFen, passedOn, note }, n) => {
    const deal = tenderOf(
      makeDeal(demo, catalogue, own[n * 3] ?? own[n]!, {
        stageId: tender.deciding,
        enteredDaysAgo: days + 2,
        product,
        totalFen,
        closeIn: 40 + 15 * n,
        slips: 0,
      }),
    );
    const at = demo.during(demo.day(-days));
    const { tenantId, id: opportunityId, unitId, ownerId, accountId } = deal.row;
    const whose = { tenantId, unitId, ownerId, accountId };
    const of = { ...whose, createdAt: at };
    const approvalId = demo.id(at);
    const approval: typeof approvals.$inferInsert = {
      ...of,
      id: approvalId,
      opportunityId,
      stageCode: tender.code,
      criterion: tender.criterion,
      mode: 'in_turn',
      note,
      askedBy: manager.id,
      updatedAt: at,
    };
    const step: typeof approvalSteps.$inferInsert = {
      ...of,
      id: demo.id(at),
      approvalId,
      position: 1,
      role: 'sales_director',
      approverId: passedOn ? lead.id : director.id,
      state: 'pending',
      passedOnBy: passedOn ? [director.id] : [],
    };
    const entry: typeof journal.$inferInsert = {
      ...whose,
      id: demo.id(at),
      at,
      actorId: manager.id,
      event: 'opportunity.approval_asked',
      subject: 'opportunity',
      subjectId: opportunityId,
      after: { approvalId, stage: tender.code, note, waiting: [step.approverId] },
    };
    return { deal, approval, step, entry };
  });
  return {
    deals: made.map(({ deal }) => deal),
    approvals: made.map(({ approval }) => approval),
    steps: made.map(({ step }) => step),
    journal: made.map(({ entry }) => entry),
  };
}

/** The same deal on the way of tenders. */
function tenderOf(deal: Deal): Deal {
  const raised = (id: number | null | undefined) => (id ? id + tender.above : id);
  return {
    ...deal,
    changes: deal.changes.map((change) => ({
      ...change,
      fromStageId: raised(change.fromStageId),
      toStageId: raised(change.toStageId),
    })),
    row: {
      ...deal.row,
      pipelineId: tender.pipelineId,
      stageId: deal.row.stageId + tender.above,
      source: 'tender',
      nextStep: '等待投标决策',
    },
  };
}
