import { hasBegun, type VisitStatus } from '~/features/visits/rules';

export const validMinutes = 30;
export const longestComment = 200;

/** A code as it stands in an address: the long one of the picture or the six digits to type. */
export const isCode = (text: string) => /^\d{6}$/.test(text) || /^[\w-]{22}$/.test(text);

/** What somebody typed as the six digits: spaces, hyphens and full-width digits are all the same. */
export const digitsOf = (typed: string) => typed.normalize('NFKC').replace(/[\s-]/g, '');

export const mayConfirm = (visit: { status: VisitStatus; confirmedAt: Date | null }) =>
  hasBegun(visit.status) && visit.confirmedAt === null;
