import type { commentReactions, visitAttendees, visitCoachings, visitComments } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import { type Aspects, aspects, type Reaction, reactions } from '~/features/coaching/rules';
import type { Company, Person } from '../company';
import type { Demo } from '../demo';
import type { Fieldwork, Visit } from '../fieldwork/fieldwork';
import { between, chance, pick } from '../random';

const praise = [
  '需求问到了数字，这一点很好，报价就有依据了。',
  '把下一步定到了人和日期，继续保持。',
  '见到了分管领导，关系往上走了一层。',
];
const advice = ['下次先问清决策流程再谈价格。', '竞品动向要问到合同到期日。', '客户提到预算时可以追问申报口径。'];
const questions: readonly (readonly [question: string, answer: string])[] = [
  ['他们的合同哪天到期？对手知道吗？', '明年三月底到期，对手应该还不知道，我下周先把续约方案送过去。'],
  ['技术评审谁说了算？', '信息中心主任，上次已经单独沟通过，倾向我们的双路由方案。'],
  ['预算走哪个科目？', '走运维费，五十万以下询价即可。'],
];
const notes = ['准备充分，带了同类案例', '听得多、说得少，比上次好', '价值讲到了客户的业务指标'];

type Talk = {
  comments: (typeof visitComments.$inferInsert)[];
  reactions: (typeof commentReactions.$inferInsert)[];
  coachings: (typeof visitCoachings.$inferInsert)[];
  attendees: (typeof visitAttendees.$inferInsert)[];
};

/** What leads say about the latest visits of their people: praise, questions with and without an answer, feedback. */
export function makeTalk(demo: Demo, { people }: Company, { visits, attendees }: Fieldwork): Talk {
  const made: Talk = { comments: [], reactions: [], coachings: [], attendees: [] };
  const from = fromLocal(demo.day(-30));
  for (const lead of people.filter(({ roles }) => roles.includes('team_lead'))) {
    for (const member of people.filter(
      ({ id, unitId, leftOn }) => unitId === lead.unitId && id !== lead.id && !leftOn,
    )) {
      const latest = visits
        .filter(
          ({ ownerId, status, endedAt }) =>
            ownerId === member.id && status === 'completed' && endedAt && endedAt > from,
        )
        .sort((a, b) => b.plannedAt.getTime() - a.plannedAt.getTime());
      const [open, answered, joint, ...others] = latest;
      if (open) ask(demo, made, open, lead);
      if (answered) ask(demo, made, answered, lead, member);
      if (joint) coach(demo, made, joint, lead, attendees);
      for (const visit of others.slice(0, 2)) praiseIt(demo, made, visit, lead, member);
    }
  }
  return made;
}

const shared = ({ tenantId, unitId, ownerId, accountId, id }: Visit) => ({
  tenantId,
  unitId,
  ownerId,
  accountId,
  visitId: id,
});

/** Some hours after the visit, and nothing of the demo later than yesterday. */
function later(demo: Demo, visit: Visit, hours: number) {
  const at = new Date(visit.endedAt!.getTime() + hours * 3_600_000);
  const latest = new Date(fromLocal(demo.today).getTime() - (30 - hours) * 60_000);
  return at < latest ? at : latest;
}

function say(demo: Demo, made: Talk, visit: Visit, author: Person, hours: number, text: string, more = {}) {
  const createdAt = later(demo, visit, hours);
  const comment = {
    ...shared(visit),
    id: demo.id(createdAt),
    authorId: author.id,
    text,
    isQuestion: false,
    answersId: null,
    mentions: [],
    createdAt,
    ...more,
  };
  made.comments.push(comment);
  return comment;
}

function ask(demo: Demo, made: Talk, visit: Visit, lead: Person, answering?: Person) {
  const [question, answer] = pick(demo.random, questions);
  const { id } = say(demo, made, visit, lead, 3, question, { isQuestion: true });
  if (answering) say(demo, made, visit, answering, 20, answer, { answersId: id });
}

function praiseIt(demo: Demo, made: Talk, visit: Visit, lead: Person, member: Person) {
  const { random } = demo;
  const comment = say(demo, made, visit, lead, 5, pick(random, praise));
  if (chance(random, 0.5)) say(demo, made, visit, lead, 6, pick(random, advice));
  const kind: Reaction = pick(random, reactions);
  const createdAt = later(demo, visit, 8);
  made.reactions.push({ tenantId: visit.tenantId, commentId: comment.id, personId: member.id, kind, createdAt });
}

function coach(demo: Demo, made: Talk, visit: Visit, lead: Person, present: Fieldwork['attendees']) {
  const { random } = demo;
  const createdAt = later(demo, visit, 2);
  const isThere = present.some(({ visitId, personId }) => visitId === visit.id && personId === lead.id);
  if (!isThere) {
    const at = visit.createdAt!;
    made.attendees.push({ ...shared(visit), id: demo.id(at), contactId: null, personId: lead.id, createdAt: at });
  }
  const scored = aspects.map((aspect) => [
    aspect,
    { score: between(random, 3, 5), note: chance(random, 0.4) ? pick(random, notes) : null },
  ]);
  made.coachings.push({
    ...shared(visit),
    id: demo.id(createdAt),
    coachId: lead.id,
    aspects: Object.fromEntries(scored) as Aspects,
    note: pick(random, advice),
    createdAt,
    updatedAt: createdAt,
    version: 1,
  });
}
