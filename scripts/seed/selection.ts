import type {
  candidateScores,
  candidates,
  onboardingItems,
  onboardingPlans,
  openingAssessors,
  openings,
  selectionDecisions,
} from '#drizzle/schema';
import { addDays } from '~/core/dates';
import type { Company, Person } from './company';
import type { Demo } from './demo';

type Judged = { who: Person; story: string; marks: [number, number, number, number, string][] };

const criteria = (marks: [number, number, number, number, string]) => {
  const [responsibility, experience, communication, learning, note] = marks;
  return { responsibility, experience, communication, learning, note };
};

/** One place being judged, with marks still to come from two of three; one that was decided, and the first weeks of who was chosen. */
export function makeSelection(demo: Demo, company: Company) {
  const made = {
    openings: [] as (typeof openings.$inferInsert)[],
    assessors: [] as (typeof openingAssessors.$inferInsert)[],
    candidates: [] as (typeof candidates.$inferInsert)[],
    scores: [] as (typeof candidateScores.$inferInsert)[],
    decisions: [] as (typeof selectionDecisions.$inferInsert)[],
    plans: [] as (typeof onboardingPlans.$inferInsert)[],
    items: [] as (typeof onboardingItems.$inferInsert)[],
  };
  const [manager, lead, director, trainer] = (['manager', 'lead', 'director', 'trainer'] as const).map(company.one) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const { tenantId } = manager;
  const [newcomer, other, third] = company.people.filter(
    (one) => one.tenantId === tenantId && !one.key && !one.leftOn && one.roles.includes('account_manager'),
  );
  if (!newcomer || !other || !third) return made;
  const assessors = [lead, manager, trainer];

  function open(title: string, note: string, at: Date, judged: Judged[], closesOn: string) {
    const id = demo.id(at);
    const weights = { responsibility: 35, experience: 20, communication: 25, learning: 20 };
    const own = { tenantId, state: 'open' as const, createdBy: director.id, createdAt: at, updatedAt: at, version: 1 };
    made.openings.push({ ...own, id, teamId: manager.unitId, title, note, seats: 1, weights, closesOn });
    for (const { id: personId } of assessors) made.assessors.push({ tenantId, openingId: id, personId, createdAt: at });
    for (const { who, story, marks } of judged) {
      const candidateId = demo.id(at);
      const from = { tenantId, openingId: id, state: 'standing' as const, proposedBy: director.id, createdAt: at };
      made.candidates.push({ ...from, id: candidateId, personId: who.id, story });
      for (const [n, mark] of marks.entries())
        made.scores.push({ tenantId, candidateId, assessorId: assessors[n]!.id, ...criteria(mark), submittedAt: at });
    }
    return id;
  }

  open('政企一部客户经理（教育行业）', '明年春季三所高校要上云，需要一位能沉下心做服务的同事。', demo.during(demo.day(-6)), [
    { who: company.one('employee'), story: '前台五年，推荐了多家客户，客户点名要她对接。', marks: [[5, 3, 5, 4, '答应的事从不落下，客户愿意找她。']] },
    { who: company.one('service'), story: '客服骨干，熟悉专线开通全流程。', marks: [[4, 4, 4, 4, '流程熟，遇事先想办法。']] },
    { who: third, story: '想专做教育行业的客户经理。', marks: [[4, 5, 3, 3, '经验足，写方案略慢。']] },
  ], demo.day(5)); // biome-ignore format: a table

  const begun = demo.during(demo.day(-48));
  const decided = demo.during(demo.day(-30));
  const id = open('政企一部客户经理（医疗行业）', '接手两家市级医院，先跟老客户经理三个月。', begun, [
    { who: newcomer, story: '驻点医院两年，和信息科配合默契。', marks: [[5, 4, 4, 5, '半夜抢修随叫随到。'], [5, 3, 4, 5, '学东西快，一周上手系统。'], [4, 4, 5, 4, '培训考核第一。']] },
    { who: other, story: '产品支撑，方案能力强。', marks: [[4, 4, 3, 4, '方案扎实，见客户还放不开。'], [3, 5, 4, 3, '技术没问题。'], [5, 4, 2, 4, '沟通要练，责任心好。']] },
  ], demo.day(-35)); // biome-ignore format: a table
  const opening = made.openings.find((one) => one.id === id)!;
  Object.assign(opening, { state: 'decided', updatedAt: decided, version: 2 });
  for (const one of made.candidates.filter(({ openingId }) => openingId === id))
    Object.assign(
      one,
      { decidedAt: decided },
      one.personId === newcomer.id
        ? { state: 'chosen' }
        : {
            state: 'not_chosen',
            nextSteps: `先跟${manager.name}走访两家客户，下季度参加“高层拜访”课，明年三月教育行业再开岗位，欢迎再来。`,
          },
    );
  made.decisions.push({ tenantId, openingId: id, reason: '责任心和学习速度突出，三位评委意见一致。', decidedBy: director.id, decidedAt: decided }); // biome-ignore format: one line
  const planId = demo.id(decided);
  const startsOn = demo.day(-24);
  made.plans.push({
    ...{ tenantId, id: planId, openingId: id, personId: newcomer.id, mentorId: manager.id, teamId: manager.unitId },
    ...{ startsOn, createdBy: director.id, createdAt: decided, updatedAt: decided, version: 1 },
  });
  const steps = [
    ['course', '集团客户销售基础', 20],
    ['course', '产品与集团资费', 12],
    ['course', '系统操作与工作计划', null],
    ['task', '跟师傅走访三家客户', 9],
    ['task', '独立完成一次拜访记录', null],
  ] as const;
  for (const [position, [kind, title, ago]] of steps.entries())
    made.items.push({
      ...{ tenantId, id: demo.id(decided), planId, position, kind, title, dueOn: addDays(startsOn, 14 + position * 7) },
      ...(ago && { doneAt: demo.during(demo.day(-ago)), doneBy: kind === 'course' ? newcomer.id : manager.id }),
    });
  return made;
}
