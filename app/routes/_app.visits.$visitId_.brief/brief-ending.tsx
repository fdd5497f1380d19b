import { daysBetween } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { Badge } from '~/ui/badge';
import { Section } from '~/ui/card';
import { Link } from '~/ui/link';
import type { BriefData } from './route';

const pressingDays = 30;

/** Contracts and circuits that end within half a year, the next first. */
export function BriefEnding({ page: { ending, day, now } }: { page: BriefData }) {
  const t = useT();
  const f = useFormat();
  if (!ending.length) return null;
  return (
    <Section title={t('brief.ending')} note={ending.length}>
      <ul className="grid gap-2.5">
        {ending.map(({ id, number, title, endsOn, autoRenews, circuits }) => (
          <li key={id}>
            <p className="flex items-baseline gap-3">
              <Link to={paths.contract(id)} className="min-w-0 flex-1 font-medium hover:text-brand-ink hover:underline">
                {title}
              </Link>
              {endsOn && (
                <Badge tone={daysBetween(day, endsOn) <= pressingDays ? 'bad' : 'warn'}>
                  {t('brief.days_left', { n: daysBetween(day, endsOn) })}
                </Badge>
              )}
            </p>
            <p className="flex flex-wrap gap-x-2 text-xs text-ink-3">
              <span className="num">{number}</span>
              {endsOn && <span className="num">{t('brief.ends_on', { day: f.day(endsOn, now) })}</span>}
              {autoRenews && <span>{t('brief.renews')}</span>}
            </p>
            {circuits.length > 0 && (
              <ul className="text-xs text-ink-2">
                {circuits.map((circuit) => (
                  <li key={circuit.name}>
                    <Link
                      to={`${paths.contract(id)}#sites`}
                      className="inline-block hover:text-brand-ink hover:underline max-sm:py-1.5"
                    >
                      {[
                        nameIn(f.locale, circuit),
                        circuit.sites > 0 && t('brief.sites', { n: circuit.sites }),
                        t('brief.until', { day: f.day(circuit.untilOn, now) }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
