import { useT } from '~/core/i18n';
import { AttitudeBadge } from '~/features/contacts/attitude-badge';
import { ChainIndent } from '~/features/contacts/chain-indent';
import { chainLevels } from '~/features/contacts/chain-levels';
import { telephoneLink } from '~/features/contacts/telephone';
import { Avatar } from '~/ui/avatar';
import { Card } from '~/ui/card';
import { Mail, Phone } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Influence } from './chain-map';
import type { PersonRow } from './route';

/** Everybody with how to reach them; on the phone this is the chain, indented by who reports to whom. */
export function ContactCards({ contacts }: { contacts: PersonRow[] }) {
  const t = useT();
  const names = new Map(contacts.map((contact) => [contact.id, contact.name]));
  return (
    <Card title={t('contact.list')} note={contacts.length} padded={false}>
      <ul className="divide-y divide-line">
        {chainLevels(contacts).map(({ contact, level }) => (
          <li key={contact.id} className="relative flex items-center gap-3 px-3 py-2.5 hover:bg-sunken/60 max-sm:px-4">
            <ChainIndent level={level} />
            <Avatar name={contact.name} size="md" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2">
                <Link
                  to={`?peek=${contact.id}`}
                  preventScrollReset
                  className="font-medium after:absolute after:inset-0 hover:text-brand-ink"
                >
                  {contact.name}
                </Link>
                {contact.buyingRole && (
                  <span className="text-xs text-ink-3">{t(`contact.role.${contact.buyingRole}`)}</span>
                )}
                <Influence value={contact.influence} />
              </p>
              <p className="truncate text-xs text-ink-3">
                {[
                  contact.department,
                  contact.title,
                  contact.reportsToId && names.has(contact.reportsToId)
                    ? `${t('contact.reportsToId')} ${names.get(contact.reportsToId)}`
                    : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <span className="hidden w-40 text-xs text-ink-2 lg:block">{contact.mobile ?? contact.phone}</span>
            <AttitudeBadge attitude={contact.attitude} />
            <Reach contact={contact} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reach({ contact }: { contact: PersonRow }) {
  const t = useT();
  const number = contact.mobile ?? contact.phone;
  const look =
    'relative z-[1] flex size-8 items-center justify-center rounded-md text-[16px] text-ink-2 hover:bg-sunken max-sm:size-11';
  return (
    <span className="flex w-16 shrink-0 justify-end max-sm:w-11">
      {number && (
        <a href={telephoneLink(number)} aria-label={t('contact.call', { number })} title={number} className={look}>
          <Phone />
        </a>
      )}
      {contact.email && (
        <a
          href={`mailto:${contact.email}`}
          aria-label={t('contact.mail', { name: contact.name })}
          className={`${look} max-sm:hidden`}
        >
          <Mail />
        </a>
      )}
    </span>
  );
}
