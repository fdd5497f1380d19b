import { type Entries, entryOf, type Item } from '~/core/offline/item';
import { safeRedirect } from '~/core/paths';

/** What a contact is known by before the server knows it. */
export const contactSubject = (id: string) => `contact/${id}`;

/** Of the forms about contacts a new one may wait for the network; then the page it was opened from goes on. */
export function keepableContact(entries: Entries, _path: string, search: URLSearchParams) {
  const id = entryOf(entries, 'id');
  if (entryOf(entries, 'intent') !== 'create' || !id) return null;
  return { kind: 'contact' as const, subject: contactSubject(id), next: safeRedirect(search.get('back'), '/outbox') };
}

/** New contacts of an account that wait on this device: a visit may name them already. */
export const keptContacts = (items: Item[], accountId: string) =>
  items
    .filter(({ kind, path, refusal }) => kind === 'contact' && !refusal && path === `/accounts/${accountId}/people`)
    .map(({ entries }) => ({ id: entryOf(entries, 'id') ?? '', name: entryOf(entries, 'name') ?? '' }));
