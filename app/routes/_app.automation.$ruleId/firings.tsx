import { useFormat, useT } from '~/core/i18n';
import { RecordLink } from '~/features/automation/record-link';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import type { RulePage } from './route';

const tones = { done: 'ok', failed: 'bad', stopped: 'warn' } as const;

/** The log: when, on which record, and what became of it. */
export function Firings({ firings }: Pick<RulePage, 'firings'>) {
  const t = useT();
  const format = useFormat();
  return (
    <Card title={t('automation.log')} padded={false}>
      {firings.length === 0 && <p className="px-3 pb-3 text-ink-2 max-sm:px-4">{t('automation.log_empty')}</p>}
      <ul className="divide-y divide-line border-t border-line">
        {firings.map(({ id, at, outcome, detail, subject, subjectId, title }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 px-3 py-2 max-sm:px-4">
            <Badge tone={tones[outcome]}>{t(`automation.outcome.${outcome}`)}</Badge>
            <RecordLink subject={subject} id={subjectId} title={title} />
            {detail.reason && <span className="text-ink-2">{t(`automation.stopped.${detail.reason}`)}</span>}
            {detail.actions?.map(
              ({ kind, reason }) =>
                reason && (
                  <span key={kind} className="text-bad-ink">
                    {t.any(reason.includes('.') ? reason : `error.${reason}`)}
                  </span>
                ),
            )}
            <span className="num ml-auto text-xs text-ink-3">{format.dateTime(at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
