export type Sizes = { accounts: number; opportunities: number; visits: number; tenants: number };

/** How much of everything belongs to these sizes: at a million opportunities, 2,000 units and 1,500 managers. */
export function planFor(sizes: Sizes) {
  const { accounts, opportunities, visits, tenants } = sizes;
  const managers = Math.max(2 * tenants, Math.round(opportunities / 667));
  return {
    ...sizes,
    managers,
    units: Math.max(4 * tenants, Math.round(opportunities / 500)),
    contacts: Math.round(accounts * 1.5),
    needs: Math.round(opportunities / 10),
    commitments: Math.round(visits / 20),
  };
}
export type Plan = ReturnType<typeof planFor>;
