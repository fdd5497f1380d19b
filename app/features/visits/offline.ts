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
  return { kind: 'commitment' as const, subject: commitmentSubject(id), next };
}

/** What became of a commitment; what is left out wants an answer at once. */
export function keepableSettling(entries: Entries) {
  const [id, verb] = [entryOf(entries, 'commitmentId'), entryOf(entries, 'verb')];
  const kind = settledOffline.find((one) => one === verb);
  if (!id || !kind) return null;
  const next = safeRedirect(entryOf(entries, 'back') ?? null, '/commitments');
  return { kind, subject: commitmentSubject(id), next };
}
export const settledOffline = ['keep', 'break', 'answer', 'prove'] as const;
export const commitmentSubject = (id: string) => `commitment/${id}`;
/** Where what is typed about one is kept. */
export const commitmentDraft = (id: string, verb: string) => `/commitments/${id}/${verb}`;

/** Where what is typed into the form of a new visit is kept. */
export const newVisitDraft = (accountId: string) => `/visits/new/${accountId}`;
/** And that of a new commitment. */
export const newCommitmentDraft = (accountId: string) => `/commitments/new/${accountId}`;
