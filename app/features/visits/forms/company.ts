type Actor = { tenantId: number; visibleTenants: number[] };

/** The company a page is about: the one asked for, as far as the person sees it whole; else their own. */
export function companyOf(actor: Actor, search: URLSearchParams) {
  const asked = Number(search.get('company'));
  return actor.visibleTenants.includes(asked) ? asked : actor.tenantId;
}
