import { type Entries, entryOf } from '~/core/offline/item';
import { paths } from '~/core/paths';

/** Of the forms about contacts a new one may wait for the network. */
export function keepableContact(entries: Entries, path: string) {
  const id = entryOf(entries, 'id');
  if (entryOf(entries, 'intent') !== 'create' || !id) return null;
  return { kind: 'contact' as const, subject: paths.contact(path.split('/')[2] ?? '', id), next: '/outbox' };
}
