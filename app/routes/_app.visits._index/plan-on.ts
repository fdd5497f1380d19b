import type { VisitWeekData } from './load.server';

/** Where a visit of the person whose week this is is planned, on one of its days. */
export function planOn({ person, me }: VisitWeekData, on?: string) {
  const asked = new URLSearchParams({ ...(on && { on }), ...(person !== me && { owner: person }) });
  return asked.size ? `/visits/new?${asked}` : '/visits/new';
}
