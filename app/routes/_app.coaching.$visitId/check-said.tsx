import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { streamSearch } from '~/features/coaching/filters';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import type { ReadingData } from './route';

/** What speaks for and against the check, what the visitor says to that, and the button to accept it. */
export function CheckSaid({ page }: { page: ReadingData }) {
  const t = useT();
  const f = useFormat();
  const { visit, acceptedBy, mayAccept, filter, now } = page;
  if (!visit.checkNote) return null;
  const here = paths.coaching(visit.id) + streamSearch(filter);
  return (
    <Card
      title={t('visit.check_note')}
      note={visit.confidence !== null && t('visit.confidence_of', { n: visit.confidence })}
      action={visit.checkAcceptedAt && <Badge tone="ok">{t('visit.check_accepted')}</Badge>}
    >
      <ul className="mb-3 grid gap-1">
        {visit.confidenceReasons
          ?.filter(({ points }) => points < 0)
          .map(({ key, value, points }) => (
            <li key={key} className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 text-ink-2">
                {t.any(`visit.reason.${key}`, { value: f.number(value ?? 0) })}
              </span>
              <span className="num text-warn-ink">{`−${-points}`}</span>
            </li>
          ))}
      </ul>
      <blockquote className="border-l-2 border-line pl-3 break-words text-ink-2">
        {visit.checkNote}
        {visit.checkAcceptedAt && (
          <footer className="mt-1 text-xs text-ink-3">
            {t('visit.check_accepted_by', { who: acceptedBy ?? '', when: f.when(visit.checkAcceptedAt, now) })}
          </footer>
        )}
      </blockquote>
      {mayAccept && (
        <div className="mt-3">
          <PostButton size="sm" action={here} fields={{ intent: 'accept', version: visit.version, back: here }}>
            {t('visit.accept_check')}
          </PostButton>
        </div>
      )}
    </Card>
  );
}
