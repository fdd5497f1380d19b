import type { certificatesHeld } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { Company } from './company';
import type { Demo } from './demo';

/** Two colleagues may plan satellite links; whoever wants to quote one has them join. */
export function makeCertificates(demo: Demo, company: Company): (typeof certificatesHeld.$inferInsert)[] {
  const { tenantId } = company.one('manager');
  const colleagues = company.people.filter(
    (person) =>
      person.tenantId === tenantId && person.roles.includes('account_manager') && !person.key && !person.leftOn,
  );
  const createdAt = fromLocal(demo.day(-200));
  return colleagues.slice(0, 2).map(({ id }) => ({
    id: demo.id(createdAt),
    tenantId,
    personId: id,
    code: '卫星方案工程师',
    issuedBy: '集团培训中心',
    validUntil: demo.day(400),
    createdAt,
  }));
}
