import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Person } from '~/ui/avatar';
import { ButtonLink } from '~/ui/button';
import { Section } from '~/ui/card';
import type { AccountData } from './route';

/** Who serves the account now or soon, and as what. */
export function TeamSection({ data }: { data: AccountData }) {
  const t = useT();
  const format = useFormat();
  const note = ({ state, span }: AccountData['team'][number]) =>
    state === 'future'
      ? t('assignment.since', { day: format.day(span.from, data.now) })
      : span.to
        ? t('assignment.until', { day: format.day(span.to, data.now) })
        : undefined;
  return (
    <Section
      title={t('assignment.team')}
      note={data.team.length || undefined}
      action={
        <ButtonLink to={`${paths.account(data.account.id)}/team`} size="sm" variant="ghost">
          {data.may.assign ? t('assignment.manage') : t('assignment.history')}
        </ButtonLink>
      }
    >
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
        {data.team.map((member) => (
          <li key={member.id} className="flex items-center justify-between gap-2">
            <Person name={member.name ?? '—'} sub={note(member)} />
            <span className="shrink-0 text-xs text-ink-3">{t(`assignment.role.${member.role}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
