import { type Entries, entryOf } from '~/core/offline/item';
import { paths, safeRedirect } from '~/core/paths';
import { contactSubject } from '~/features/contacts/offline';

/** Contacts a form names may wait themselves. */
const namedIn = (entries: Entries) =>
  entries.filter(([name]) => name === 'contactIds').map(([, contactId]) => contactSubject(contactId));

/** The verbs of a visit's page that may wait for the network. */
export function keepableVisit(entries: Entries, path: string) {
  const intent = entryOf(entries, 'intent');
  if (intent === 'start') return { kind: 'start' as const, subject: path, next: `${path}?do=complete` };
  if (intent === 'complete') {
    return { kind: 'complete' as const, subject: path, needs: namedIn(entries), next: '/today' };
  }
  return null;
}

/** A visit planned or logged; it is known by the id its form brought along. */
export function keepableNewVisit(entries: Entries) {
  const [id, mode] = [entryOf(entries, 'id'), entryOf(entries, 'mode')];
  if (!id || (mode !== 'plan' && mode !== 'log')) return null;
  return { kind: mode as 'plan' | 'log', subject: paths.visit(id), needs: namedIn(entries), next: '/today' };
}

/** A commitment made outside a visit. */
export function keepableCommitment(entries: Entries) {
  const id = entryOf(entries, 'id');
  if (!id) return null;
  const next = safeRedirect(entryOf(entries, 'back') ?? null, '/today');
  return { kind: 'commitment' as const, subject: `commitment/${id}`, next };
}

/** Where what is typed into the form of a new visit is kept. */
export const newVisitDraft = (accountId: string) => `/visits/new/${accountId}`;
/** And that of a new commitment. */
export const newCommitmentDraft = (accountId: string) => `/commitments/new/${accountId}`;
