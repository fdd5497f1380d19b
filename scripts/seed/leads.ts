import type { enquiryForms, journal, leadPolicies, leads, leadTurns } from '#drizzle/schema';
import { searchText } from '~/core/pinyin.server';
import { afterWorkHours } from '~/core/work-hours';
import { defaultLeadPolicy, type LeadSource, type LeadState } from '~/features/leads/rules';
import type { Company, Person } from './company';
import type { Deal } from './deals/deal';
import { type Demo, workdayAtOrBefore } from './demo';
import { makeMobile } from './names/people';
import { pick } from './random';

type Lead = typeof leads.$inferInsert;
type Told = {
  company: string;
  contact: string;
  need: string;
  source: LeadSource;
  state: LeadState;
  daysAgo: number;
  line?: string;
};

const told: Told[] = [
  { company: '湖滨假日酒店', contact: '前台赵经理', need: '客房Wi-Fi老断，想换一条专线', source: 'employee', state: 'offered', daysAgo: 0, line: 'private_line' },
  { company: '钱塘冷链物流园', contact: '孙主任', need: '三十辆冷藏车要装定位和温度监测', source: 'employee', state: 'accepted', daysAgo: 2, line: 'iot' },
  { company: '城西社区医院', contact: '信息科周老师', need: '门诊系统要上云，问报价', source: 'partner', state: 'accepted', daysAgo: 3, line: 'cloud' },
  { company: '东岳文旅集团', contact: '吴总助', need: '景区监控和广播一起改造', source: 'web', state: 'pool', daysAgo: 1, line: 'video' },
  { company: '梦溪印刷厂', contact: '郑师傅', need: '厂区搬迁，两条宽带要移机', source: 'campaign', state: 'pool', daysAgo: 1, line: 'internet' },
  { company: '远洋渔业合作社', contact: '林社长', need: '渔船上想打电话、看天气', source: 'employee', state: 'pool', daysAgo: 4, line: 'satellite' },
  { company: '云栖软件园物业', contact: '冯经理', need: '园区企业宽带合作分成', source: 'manager', state: 'accepted', daysAgo: 5, line: 'internet' },
  { company: '之江驾校', contact: '小马', need: '报名热线想换成400号码', source: 'employee', state: 'disqualified', daysAgo: 12, line: 'voice' },
  { company: '径山茶业', contact: '陆经理', need: '直播要稳定的上行带宽', source: 'partner', state: 'disqualified', daysAgo: 20, line: 'internet' },
]; // biome-ignore format: a table

/** What came in lately over every way, as far as it has got; three of them have become deals of the demo. */
export function makeLeads(demo: Demo, company: Company, deals: Deal[]) {
  const [manager, employee, partner, admin] = (['manager', 'employee', 'partner', 'admin'] as const).map(
    company.one,
  ) as [Person, Person, Person, Person];
  const { tenantId } = manager;
  const province =
    company.units.find((unit) => unit.tenantId === tenantId && unit.kind === 'province')?.id ?? manager.unitId;
  const city = company.units.find((unit) => unit.id === manager.unitId)?.parentId ?? province;
  const form: typeof enquiryForms.$inferInsert = {
    id: demo.id(demo.during(demo.day(-30))),
    tenantId,
    unitId: province,
    name: '企业上云开放日',
    source: 'campaign',
    token: 'demo-enquiry-cloud-day',
    createdBy: admin.id,
    createdAt: demo.during(demo.day(-30)),
  };
  const policy: typeof leadPolicies.$inferInsert = {
    ...defaultLeadPolicy,
    tenantId,
    id: demo.id(demo.during(demo.day(-60))),
    rules: [
      rule(demo, { line: 'satellite', unitId: province }),
      rule(demo, { regionCode: '330100', unitId: manager.unitId, personId: manager.id }),
      rule(demo, { source: 'employee', unitId: city }),
    ],
  };
  const rows = told.map((one) =>
    leadOf(demo, {
      ...one,
      tenantId,
      province,
      manager,
      form,
      referrer: one.source === 'partner' ? partner : employee,
    }),
  );
  const won = deals
    .filter(({ row }) => row.ownerId === manager.id && row.stageType === 'won' && row.closedOn)
    .slice(0, 1);
  const open = deals.filter(({ row }) => row.ownerId === manager.id && row.stageType === 'open').slice(0, 2);
  for (const [i, deal] of [...won, ...open].entries())
    rows.push(converted(demo, deal, province, manager, i === 1 ? partner : employee));
  return {
    forms: [form],
    policies: [policy],
    leads: rows,
    turns: rows.flatMap((row) => turnOf(demo, row)),
    journal: rows.map((row) => entryOf(demo, row)),
  };
}

function rule(
  demo: Demo,
  given: { unitId: number; regionCode?: string; line?: string; source?: LeadSource; personId?: string },
) {
  return {
    id: demo.id(demo.during(demo.day(-60))),
    regionCode: null,
    industry: null,
    line: null,
    source: null,
    personId: null,
    ...given,
  };
}

type Of = Told & {
  tenantId: number;
  province: number;
  manager: Person;
  referrer: Person;
  form: typeof enquiryForms.$inferInsert;
};

function leadOf(demo: Demo, { company, contact, need, source, state, daysAgo, line, ...of }: Of): Lead {
  const at = demo.during(workdayAtOrBefore(demo.day(-daysAgo - 1)));
  const isHeld = state === 'offered' || state === 'accepted';
  const phone = makeMobile(demo.random);
  const isPublic = source === 'web' || source === 'campaign';
  return {
    ...named(company, phone),
    tenantId: of.tenantId,
    id: demo.id(at),
    unitId: isHeld ? of.manager.unitId : of.province,
    poolUnitId: of.province,
    holderId: isHeld ? of.manager.id : null,
    state,
    source,
    campaign: source === 'campaign' ? of.form.name : null,
    referrerId: isPublic ? null : source === 'manager' ? of.manager.id : of.referrer.id,
    formId: isPublic ? of.form.id : null,
    contactName: contact,
    need,
    line: line ?? null,
    regionCode: '330100',
    offeredAt: isHeld ? at : null,
    dueAt: state === 'offered' ? afterWorkHours(demo.during(demo.day(0)), 8) : null,
    acceptedAt: state === 'accepted' ? afterWorkHours(at, 2) : null,
    reason: state === 'disqualified' ? pick(demo.random, ['no_need', 'no_budget'] as const) : null,
    answer: state === 'disqualified' ? '联系过了，对方今年不打算换，谢谢推荐！' : null,
    createdAt: at,
    updatedAt: at,
  };
}

const named = (company: string, phone: string) => ({
  company,
  phone,
  matchName: searchText({ name: company }).pinyin,
  matchPhone: phone.replace(/\D/g, ''),
});

/** The lead that a deal began as. */
function converted(demo: Demo, { row, customer }: Deal, province: number, manager: Person, referrer: Person): Lead {
  const at = new Date(row.createdAt!.getTime() - 2 * 86_400_000);
  const phone = makeMobile(demo.random);
  return {
    ...named(customer.row.name, phone),
    tenantId: row.tenantId,
    id: demo.id(at),
    unitId: manager.unitId,
    poolUnitId: province,
    holderId: manager.id,
    state: 'converted',
    source: referrer.key === 'partner' ? 'partner' : 'employee',
    referrerId: referrer.id,
    contactName: '前台',
    need: '听说在找运营商做组网',
    offeredAt: at,
    acceptedAt: new Date(at.getTime() + 3 * 3_600_000),
    convertedAt: row.createdAt,
    accountId: row.accountId,
    opportunityId: row.id,
    createdAt: at,
    updatedAt: row.createdAt,
  };
}

function turnOf(demo: Demo, row: Lead): (typeof leadTurns.$inferInsert)[] {
  if (!row.holderId) return [];
  const startedAt = row.offeredAt ?? row.createdAt!;
  const isEnded = row.state === 'converted';
  return [
    {
      tenantId: row.tenantId,
      id: demo.id(startedAt),
      leadId: row.id,
      personId: row.holderId,
      way: 'rule',
      startedAt,
      endedAt: isEnded ? row.convertedAt : null,
      outcome: isEnded ? 'converted' : null,
    },
  ];
}

function entryOf(demo: Demo, row: Lead): typeof journal.$inferInsert {
  return {
    tenantId: row.tenantId,
    id: demo.id(row.createdAt!),
    at: row.createdAt!,
    actorId: row.referrerId ?? null,
    event: 'lead.referred',
    subject: 'lead',
    subjectId: row.id,
    unitId: row.unitId,
    ownerId: null,
    before: null,
    after: { company: row.company, contactName: row.contactName, need: row.need, source: row.source },
  };
}
