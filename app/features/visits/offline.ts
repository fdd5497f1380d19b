import { type Entries, entryOf } from '~/core/offline/item';
import { paths } from '~/core/paths';
import { contactSubject } from '~/features/contacts/offline';
import type { VisitStatus } from './rules';

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

/** Where what is typed into the form of a new visit is kept. */
export const newVisitDraft = (accountId: string) => `/visits/new/${accountId}`;

type Planned = { id: string; accountId: string; status: VisitStatus; plannedAt: Date };

/** A page is kept as a document and as data. */
const mostPages = 75;

/**
 * What the phone opens without a network, the nearest first: the day, its visits with their briefs and forms, then the
 * accounts behind them.
 */
export function packOf(visits: Planned[], now: Date): string[] {
  const away = ({ plannedAt }: Planned) => Math.abs(plannedAt.getTime() - now.getTime());
  const nearest = [...visits].sort((a, b) => away(a) - away(b));
  const isAhead = ({ status }: Planned) => status === 'planned' || status === 'in_progress';
  const ofVisits = nearest.flatMap((visit) => {
    const page = paths.visit(visit.id);
    return isAhead(visit) ? [page, `${page}?do=complete`, `${page}/brief`] : [page];
  });
  const accounts = [...new Set(nearest.map((visit) => visit.accountId))];
  const ofAccounts = accounts.flatMap((id) => [
    paths.account(id),
    `/visits/new?account=${id}`,
    `/visits/new?account=${id}&mode=log`,
    `/accounts/${id}/people?peek=new`,
  ]);
  const first = ['/today', '/outbox'];
  // at least a third for the accounts, or a full week would leave none of their pages
  const room = Math.max(mostPages - first.length - ofAccounts.length, Math.round((mostPages * 2) / 3));
  return [...first, ...ofVisits.slice(0, room), ...ofAccounts].slice(0, mostPages);
}
