import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { When } from '~/ui/value';
import type { OpportunityData } from './route';

export function Visits({ data }: { data: OpportunityData }) {
  const t = useT();
  const { opportunity, visits, may, now } = data;
  const plan = `/visits/new?account=${opportunity.accountId}&opportunity=${opportunity.id}`;
  return (
    <Card
      title={t('opportunity.visits')}
      action={may.visit && <IconLink icon={Plus} size="sm" label={t('opportunity.plan_visit')} to={plan} />}
    >
      {visits.length === 0 && <p className="text-ink-3">{t('opportunity.visits_empty')}</p>}
      <ul className="-mx-2 grid">
        {visits.map((visit) => (
          <li key={visit.id}>
            <Link
              to={paths.visit(visit.id)}
              className="flex flex-wrap items-baseline gap-x-3 rounded-md px-2 py-1.5 hover:bg-sunken max-sm:py-3"
            >
              <span className="min-w-0 flex-1 truncate">{visit.purpose}</span>
              <span className="text-xs text-ink-3">{visit.ownerName}</span>
              <span className="text-xs text-ink-3">
                <When at={visit.startedAt ?? visit.plannedAt} now={now} />
              </span>
              {visit.note && <span className="line-clamp-2 basis-full text-xs text-ink-2">{visit.note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Contacts({ data }: { data: OpportunityData }) {
  const t = useT();
  const { contacts, opportunity } = data;
  return (
    <Card title={t('opportunity.people')}>
      {contacts.length === 0 && <p className="text-ink-3">{t('opportunity.people_empty')}</p>}
      <ul className="-mx-1 grid grid-cols-1">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <Link
              to={paths.contact(opportunity.accountId, contact.id)}
              className="flex items-center gap-2 rounded-md px-1 py-1 hover:bg-sunken max-sm:py-2.5"
            >
              <Avatar name={contact.name} />
              <span className="min-w-0 flex-1 truncate">
                {contact.name} <span className="text-xs text-ink-3">{contact.title}</span>
              </span>
              {contact.buyingRole && (
                <Badge tone={contact.buyingRole === 'decision_maker' ? 'brand' : 'neutral'}>
                  {t.any(`contact.role.${contact.buyingRole}`)}
                </Badge>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Needs({ data }: { data: OpportunityData }) {
  const t = useT();
  return (
    <Card title={t('opportunity.needs')}>
      {data.needs.length === 0 && <p className="text-ink-3">{t('opportunity.needs_empty')}</p>}
      <ul className="grid gap-1.5">
        {data.needs.map((need) => (
          <li key={need.id} className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1">{need.text}</span>
            {need.line && <Badge>{t.any(`line.${need.line}`)}</Badge>}
            {data.may.quote && (
              <Link
                to={`/quotes/new?${new URLSearchParams({ opportunity: data.opportunity.id, needId: need.id })}`}
                className="text-xs whitespace-nowrap text-brand-ink hover:underline"
              >
                {t('quote.from_need')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
