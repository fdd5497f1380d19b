export const roles = [
  'account_manager',
  'team_lead',
  'sales_director',
  'trainer',
  'product_manager',
  'service_agent',
  'employee',
  'partner_agent',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** Roles whose holder sees every row of the unit the role is held for, and of all units below it. */
export const unitRoles = ['team_lead', 'sales_director', 'service_agent', 'admin'] as const satisfies readonly Role[];

/** Roles held by people who have no customers of their own: their home page is not the pipeline. */
export const isSalesRole = (role: Role) => !['trainer', 'product_manager', 'employee', 'partner_agent'].includes(role);

export const unitKinds = ['group', 'province', 'city', 'team', 'department'] as const;
export type UnitKind = (typeof unitKinds)[number];
