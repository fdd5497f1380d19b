import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { CommitmentItem } from '~/features/visits/commitment-item';
import { restOfNote } from '~/features/visits/rules';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { VisitData } from './route';

/** What was promised and what was said before: worth a look on the way there. */
export function BeforeVisit({ page }: { page: VisitData }) {
  const t = useT();
  const f = useFormat();
  const { visit, open, earlier, day, now } = page;
  return (
    <>
      <Card title={t('visit.open_commitments')} note={open.length || undefined} padded={false}>
        {open.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('visit.no_commitments')}</p>}
        <ul className="divide-y divide-line">
          {open.map((commitment) => (
            <li key={commitment.id} id={`commitment-${commitment.id}`} className="scroll-mt-18 target:bg-brand-soft">
              <CommitmentItem
                commitment={commitment}
                today={day}
                now={now}
                back={paths.visit(visit.id)}
                maySettle={commitment.maySettle}
              />
            </li>
          ))}
        </ul>
      </Card>
      {earlier.length > 0 && (
        <Card title={t('visit.earlier')} padded={false}>
          <ul className="divide-y divide-line">
            {earlier.map(({ note, ...one }) => (
              <li key={one.id}>
                <Link
                  to={paths.visit(one.id)}
                  prefetch="intent"
                  className="block px-3 py-2.5 hover:bg-sunken max-sm:px-4 max-sm:py-3"
                >
                  <span className="flex items-baseline gap-3">
                    <span className="min-w-0 flex-1 truncate font-medium">{one.purpose}</span>
                    <span className="num shrink-0 text-xs text-ink-3">{f.when(one.plannedAt, now)}</span>
                  </span>
                  {restOfNote(one.purpose, note) && (
                    <span className="mt-0.5 line-clamp-2 text-ink-2">{restOfNote(one.purpose, note)}</span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
