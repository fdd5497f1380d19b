import { useFormat, useT } from '~/core/i18n';
import {
  CircleCheck,
  FilePenLine,
  FileText,
  Handshake,
  type Icon,
  ScrollText,
  UserCog,
  UserRound,
  UsersRound,
} from '~/ui/icons';
import type { TimelineItem } from '~/ui/timeline';
import type { JournalEvent } from './events';

const icons: Record<string, Icon> = {
  account: FilePenLine,
  contact: UserRound,
  assignment: UsersRound,
  commitment: Handshake,
  need: CircleCheck,
  quote: FileText,
  contract: ScrollText,
};
/** What the page shows elsewhere, or what nobody reads. */
const silent = new Set(['version', 'longitude', 'latitude', 'name', 'enterpriseId', 'parentId']);
const worded: Record<string, string> = {
  grade: 'account.grade',
  kind: 'account.kind',
  fundingPattern: 'account.funding',
  organisationForm: 'account.organisation',
  managementStyle: 'account.management',
  marketingNetwork: 'account.marketing',
  buyingRole: 'contact.role',
  attitude: 'contact.attitude',
};

/** Changes of the profile, the people and the team in words. */
export function useJournalItem() {
  const t = useT();
  const format = useFormat();
  const shownAs = (field: string, value: unknown) => {
    if (value === null || value === undefined || value === '') return t('common.none');
    if (field.endsWith('Fen')) return format.money(Number(value));
    const prefix = worded[field];
    const key = prefix ? `${prefix}.${String(value)}` : '';
    return key && t.has(key) ? t.any(key) : String(value).slice(0, 80);
  };
  const changes = ({ before, after, subject, event }: JournalEvent) => {
    if (!event.endsWith('.changed')) return undefined;
    const rows = Object.keys(after)
      .filter((field) => field in before && !silent.has(field))
      .map((field) => ({ field, key: `${subject}.${field === 'title' ? 'jobTitle' : field}` }))
      .filter(({ key }) => t.has(key));
    if (!rows.length) return undefined;
    return (
      <ul className="grid gap-0.5 text-xs">
        {rows.map(({ field, key }) => (
          <li key={field}>
            {t('timeline.changed', {
              label: t.any(key),
              from: shownAs(field, before[field]),
              to: shownAs(field, after[field]),
            })}
          </li>
        ))}
      </ul>
    );
  };
  return (event: JournalEvent): Pick<TimelineItem, 'icon' | 'tone' | 'title' | 'body'> => {
    const who = event.who ?? t('timeline.somebody');
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    const icon = icons[event.subject] ?? FilePenLine;
    if (event.event === 'account.assigned') {
      const title = t('timeline.account.assigned', { from: event.fromName ?? '—', to: event.toName ?? '—' });
      return { icon: UserCog, tone: 'info', title, body: text(event.after.reason) || undefined };
    }
    const role = text(event.after.role) || text(event.before.role);
    const params = {
      who,
      name: text(event.after.name) || text(event.before.name),
      role: role ? t.any(`assignment.role.${role}`) : '',
    };
    const group =
      event.subject === 'commitment'
        ? 'timeline.commitment'
        : event.subject === 'need'
          ? 'timeline.need'
          : event.subject === 'move'
            ? 'timeline.move'
            : `timeline.${event.event}`;
    // what was heard and promised is told in its own words
    const said =
      event.subject === 'move'
        ? [t.any(`move.kind.${text(event.after.kind)}`), text(event.after.note)].filter(Boolean).join(' · ')
        : event.subject === 'need' || event.subject === 'commitment'
          ? text(event.after.text)
          : event.subject === 'quote' || event.subject === 'contract'
            ? [text(event.after.number), text(event.after.text) || text(event.after.reason)].filter(Boolean).join(' · ')
            : '';
    return { icon, title: t.any(group, params), body: said || changes(event) };
  };
}
