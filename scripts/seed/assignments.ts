import type { assignments } from '#drizzle/schema';
import { today as businessDay } from '~/core/dates';
import type { AssignmentRole } from '~/features/assignments/rules';
import type { Company } from './company';
import type { Customer } from './customers/customer';
import type { Demo } from './demo';
import { chance, pick } from './random';

type Assignment = typeof assignments.$inferInsert;

const reasons = ['区域划分调整', '行业客户集中服务', '客户经理岗位轮换', '工作量均衡'];

/** Who serves the account now, who did before, and whoever helps. */
export function makeAssignments(demo: Demo, company: Company, customer: Customer): Assignment[] {
  const { row, owner, previous, since } = customer;
  const { random } = demo;
  const lead = company.people.find((one) => one.unitId === owner.unitId && one.roles.includes('team_lead')) ?? owner;
  const start = businessDay(row.createdAt);
  const make = (role: AssignmentRole, ownerId: string, from: string, to: string, reason: string | null): Assignment => {
    const createdAt = demo.during(from);
    return {
      tenantId: row.tenantId,
      id: demo.id(createdAt),
      unitId: row.unitId,
      ownerId,
      accountId: row.id,
      role,
      during: `[${from},${to})`,
      reason,
      assignedBy: lead.id,
      createdAt,
    };
  };
  const made = [make('primary', owner.id, since, '', previous ? pick(random, reasons) : null)];
  if (previous) made.push(make('primary', previous.id, start, since, null));
  const team = company.people.filter((one) => one.unitId === owner.unitId && one !== owner && !one.leftOn);
  const helpers = team.filter((one) => one.roles.includes('account_manager'));
  if (helpers.length && chance(random, row.grade === 'A' ? 0.6 : 0.15)) {
    made.push(make('backup', pick(random, helpers).id, since, '', null));
  }
  const agents = company.people.filter((one) => one.tenantId === row.tenantId && one.roles.includes('service_agent'));
  if (agents.length && row.grade === 'A' && chance(random, 0.5)) {
    made.push(make('service', pick(random, agents).id, since, '', null));
  }
  return made;
}
