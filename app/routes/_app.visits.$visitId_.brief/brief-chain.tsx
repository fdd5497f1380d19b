import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { AttitudeBadge } from '~/features/contacts/attitude-badge';
import { Badge } from '~/ui/badge';
import { Section } from '~/ui/card';
import { Link } from '~/ui/link';
import type { BriefData } from './route';

/** Who decides, how they stand to us, and whom we do not know yet. */
export function BriefChain({ page: { people, contactCount, gaps, account } }: { page: BriefData }) {
  const t = useT();
  if (!account || (!people.length && !gaps.length)) return null;
  return (
    <Section title={t('contact.chain')} note={contactCount || undefined}>
      <ul className="grid gap-2">
        {people.map((person) => (
          <li key={person.id} className="flex items-center gap-3">
            <span className="min-w-0 flex-1">
              <Link
                to={paths.contact(account.id, person.id)}
                className="font-medium hover:text-brand-ink hover:underline"
              >
                {person.name}
              </Link>
              <span className="ml-2 text-xs text-ink-3 max-sm:ml-0 max-sm:block">
                {[person.title, person.buyingRole && t(`contact.role.${person.buyingRole}`)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {person.note && <span className="block text-xs text-ink-2">{person.note}</span>}
            </span>
            {person.isMet && <Badge tone="brand">{t('brief.meets')}</Badge>}
            {person.number && (
              <a
                href={`tel:${person.number}`}
                className="num shrink-0 text-xs text-brand-ink hover:underline max-sm:inline-flex max-sm:min-h-11 max-sm:items-center"
              >
                {person.number}
              </a>
            )}
            <AttitudeBadge attitude={person.attitude} />
          </li>
        ))}
      </ul>
      {gaps.length > 0 && (
        <ul className="mt-3 grid gap-1 text-warn-ink">
          {gaps.map(({ kind, names }) => (
            <li key={kind}>
              {names.length
                ? t('contact.gap_names', { gap: t(`contact.gap.${kind}`), names: names.join('、') })
                : t(`contact.gap.${kind}`)}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
