import type { competitors, journal, qualificationScores, qualifications } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import { evidenceProbability } from '~/features/qualification/probability';
import { proposeResult } from '~/features/qualification/proposal';
import { type Gap, nothingKnown, type QualificationFacts } from '~/features/qualification/rules';
import { totalOf } from './deals/amount';
import type { Deal } from './deals/deal';
import { configuredProbability, stage } from './deals/path';
import type { Demo } from './demo';
import type { Field } from './fieldwork/fieldwork';
import { between, chance, pick, weighted } from './random';

const largeFen = 60_000_000;
const notes = {
  product: ['带宽与时延都满足，备份链路要另配', '标准产品即可，无需定制', '终端型号要等新版本'],
  service: ['7×24 驻场他们最看重', '本地维护站两小时到场', '对方要求故障先行赔付'],
  solution: ['方案已过客户技术初审', '还差与旧系统的对接方案', '按双路由设计，现场复勘过'],
} as const;
const events = ['老合同到期，不能断网', '新厂区投产前必须开通', '上级单位年底考核', '等保整改期限', '总部要求统一组网'];
const strategic = ['行业标杆，后续可复制', '二期规模是一期三倍', '守住存量专线', '首个卫星与地面融合项目'];
const reasons = ['省公司要求先进场', '客户高层口头承诺，书面下周给', '二期价值大，一期可以让'];

const worthOf = ({ row: { oneOffFen, monthlyFen, months } }: Deal) =>
  totalOf({ oneOffFen: oneOffFen ?? 0, monthlyFen: monthlyFen ?? 0, months: months ?? 0 });

type Made = {
  qualifications: (typeof qualifications.$inferInsert)[];
  scores: (typeof qualificationScores.$inferInsert)[];
  entries: (typeof journal.$inferInsert)[];
};

/** What is known of the larger deals: the further a deal has come, the more; some of them were looked at twice. */
export function makeQualifications(demo: Demo, fields: Field[], rivals: (typeof competitors.$inferInsert)[]): Made {
  const made: Made = { qualifications: [], scores: [], entries: [] };
  for (const field of fields)
    for (const deal of field.deals) {
      const isLarge = worthOf(deal) >= largeFen;
      if (isLarge && deal.row.stageType === 'open' && deal.row.stageId > stage.qualify)
        qualify(demo, made, field, deal, rivals);
    }
  return made;
}

function qualify(demo: Demo, made: Made, field: Field, deal: Deal, rivals: (typeof competitors.$inferInsert)[]) {
  const { row } = deal;
  const { tenantId, unitId, ownerId, accountId } = row;
  const decider = field.contacts.find(({ buyingRole }) => buyingRole === 'decision_maker');
  const facts = answersOf(demo, deal, decider?.id ?? null, rivals);
  const totalFen = worthOf(deal);
  const deciderAttitude = facts.deciderId ? (decider?.attitude ?? null) : null;
  const proposed = proposeResult(facts, { totalFen, deciderAttitude, today: demo.today }).result;
  const isBold = proposed !== 'go' && chance(demo.random, 0.12);
  const result = isBold ? 'go' : chance(demo.random, 0.85) ? proposed : null;
  const resultReason = isBold ? pick(demo.random, reasons) : null;
  const from = Math.max(row.createdAt.getTime(), fromLocal(demo.day(-35)).getTime());
  const until = fromLocal(demo.today).getTime() - 3_600_000;
  const at = new Date(from + Math.floor(demo.random() * Math.max(until - from, 0)));
  const whose = { tenantId, unitId, ownerId, accountId, opportunityId: row.id };
  const score = (when: Date, known: QualificationFacts) => {
    const before = (row.stageId - 1) * 2;
    const { percent } = evidenceProbability(
      { type: 'open', probability: configuredProbability[row.stageId] ?? 10 },
      [],
      known,
      known.deciderId ? deciderAttitude : null,
    );
    made.scores.push({
      ...whose, id: demo.id(when), at: when, byId: ownerId, facts: known, result: known === facts ? result : null,
      proposed: proposeResult(known, { totalFen, deciderAttitude, today: demo.today }).result,
      proven: before, expected: before + 2, probability: percent, createdAt: when,
    }); // biome-ignore format: one row
  };
  if (chance(demo.random, 0.4))
    score(new Date(from), { ...nothingKnown, fitProduct: facts.fitProduct, budget: 'asked' });
  score(at, facts);
  const version = made.scores.at(-2)?.opportunityId === row.id ? 2 : 1;
  made.qualifications.push({
    ...whose, id: demo.id(at), createdAt: at, updatedAt: at, version, ...facts, proposed, result, resultReason,
  }); // biome-ignore format: one row
  const after = { fitProduct: facts.fitProduct, budget: facts.budget, marginPercent: facts.marginPercent, result };
  made.entries.push({
    tenantId, id: demo.id(at), at, actorId: ownerId, event: 'opportunity.qualified', subject: 'opportunity',
    subjectId: row.id, accountId, unitId, ownerId, before: null, after,
  }); // biome-ignore format: one row
}

function answersOf(
  demo: Demo,
  deal: Deal,
  decider: string | null,
  rivals: (typeof competitors.$inferInsert)[],
): QualificationFacts {
  const { random } = demo;
  const { row, isQuiet } = deal;
  const isFar = row.stageId >= stage.propose;
  const grade = () => weighted(random, [[1, isQuiet ? 3 : 1], [2, isQuiet ? 12 : 7], [3, 25], [4, 42], [5, 24]]); // biome-ignore format: a table
  const note = (of: keyof typeof notes) => (chance(random, 0.6) ? pick(random, notes[of]) : null);
  const totalFen = worthOf(deal);
  const isFunded = chance(random, isQuiet ? 0.3 : isFar ? 0.85 : 0.5);
  const tender = weighted(random, [['yes', 45], ['no', isFar ? 45 : 25], ['unknown', isFar ? 4 : 30]] as const); // biome-ignore format: a table
  const weight = pick(random, [[40, 45, 15], [30, 50, 20], [50, 35, 15], [60, 30, 10]] as const); // biome-ignore format: a table
  const isTender = tender === 'yes' && isFar;
  const due = between(random, 4, 40);
  const isLikelyWon = (row.probability ?? 0) >= (configuredProbability[row.stageId] ?? 0);
  return {
    ...nothingKnown,
    fitProduct: grade(), fitProductNote: note('product'),
    fitService: chance(random, 0.9) ? grade() : null, fitServiceNote: note('service'),
    fitSolution: chance(random, isFar ? 0.97 : 0.7) ? grade() : null, fitSolutionNote: note('solution'),
    budget: isFunded ? 'known' : chance(random, 0.6) ? 'asked' : 'unknown',
    budgetFen: isFunded ? Math.round((totalFen * between(random, isQuiet ? 62 : 85, 130)) / 100 / 1_000_000) * 1_000_000 : null,
    deciderId: chance(random, isFar ? 0.95 : 0.6) ? decider : null,
    decisionOn: chance(random, isFar ? 0.9 : 0.6) ? (row.expectedCloseOn ?? null) : null,
    compellingEvent: chance(random, isQuiet ? 0.35 : 0.8) ? pick(random, events) : null,
    tender,
    tenderNo: isTender ? `ZB${demo.today.slice(0, 4)}-${between(random, 1000, 9999)}` : null,
    announcedOn: isTender ? demo.day(due - 30) : null,
    bidDueOn: isTender ? demo.day(due) : null,
    bidBondFen: isTender ? between(random, 2, 20) * 1_000_000 : null,
    weightPrice: isTender ? weight[0] : null, weightTechnical: isTender ? weight[1] : null, weightCommercial: isTender ? weight[2] : null,
    tenderInfluence: tender === 'yes' ? weighted(random, [['none', 2], ['some', 6], ['strong', 3]] as const) : null,
    gaps: gapsOf(demo, row.competitorId ?? null, rivals, isLikelyWon && !isQuiet),
    marginPercent: chance(random, isFar ? 0.95 : 0.6) ? between(random, 4, 34) : null,
    strategicWeight: chance(random, 0.8) ? between(random, 1, 5) : null,
    strategicWhy: chance(random, 0.5) ? pick(random, strategic) : null,
  }; // biome-ignore format: one line a subject
}

function gapsOf(
  { random }: Demo,
  known: string | null,
  rivals: (typeof competitors.$inferInsert)[],
  isAhead: boolean,
): Gap[] {
  const others = [
    ...new Set([known ?? pick(random, rivals).id, ...(chance(random, 0.45) ? [pick(random, rivals).id] : [])]),
  ];
  const step = () => weighted(random, isAhead ? [[-1, 2], [0, 4], [1, 4], [2, 2]] : [[-2, 1], [-1, 4], [0, 4], [1, 2]]); // biome-ignore format: a table
  return others.map((competitorId) => ({
    competitorId,
    product: step(),
    service: step(),
    brand: step(),
    relationship: step(),
  }));
}
