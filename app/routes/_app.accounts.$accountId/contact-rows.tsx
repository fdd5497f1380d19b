import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { AttitudeBadge } from '~/features/contacts/attitude-badge';
import { telephoneLink } from '~/features/contacts/telephone';
import { Avatar } from '~/ui/avatar';
import { EmptyState } from '~/ui/empty-state';
import { Mail, Phone, UsersRound } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { AccountData } from './route';

export function ContactRows({ data }: { data: AccountData }) {
  const t = useT();
  if (!data.contacts.length)
    return (
      <EmptyState icon={UsersRound} title={t('contact.empty')}>
        {t('contact.empty_hint')}
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line">
      {data.contacts.map((contact) => {
        const { number, email } = data.reach.find(({ id }) => id === contact.id) ?? { number: null, email: null };
        return (
          <li key={contact.id} className="flex items-center gap-3 px-4 py-2.5">
            <Avatar name={contact.name} size="md" />
            <div className="min-w-0 flex-1">
              <Link to={paths.contact(data.account.id, contact.id)} className="font-medium hover:text-brand-ink">
                {contact.name}
              </Link>
              {contact.buyingRole && (
                <span className="ml-1.5 text-xs text-ink-3">{t(`contact.role.${contact.buyingRole}`)}</span>
              )}
              <p className="truncate text-xs text-ink-3">
                {[contact.department, contact.title].filter(Boolean).join(' · ')}
              </p>
            </div>
            <AttitudeBadge attitude={contact.attitude} />
            {number && (
              <a
                href={telephoneLink(number)}
                aria-label={t('contact.call', { number })}
                title={number}
                className="flex size-8 items-center justify-center rounded-md text-[16px] text-ink-2 hover:bg-sunken max-sm:size-11"
              >
                <Phone />
              </a>
            )}
            {email && (
              <a
                href={`mailto:${email}`}
                aria-label={t('contact.mail', { name: contact.name })}
                className="flex size-8 items-center justify-center rounded-md text-[16px] text-ink-2 hover:bg-sunken max-sm:hidden"
              >
                <Mail />
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
