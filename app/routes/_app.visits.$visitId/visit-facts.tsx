import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { CustomFacts } from '~/features/custom-fields/custom-facts';
import { fieldWords } from '~/features/people/change-words';
import { allows } from '~/features/visits/rules';
import { useMinutes } from '~/features/visits/use-minutes';
import { useVisitLabels } from '~/features/visits/use-visit-labels';
import { Person } from '~/ui/avatar';
import { Section } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Link } from '~/ui/link';
import { Money, None, When } from '~/ui/value';
import type { VisitData } from './route';

/** What does not change much: who, where, how; and who changed it. */
export function VisitFacts({ page }: { page: VisitData }) {
  const t = useT();
  const f = useFormat();
  const say = useMinutes();
  const { visit, account, opportunity, attendees, ownerName, now } = page;
  const theirs = attendees.filter((who) => who.contactId !== null);
  const ours = attendees.filter((who) => who.personId !== null);
  return (
    <>
      <Section title={t('visit.facts')}>
        <Facts>
          <Fact label={t('visit.account')}>
            {account ? (
              <Link to={paths.account(account.id)} className="font-medium text-brand-ink hover:underline">
                {account.name}
              </Link>
            ) : (
              <None />
            )}
          </Fact>
          {opportunity?.id && (
            <Fact label={t('visit.opportunity')}>
              <Link to={paths.opportunity(opportunity.id)} className="text-brand-ink hover:underline">
                {opportunity.title}
              </Link>{' '}
              <Money fen={opportunity.totalFen} className="text-ink-2" />
            </Fact>
          )}
          <Fact label={t('visit.type')}>{t(`visit.type.${visit.type}`)}</Fact>
          <Fact label={t('visit.channel')}>{t(`visit.channel.${visit.channel}`)}</Fact>
          <Fact label={t('visit.planned_for')}>
            <span className="num">
              {f.dateTime(visit.plannedAt, now)} · {say(visit.plannedMinutes)}
            </span>
          </Fact>
          <Fact label={t('visit.by')}>{ownerName ?? <None />}</Fact>
          {account?.address && <Fact label={t('visit.address')}>{account.address}</Fact>}
        </Facts>
      </Section>
      <CustomFacts
        fields={page.fields}
        values={visit.custom}
        editTo={page.mayLog && allows(visit.status, 'edit') ? `${paths.visit(visit.id)}/edit` : undefined}
      />
      <Section title={t('visit.theirs')} note={theirs.length || undefined}>
        <People people={theirs} to={(id) => paths.contact(visit.accountId, id)} />
      </Section>
      {ours.length > 0 && (
        <Section title={t('visit.ours')} note={ours.length}>
          <People people={ours} />
        </Section>
      )}
      <History page={page} />
    </>
  );
}

type Attendee = VisitData['attendees'][number];

function People({ people, to }: { people: Attendee[]; to?: (id: string) => string }) {
  const t = useT();
  if (!people.length) return <p className="text-ink-3">{t('visit.nobody')}</p>;
  return (
    <ul className="grid gap-2">
      {people.map(({ contactId, personId, name, title, buyingRole, isLead }) => (
        <li key={contactId ?? personId} className="flex min-h-8 items-center">
          <Person
            name={name ?? t('common.unknown')}
            sub={[isLead && t('visit.joint'), title, buyingRole && t(`contact.role.${buyingRole}`)]
              .filter(Boolean)
              .join(' · ')}
            size="md"
            to={contactId && to ? to(contactId) : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

function History({ page: { history, now } }: { page: VisitData }) {
  const t = useT();
  const { locale } = useFormat();
  const labels = useVisitLabels();
  const nameOf = (field: string) =>
    labels[field] ?? (field.startsWith('custom.') ? fieldWords(t, field, 'visit', locale) : []);
  return (
    <Section title={t('visit.history')}>
      <ol className="grid gap-2 text-xs text-ink-2">
        {history.map(({ id, at, event, actorName, fields }) => {
          const told = event.replace('visit.', 'visit.event.');
          const named = event === 'visit.edited' ? fields.flatMap(nameOf) : [];
          return (
            <li key={id} className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1">
                {actorName} {t.has(told) ? t.any(told) : t('visit.event.edited')}
                {named.length > 0 && <span className="text-ink-3"> · {named.join(' / ')}</span>}
              </span>
              <span className="shrink-0 text-ink-3">
                <When at={at} now={now} />
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
