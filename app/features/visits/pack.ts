import { addDays, startOf, today } from '~/core/dates';
import { paths } from '~/core/paths';
import type { VisitStatus } from './rules';

/** `isJoint`: of somebody else, whom the person comes along with. */
type Planned = { id: string; accountId: string; status: VisitStatus; plannedAt: Date; isJoint?: boolean };
/** Pages kept fresh, and pages of which an older copy will do: each as a document and as data. */
export type Pack = { pages: string[]; later: string[] };

const mostPages = 90;
const mostLater = 340;
const daysKept = 7;
/** Of how many accounts of their own a phone keeps the pages. */
export const accountsKept = 50;

/** Where one plans and looks things up, whatever the day. */
const always = ['/today', '/outbox', '/visits/plan', '/visits/new?mode=log', '/accounts', '/commitments'];

/** The other days of this week, and those of a week either way that have a visit. */
function daysOf(visits: Planned[], now: Date) {
  const day = today(now);
  const monday = startOf(day, 'week');
  const planned = new Set(visits.map(({ plannedAt }) => today(plannedAt)));
  return Array.from({ length: 2 * daysKept + 1 }, (_, i) => addDays(day, i - daysKept))
    .filter((one) => one !== day && (planned.has(one) || startOf(one, 'week') === monday))
    .map((one) => `/today?day=${one}`);
}

/** The account, its people with their numbers, and the forms one fills in there; of its tab the data will do. */
const core = (id: string) => [
  paths.account(id),
  `${paths.account(id)}.data?tab=people`,
  `${paths.account(id)}/people`,
  `${paths.account(id)}/people?peek=new`,
  `/visits/plan?account=${id}`,
  `/visits/new?account=${id}&mode=log`,
];
const whole = (id: string) => [...core(id), `/visits/new?account=${id}`, `/commitments/new?account=${id}`];

/**
 * What the phone opens without a network, the nearest first: the days, their visits with briefs and forms, the accounts
 * behind them; later the other accounts of this person.
 */
export function packOf(visits: Planned[], own: string[], now: Date): Pack {
  const away = ({ plannedAt }: Planned) => Math.abs(plannedAt.getTime() - now.getTime());
  const nearest = [...visits].sort((a, b) => away(a) - away(b));
  const isAhead = ({ status }: Planned) => status === 'planned' || status === 'in_progress';
  const ofVisits = nearest.flatMap((visit) => {
    const page = paths.visit(visit.id);
    if (!isAhead(visit)) return [page];
    return visit.isJoint ? [page, `${page}/brief`] : [page, `${page}?do=complete`, `${page}/brief`];
  });
  const accounts = [...new Set(nearest.map((visit) => visit.accountId))];
  const ofAccounts = accounts.flatMap(whole);
  const first = [...always, ...daysOf(visits, now)];
  // at least a third for the accounts, or a full week would leave none of their pages
  const room = Math.max(mostPages - first.length - ofAccounts.length, Math.round(mostPages / 2));
  const pages = [...first, ...ofVisits.slice(0, room), ...ofAccounts].slice(0, mostPages);
  const rest = [...ofVisits, ...ofAccounts, ...own.flatMap(core)].filter((page) => !pages.includes(page));
  return { pages, later: [...new Set(rest)].slice(0, mostLater) };
}
