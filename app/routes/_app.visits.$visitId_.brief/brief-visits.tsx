import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { restOfNote } from '~/features/visits/rules';
import { Badge } from '~/ui/badge';
import { Section } from '~/ui/card';
import { Smile } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { BriefData } from './route';

/** The last three visits, whoever made them. */
export function BriefVisits({ page: { earlier, now } }: { page: BriefData }) {
  const t = useT();
  const f = useFormat();
  if (!earlier.length) return null;
  return (
    <Section title={t('brief.last_visits')}>
      <ul className="grid gap-3">
        {earlier.map(({ id, purpose, note, plannedAt, ownerName, contacts, nextStep, satisfaction }) => (
          <li key={id}>
            <p className="flex items-baseline gap-3">
              <Link to={paths.visit(id)} className="min-w-0 flex-1 font-medium hover:text-brand-ink hover:underline">
                {purpose}
              </Link>
              {satisfaction !== null && (
                <Badge tone={satisfaction >= 4 ? 'ok' : satisfaction <= 2 ? 'bad' : 'neutral'} icon={Smile}>
                  <span className="sr-only">{t('visit.satisfaction')} </span>
                  {t('visit.satisfaction_n', { n: satisfaction })}
                </Badge>
              )}
              <span className="num shrink-0 text-xs text-ink-3">{f.when(plannedAt, now)}</span>
            </p>
            <p className="text-xs text-ink-3">{[ownerName, contacts].filter(Boolean).join(' → ')}</p>
            {restOfNote(purpose, note) && <p className="mt-0.5 text-ink-2">{restOfNote(purpose, note)}</p>}
            {nextStep && <p className="mt-0.5 text-ink-2">{t('brief.next_step', { text: nextStep })}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
