import type {
  certificateEvidence,
  certificateGoals,
  certificateRequirements,
  certificates,
  certificateTypes,
  offerings,
} from '#drizzle/schema';
import { addDays, fromLocal } from '~/core/dates';
import type { Grade } from '~/features/accounts/rules';
import { type Family, lastDay, numberLetters } from '~/features/certification/rules';
import type { ProductLine } from '~/features/offerings/rules';
import type { Role } from '~/features/people/rules';
import type { Company, Person } from './company';
import type { Demo } from './demo';
import { between } from './random';

type Kind = readonly [
  code: string,
  family: Family,
  name: string,
  nameEn: string,
  months: number,
  more?: { line?: ProductLine; levels?: number; roleMonths?: number },
];

const satellite = '卫星方案工程师';
const kinds: readonly Kind[] = [
  ['NET-LINE', 'product', '互联网专线', 'Dedicated Internet', 24, { line: 'internet' }],
  ['SD-WAN', 'product', 'SD-WAN', 'SD-WAN', 24, { line: 'private_line' }],
  ['5G-PRIVATE', 'product', '5G 专网', '5G Private Network', 24, { line: 'mobile' }],
  ['CLOUD-IDC', 'product', '云与 IDC', 'Cloud and IDC', 24, { line: 'cloud' }],
  ['IOT', 'product', '物联网', 'IoT', 24, { line: 'iot' }],
  [satellite, 'product', '卫星方案工程师', 'Satellite Solution Engineer', 36, { line: 'satellite', roleMonths: 12 }],
  ['SOLUTION', 'skill', '方案销售', 'Solution Selling', 36, { levels: 3 }],
  ['BIDDING', 'skill', '投标与合规', 'Bidding and Compliance', 24],
  ['EXEC-VISIT', 'skill', '高层拜访', 'Executive Visits', 36, { roleMonths: 6 }],
  ['NEGOTIATION', 'skill', '商务谈判', 'Negotiation', 36, { levels: 2 }],
  ['INFOSEC', 'mandatory', '信息安全', 'Information Security', 12],
  ['DATA', 'mandatory', '数据合规', 'Data Compliance', 12],
]; // biome-ignore format: one line a type

const asked: readonly (readonly [role: Role, codes: string, more?: { line?: ProductLine; grade?: Grade }])[] = [
  ['account_manager', 'NET-LINE SD-WAN SOLUTION BIDDING INFOSEC DATA'],
  ['account_manager', 'EXEC-VISIT', { grade: 'A' }],
  ['account_manager', '5G-PRIVATE', { line: 'mobile' }],
  ['account_manager', 'CLOUD-IDC', { line: 'cloud' }],
  ['account_manager', 'IOT', { line: 'iot' }],
  ['account_manager', satellite, { line: 'satellite' }],
  ['team_lead', 'NET-LINE SD-WAN SOLUTION BIDDING EXEC-VISIT NEGOTIATION INFOSEC DATA'],
  ['sales_director', 'EXEC-VISIT NEGOTIATION INFOSEC DATA'],
  ['service_agent', 'NET-LINE INFOSEC DATA'],
  ['product_manager', 'SOLUTION INFOSEC DATA'],
];

/** What may be quoted only with a certificate, besides what the satellite range asks for itself. */
const gated: Record<string, string> = {
  'PL-SDWAN': 'SD-WAN',
  'MOB-5GP': '5G-PRIVATE',
  'CLD-GOV': 'CLOUD-IDC',
  'CLD-IDC': 'CLOUD-IDC',
  'CLD-DR': 'CLOUD-IDC',
};
export function gateOfferings(list: (typeof offerings.$inferInsert)[]) {
  for (const one of list) one.certificateCode ??= gated[one.code] ?? null;
}

/** How far the people of the story are, where the dice do not decide: days left, or none. */
const story: Partial<Record<NonNullable<Person['key']>, Record<string, number | null>>> = {
  manager: { 'NET-LINE': 480, 'SD-WAN': 390, '5G-PRIVATE': 23, 'CLOUD-IDC': 500, SOLUTION: 700, BIDDING: 260, 'EXEC-VISIT': null, INFOSEC: 190, DATA: 12 },
  lead: { 'NET-LINE': 410, 'SD-WAN': 230, SOLUTION: 620, BIDDING: 66, 'EXEC-VISIT': 500, NEGOTIATION: null, INFOSEC: 140, DATA: -6 },
}; // biome-ignore format: one line a person
const satelliteHolders = 2;

type Made = {
  types: (typeof certificateTypes.$inferInsert)[];
  requirements: (typeof certificateRequirements.$inferInsert)[];
  certificates: (typeof certificates.$inferInsert)[];
  evidence: (typeof certificateEvidence.$inferInsert)[];
  goals: (typeof certificateGoals.$inferInsert)[];
};

/** Everybody who sells or serves, with what they proved: most of it valid, some of it ending, a little of it over. */
export function makeCertificates(demo: Demo, company: Company): Made {
  const made: Made = { types: [], requirements: [], certificates: [], evidence: [], goals: [] };
  for (const { id } of company.tenants) if (id !== undefined) certify(demo, company, id, made);
  return made;
}

function certify(demo: Demo, company: Company, tenantId: number, made: Made) {
  const staff = company.people.filter((one) => one.tenantId === tenantId && !one.leftOn);
  const keeper =
    staff.find(({ roles }) => roles.includes('trainer')) ?? staff.find(({ roles }) => roles.includes('sales_director'));
  const colleagues = staff.filter(({ roles, key }) => roles.includes('account_manager') && !key);
  if (!keeper || !staff.some(({ roles }) => roles.includes('account_manager'))) return;
  const begun = fromLocal(demo.day(-700));
  kinds.forEach(([code, family, name, nameEn, months, more = {}], position) => {
    const { line = null, levels = 1, roleMonths = 0 } = more;
    made.types.push({
      ...{ tenantId, id: demo.id(begun), code, family, name, nameEn, months, position, roleMonths },
      ...{ productLine: line, topLevel: levels, createdAt: begun, updatedAt: begun },
    });
  });
  for (const [role, codes, more = {}] of asked)
    for (const code of codes.split(codes === satellite ? '\n' : ' '))
      made.requirements.push({
        ...{ tenantId, id: demo.id(begun), role, productLine: more.line ?? null, grade: more.grade ?? null, code },
        ...{ createdBy: keeper.id, createdAt: begun },
      });

  const give = (person: Person, code: string, daysLeft: number) => {
    const months = kinds.find((kind) => kind[0] === code)?.[4] ?? 24;
    // the first day whose term ends when it should
    let issuedOn = addDays(demo.day(daysLeft), -Math.round(months * 30.44));
    while ((lastDay(issuedOn, months) ?? '') < demo.day(daysLeft)) issuedOn = addDays(issuedOn, 1);
    if (issuedOn > demo.today) issuedOn = demo.day(-between(demo.random, 1, 20));
    const createdAt = demo.during(issuedOn);
    const letters = Array.from({ length: 12 }, () => numberLetters[between(demo.random, 0, numberLetters.length - 1)]);
    const text = letters.join('');
    made.certificates.push({
      ...{ tenantId, id: demo.id(createdAt), personId: person.id, code, issuedOn, source: 'exam' },
      number: `JK-${issuedOn.slice(2, 4)}${issuedOn.slice(5, 7)}-${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`,
      ...{ validUntil: lastDay(issuedOn, months), issuedBy: '集团培训中心', createdBy: keeper.id, createdAt },
    });
  };
  for (const person of colleagues.slice(0, satelliteHolders)) give(person, satellite, 400);
  for (const person of staff) {
    const told = person.key && story[person.key];
    for (const [code, , , , months] of kinds) {
      if (code === satellite) continue;
      if (told && code in told) {
        const days = told[code];
        if (typeof days === 'number') give(person, code, days);
        continue;
      }
      if (told || !asked.some(([role, codes]) => person.roles.includes(role) && codes.split(' ').includes(code)))
        continue;
      const dice = demo.random();
      if (dice < 0.1) give(person, code, Math.floor(months * 30.4) - between(demo.random, 2, 25));
      else if (dice < 0.64) give(person, code, between(demo.random, 40, months * 28));
      else if (dice < 0.71) give(person, code, between(demo.random, 3, 29));
      else if (dice < 0.77) give(person, code, -between(demo.random, 20, 90));
      else if (dice < 0.85)
        made.goals.push({
          ...{
            tenantId,
            id: demo.id(demo.during(demo.day(-9))),
            personId: person.id,
            code,
            dueOn: demo.day(between(demo.random, 6, 30)),
          },
          ...{ assignedBy: keeper.id, assignedAt: demo.during(demo.day(-9)) },
        });
    }
  }
  const [first, second] = colleagues.slice(-2);
  const lead = staff.find(({ roles }) => roles.includes('team_lead'));
  for (const [person, code, by, note] of [
    [first, 'NEGOTIATION', lead, '外部机构结业证书，成绩 88 分'],
    [second, 'CLOUD-IDC', second, '厂商认证证书，原号见扫描件'],
  ] as const)
    if (person && by)
      made.evidence.push({
        ...{ tenantId, id: demo.id(demo.during(demo.day(-2))), personId: person.id, code, issuedOn: demo.day(-30) },
        ...{
          validUntil: demo.day(700),
          issuedBy: '省人社厅',
          note,
          proposedBy: by.id,
          proposedAt: demo.during(demo.day(-2)),
        },
      });
}
