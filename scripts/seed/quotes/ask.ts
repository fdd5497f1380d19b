import type { Company } from '../company';
import type { Demo } from '../demo';
import type { Quotes } from '../quotes';
import type { Wish } from './write';

/** The lead first, then the director; of the bank's the lead has agreed, the other came back from him. */
export function askFor(demo: Demo, company: Company, made: Quotes, wish: Wish, quoteId: string, at: Date) {
  const { tenantId, unitId, ownerId, accountId, id: opportunityId } = wish.deal.row;
  const whose = { tenantId, unitId, ownerId, accountId, createdAt: at };
  const id = demo.id(at);
  const isReturned = wish.state === 'returned';
  made.approvals.push({
    ...whose, id, opportunityId, quoteId, hours: 8, stageCode: 'quote', criterion: `quote:${quoteId}`, mode: 'in_turn',
    state: isReturned ? 'returned' : 'pending', note: '同业报价更低，客户要求三年锁价', askedBy: ownerId, updatedAt: at,
  }); // biome-ignore format: one row
  const step = (position: number, key: 'lead' | 'director', state: 'approved' | 'returned' | 'pending' | 'skipped', comment: string | null) =>
    made.steps.push({
      ...whose, id: demo.id(at), approvalId: id, position, role: key === 'lead' ? 'team_lead' : 'sales_director',
      approverId: company.one(key).id, state, comment, decidedAt: state === 'approved' || state === 'returned' ? at : null,
    }); // biome-ignore format: one row
  if (isReturned) {
    step(1, 'lead', 'returned', '月租折扣太深，先把合同期谈到 36 个月');
    step(2, 'director', 'skipped', null);
  } else {
    step(1, 'lead', 'approved', '量大，可以支持');
    step(2, 'director', 'pending', null);
  }
}
