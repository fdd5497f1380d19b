import { daysBetween } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { Section } from '~/ui/card';
import { Link } from '~/ui/link';
import type { BriefData } from './route';

/** What we owe them, what they owe us, and what they said they need. */
export function BriefPromises({ page: { commitments, needs, visit, day, now } }: { page: BriefData }) {
  const t = useT();
  const f = useFormat();
  return (
    <>
      {commitments.length > 0 && (
        <Section title={t('visit.open_commitments')} note={commitments.length}>
          <ul className="grid gap-2">
            {commitments.map(({ id, text, dueOn, side, ownerName, visitId }) => (
              <li key={id} className="flex items-baseline gap-3">
                <span className="min-w-0 flex-1">
                  <Link
                    to={paths.promise(id, visitId, visit.accountId)}
                    className="hover:text-brand-ink hover:underline"
                  >
                    {text}
                  </Link>
                  <span className="ml-2 text-xs text-ink-3">
                    {side === 'theirs' ? t('commitment.side.theirs') : ownerName}
                  </span>
                </span>
                {dueOn < day ? (
                  <Badge tone="bad">{t('brief.late', { n: daysBetween(dueOn, day) })}</Badge>
                ) : (
                  <span className="num shrink-0 text-xs text-ink-3">{f.day(dueOn, now)}</span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {needs.length > 0 && (
        <Section title={t('brief.needs')} note={needs.length}>
          <ul className="grid gap-2">
            {needs.map(({ id, text, kind, line, visitId }) => (
              <li key={id} className="flex items-baseline gap-3">
                <Link
                  to={paths.need(id, visitId, visit.accountId)}
                  className="min-w-0 flex-1 hover:text-brand-ink hover:underline"
                >
                  {text}
                </Link>
                <span className="shrink-0 text-xs text-ink-3">
                  {[t(`need.kind.${kind}`), line && t(`line.${line}`)].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
