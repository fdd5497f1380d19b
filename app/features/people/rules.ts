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

/** How somebody came in. */
export const signInMethods = ['password', 'passkey', 'sso'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** Roles whose holder sees every row of the unit the role is held for, and of all units below it. */
export const unitRoles = ['team_lead', 'sales_director', 'service_agent', 'admin'] as const satisfies readonly Role[];

/** Roles held by people who have no customers of their own: their home page is not the pipeline. */
export const isSalesRole = (role: Role) => !['trainer', 'product_manager', 'employee', 'partner_agent'].includes(role);

export const unitKinds = ['group', 'province', 'city', 'team', 'department'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Kinds a unit of this kind may have below it. */
export const kindsBelow: Record<UnitKind, readonly UnitKind[]> = {
  group: ['province', 'department'],
  province: ['city', 'team', 'department'],
  city: ['team', 'department'],
  department: ['team', 'department'],
  team: [],
};

/** The top of a company: set up by hand, neither moved nor closed. */
export const isCompanyTop = (kind: UnitKind) => kind === 'group' || kind === 'province';

type Placed = { id: number; parentId: number | null; kind: UnitKind; tenantId: number; closedAt: Date | null };

/** The units among these that this one may lie under. */
export function placesFor<U extends Placed>(unit: Placed, among: readonly U[]): U[] {
  const inside = new Set([unit.id]);
  for (let grown = 0; grown !== inside.size; ) {
    grown = inside.size;
    for (const one of among) if (one.parentId !== null && inside.has(one.parentId)) inside.add(one.id);
  }
  return among.filter(
    (one) =>
      one.tenantId === unit.tenantId &&
      !one.closedAt &&
      !inside.has(one.id) &&
      kindsBelow[one.kind].includes(unit.kind),
  );
}

/** Roles that make somebody the head of the unit they hold it for. */
export const headRoles = ['team_lead', 'sales_director'] as const satisfies readonly Role[];

export type PersonState = 'active' | 'leaving' | 'left';

/** `leftOn` is the last working day; until it is over the person works. */
export function personState(leftOn: string | null, today: string): PersonState {
  if (leftOn === null) return 'active';
  return leftOn >= today ? 'leaving' : 'left';
}

/** Whether the role may be taken away: nobody locks themselves out of administration. */
export const mayRevoke = (role: Role, holderId: string, actorId: string) => role !== 'admin' || holderId !== actorId;

/** Where a person begins: directors with what changed, who only gives leads with that, everybody else with today. */
export function homeOf(role: Role) {
  if (role === 'sales_director') return '/review';
  return role === 'employee' || role === 'partner_agent' ? '/refer' : '/today';
}
