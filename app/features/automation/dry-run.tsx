import { useFormat, useT } from '~/core/i18n';
import { Callout } from '~/ui/card';
import type { DryRun as Run } from './queries.server';
import { RecordLink } from './record-link';

/** How often it would have fired, and where. */
export function DryRun({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  return (
    <Callout tone="info" title={t('automation.would', { n: format.number(run.times) })}>
      <p className="text-xs">{t(run.isCapped ? 'automation.would_capped' : 'automation.would_note')}</p>
      {run.webhook && (
        <p className="mt-1">
          {t(run.webhook.isOff ? 'automation.would_send_off' : 'automation.would_send', {
            name: run.webhook.name,
            n: format.number(run.times),
          })}
        </p>
      )}
      <ul className="mt-1 grid gap-1">
        {run.records.map(({ subject, id, title, times }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-2">
            <RecordLink subject={subject} id={id} title={title} />
            {times > 1 && <span className="text-xs text-ink-2">{t('automation.times', { n: times })}</span>}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
