import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { FigureTable } from '~/features/installation/figure-table';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import { None, When } from '~/ui/value';
import type { Shown } from './route';

/** Jobs that were tried as often as they may be: nothing more happens to them by itself. */
export function FailedCard({ failed, now }: Shown) {
  const t = useT();
  if (failed.length === 0) return null;
  return (
    <Card title={t('health.failed_jobs')} note={t('health.failed_note')} padded={false}>
      <ul className="divide-y divide-line border-t border-line">
        {failed.map((job) => (
          <li key={job.id} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-60">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-mono text-sm break-all">{job.task}</span>
                <span className="text-xs text-ink-3">
                  {t('health.job_number', { n: job.id })} · {t('health.tries', { n: job.attempts })} ·{' '}
                  <When at={job.at} now={now} />
                </span>
              </p>
              {job.error && <p className="text-sm break-words text-ink-2">{job.error}</p>}
            </div>
            <div className="flex gap-2">
              <PostButton action={paths.health} fields={{ intent: 'retry', job: job.id }} size="sm" navigate>
                {t('health.retry')}
              </PostButton>
              <PostButton
                action={paths.health}
                fields={{ intent: 'give_up', job: job.id }}
                size="sm"
                variant="danger"
                navigate
              >
                {t('health.give_up')}
              </PostButton>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function JobsCard({ health, now }: Shown) {
  const t = useT();
  const { number } = useFormat();
  const heads = [
    t('health.kind'),
    t('health.waiting'),
    t('health.running'),
    t('health.later'),
    t('health.failed'),
    t('health.oldest'),
  ];
  return (
    <Card title={t('health.jobs')} note={t('health.jobs_note')} padded={false}>
      {health.kinds.length === 0 && <p className="px-4 pb-3 text-ink-2">{t('health.no_jobs')}</p>}
      {health.kinds.length > 0 && (
        <FigureTable
          label={t('health.jobs')}
          heads={heads}
          wide={[2, 3]}
          rows={health.kinds.map((kind) => ({
            key: kind.task,
            cells: [
              <span key="task" className="font-mono text-xs">
                {kind.task}
              </span>,
              number(kind.waiting),
              number(kind.running),
              number(kind.later),
              <span key="failed" className={kind.failed ? 'font-medium text-bad-ink' : undefined}>
                {number(kind.failed)}
              </span>,
              kind.oldest ? <When key="oldest" at={kind.oldest} now={now} /> : <None key="oldest" />,
            ],
          }))}
        />
      )}
    </Card>
  );
}

export function QueuesCard({ health, now }: Shown) {
  const t = useT();
  const { number } = useFormat();
  return (
    <Card title={t('health.queues')} note={t('health.queues_note')} padded={false}>
      <FigureTable
        label={t('health.queues')}
        heads={[t('health.queue'), t('health.waiting'), t('health.oldest'), t('health.failed_day')]}
        rows={health.queues.map(({ queue, waiting, since, failed }) => ({
          key: queue,
          cells: [
            t(`health.queue.${queue}`),
            number(waiting),
            since ? <When key="since" at={since} now={now} /> : <None key="since" />,
            number(failed),
          ],
        }))}
      />
    </Card>
  );
}
