import type { BuyingRole } from '~/features/contacts/rules';

/** What a visit form offers once its account is known. */
export type VisitPickers = {
  contacts: { id: string; name: string; title: string | null; buyingRole: BuyingRole | null }[];
  opportunities: { id: string; title: string; isOpen: boolean }[];
  colleagues: { id: string; name: string; title: string | null }[];
};
