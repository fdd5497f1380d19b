import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { AttitudeBadge } from '~/features/contacts/attitude-badge';
import { ChainIndent } from '~/features/contacts/chain-indent';
import { chainLevels } from '~/features/contacts/chain-levels';
import { Avatar } from '~/ui/avatar';
import { ButtonLink, IconLink } from '~/ui/button';
import { Section } from '~/ui/card';
import { GitFork } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { AccountData } from './route';

const shown = 6;

/** The people who decide: everybody below whom they report to, as far as there is room. */
export function ChainSection({ data }: { data: AccountData }) {
  const t = useT();
  const people = `${paths.account(data.account.id)}/people`;
  const contacts = chainLevels(data.contacts);
  return (
    <Section
      title={t('contact.chain')}
      note={contacts.length || undefined}
      action={<IconLink icon={GitFork} label={t('contact.see_map')} to={people} size="sm" />}
    >
      {contacts.length === 0 && (
        <p className="text-ink-3">
          {t('contact.empty_hint')}{' '}
          {data.may.writeContacts && (
            <ButtonLink to={`${people}?peek=new`} size="sm" className="mt-2">
              {t('contact.new')}
            </ButtonLink>
          )}
        </p>
      )}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {contacts.slice(0, shown).map(({ contact, level }) => (
          <li key={contact.id} className="flex items-center gap-2.5">
            <ChainIndent level={level} />
            <Avatar name={contact.name} size="md" />
            <div className="min-w-0 flex-1">
              <p className="truncate">
                <Link to={paths.contact(data.account.id, contact.id)} className="font-medium hover:text-brand-ink">
                  {contact.name}
                </Link>
                {contact.buyingRole && (
                  <span className="ml-1.5 text-xs text-ink-3">{t(`contact.role.${contact.buyingRole}`)}</span>
                )}
              </p>
              <p className="truncate text-xs text-ink-3">{contact.title ?? contact.department}</p>
            </div>
            <AttitudeBadge attitude={contact.attitude} />
          </li>
        ))}
      </ul>
      {contacts.length > shown && (
        <Link to={people} className="mt-3 block text-xs text-brand-ink hover:underline">
          {t('account.see_all', { n: contacts.length })}
        </Link>
      )}
    </Section>
  );
}
