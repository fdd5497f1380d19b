import type { visitComments } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { Company } from '../company';
import type { Demo } from '../demo';
import type { Field } from '../fieldwork/fieldwork';
import { pick } from '../random';

const questions: readonly (readonly [question: string, answer: string])[] = [
  ['这单卡在客户哪个环节？谁能推动？', '等信息中心出评审意见，分管副总说月底前给结论。'],
  ['对手报价大概在什么位置？', '听集成商说比我们低一成左右，但没有双路由。'],
  ['预计签约日还站得住吗？', '预算已经批了，招标公告下周挂网，日期不变。'],
];

/** What leads ask about the largest open deal of each of their people; every second question is answered. */
export function askAboutDeals(demo: Demo, { people }: Company, fields: Field[]): (typeof visitComments.$inferInsert)[] {
  const deals = fields.flatMap((field) => field.deals).filter(({ row }) => row.stageType === 'open');
  const worth = ({ row }: (typeof deals)[number]) => (row.oneOffFen ?? 0) + (row.monthlyFen ?? 0) * (row.months ?? 0);
  const asked = people
    .filter(({ roles }) => roles.includes('team_lead'))
    .flatMap((lead) =>
      people
        .filter(({ unitId, leftOn }) => unitId === lead.unitId && !leftOn)
        .map((member) => ({
          lead,
          member,
          deal: deals.filter(({ row }) => row.ownerId === member.id).sort((a, b) => worth(b) - worth(a))[0],
        })),
    );
  return asked.flatMap(({ lead, member, deal }, at) => {
    if (!deal || member.id === lead.id) return [];
    const [question, answer] = pick(demo.random, questions);
    const { tenantId, unitId, ownerId, accountId, id } = deal.row;
    const said = (authorId: string, hoursBeforeToday: number, text: string) => {
      const createdAt = new Date(fromLocal(demo.today).getTime() - hoursBeforeToday * 3_600_000);
      return {
        tenantId,
        unitId,
        ownerId,
        accountId,
        visitId: null,
        opportunityId: id,
        id: demo.id(createdAt),
        authorId,
        text,
        isQuestion: false,
        answersId: null as string | null,
        mentions: [],
        createdAt,
      };
    };
    const first = { ...said(lead.id, 30, question), isQuestion: true };
    return at % 2 ? [first] : [first, { ...said(member.id, 10, answer), answersId: first.id }];
  });
}
