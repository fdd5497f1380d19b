import type { contacts } from '#drizzle/schema';
import { parsePhone } from '~/core/phone-number.server';
import { searchText } from '~/core/pinyin.server';
import type { Attitude } from '~/features/contacts/rules';
import type { Customer } from './customers/customer';
import type { Demo } from './demo';
import { jobsAt, makeEmail, makeLandline, makeMobile, makePerson, spokenOf } from './names/people';
import { between, chance, shuffle, weighted } from './random';

export type Contact = typeof contacts.$inferInsert & { id: string; called: string };

const counts = { A: [4, 8], B: [3, 5], C: [2, 3], D: [1, 2] } as const;
const wants = { supports: 30, neutral: 44, opposes: 8, unknown: 18 } satisfies Record<Attitude, number>;
const lowest = { decision_maker: 4, influencer: 3, technical_evaluator: 2, user: 1, gatekeeper: 1 } as const;

/** The people of one customer; who decides is missing now and then, a gap for the decision chain to name. */
export function makeContacts(demo: Demo, customer: Customer): Contact[] {
  const { random } = demo;
  const { row, organisation } = customer;
  const jobs = jobsAt(organisation);
  const [low, high] = counts[row.grade];
  const count = between(random, low, high);
  const [top, ...rest] = jobs;
  const known = chance(random, 0.78) && top ? [top, ...shuffle(random, rest)] : shuffle(random, rest);
  let boss: Contact | undefined;
  let middle: Contact | undefined;
  return known.slice(0, count).map((job) => {
    const person = makePerson(random, row.regionCode ?? '');
    const createdAt = demo.during(demo.day(-between(random, 30, 540)));
    const mobile = makeMobile(random);
    const phone = chance(random, 0.4) ? makeLandline(random, row.regionCode ?? '') : null;
    const email = chance(random, 0.6) ? makeEmail(random, person, row.shortName) : null;
    const contact: Contact = {
      tenantId: row.tenantId,
      id: demo.id(createdAt),
      unitId: row.unitId,
      ownerId: row.ownerId,
      accountId: row.id,
      createdAt,
      updatedAt: createdAt,
      name: person.name,
      ...searchText({ name: person.name, person: true, extra: [mobile, phone?.replace(/\D/g, ''), email] }),
      title: job.title,
      department: job.department,
      mobile: written(mobile),
      phone: phone && written(phone),
      email,
      reportsToId: null,
      buyingRole: chance(random, 0.07) ? 'champion' : chance(random, 0.93) ? job.buyingRole : null,
      influence: lowest[job.buyingRole] + between(random, 0, 1),
      attitude: weighted(random, Object.entries(wants) as [Attitude, number][]),
      called: spokenOf(person, job.title),
    };
    const under = job.buyingRole === 'technical_evaluator' || job.buyingRole === 'user' ? (middle ?? boss) : boss;
    if (under && chance(random, 0.85)) contact.reportsToId = under.id;
    if (job.buyingRole === 'decision_maker') boss ??= contact;
    else if (job.buyingRole === 'influencer') middle ??= contact;
    return contact;
  });
}

/** As a telephone is shown here. */
const written = (number: string) => parsePhone(number)?.display ?? number;
