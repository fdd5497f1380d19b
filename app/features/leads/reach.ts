import type { Role } from '~/features/people/rules';

/** Who may take leads from a pool: those who serve customers themselves. */
export const isSeller = (role: Role) => ['account_manager', 'team_lead', 'sales_director'].includes(role);
