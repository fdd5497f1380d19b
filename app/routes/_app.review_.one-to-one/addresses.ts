import type { TalkPage } from './route';

const address = (unit: number, person?: string, deal?: string) =>
  `/review/one-to-one?${new URLSearchParams({ unit: String(unit), ...(person && { person }), ...(deal && { deal }) })}`;

/** Where a step to another person or deal leads; null at either end. */
export function neighbours({ unit, sellers, person, deals, at }: TalkPage) {
  const where = sellers.findIndex(({ id }) => id === person?.id);
  const personAt = (index: number) => (sellers[index] ? address(unit.id, sellers[index].id) : null);
  const dealAt = (index: number) => (deals[index] && person ? address(unit.id, person.id, deals[index].id) : null);
  return {
    nextPerson: personAt(where + 1),
    previousPerson: where > 0 ? personAt(where - 1) : null,
    nextDeal: dealAt(at + 1),
    previousDeal: at > 0 ? dealAt(at - 1) : null,
    here: address(unit.id, person?.id, deals[at]?.id),
  };
}

export const dealAddress = (page: TalkPage, deal: string) => address(page.unit.id, page.person?.id, deal);
