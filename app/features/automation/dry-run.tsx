import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Callout } from '~/ui/card';
import { Link } from '~/ui/link';
import type { DryRun as Run } from './queries.server';

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
        {run.deals.map(({ id, title, times }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-2">
            <Link
              to={paths.opportunity(id)}
              className="underline underline-offset-2 max-sm:flex max-sm:min-h-11 max-sm:items-center"
            >
              {title}
            </Link>
            {times > 1 && <span className="text-xs text-ink-2">{t('automation.times', { n: times })}</span>}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
