import type { BuyingRole } from '~/features/contacts/rules';

/** Who was at the last visit; `gone` cannot be chosen any more. */
export type LastCompany = { contactIds: string[]; people: { id: string; name: string }[]; gone: string[] };

/** What a visit form offers once its account is known. */
export type VisitPickers = {
  contacts: { id: string; name: string; title: string | null; buyingRole: BuyingRole | null }[];
  opportunities: { id: string; title: string; isOpen: boolean }[];
  last: LastCompany | null;
  competitors: { id: string; name: string }[];
  /** `isLead`: their coming makes it a joint visit. */
  colleagues: { id: string; name: string; title: string | null; isLead: boolean }[];
};
