import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { EventTimeline } from '~/features/timeline/event-timeline';
import { timelineKinds } from '~/features/timeline/rules';
import { ButtonLink } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { History } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { AccountData } from './route';

/** What happened with this customer, newest first. */
export function Stream({ data }: { data: AccountData }) {
  const t = useT();
  const { stream, kind, account } = data;
  const here = paths.account(account.id);
  const pills = [null, ...timelineKinds];
  return (
    <>
      <nav aria-label={t('timeline.filter')} className="strip flex gap-1">
        {pills.map((name) => (
          <Link
            key={name ?? 'all'}
            to={name ? `${here}?kind=${name}` : here}
            preventScrollReset
            aria-current={kind === name ? 'true' : undefined}
            className={clsx(
              'flex h-7 shrink-0 items-center rounded-full px-3 text-sm max-sm:h-11 max-sm:px-4',
              kind === name ? 'bg-ink font-medium text-surface' : 'text-ink-2 hover:bg-surface',
            )}
          >
            {t(`timeline.${name ?? 'all'}`)}
          </Link>
        ))}
      </nav>
      {stream?.events.length ? (
        <EventTimeline events={stream.events} now={data.now} today={data.today} />
      ) : (
        <EmptyState icon={History} title={t('timeline.empty')}>
          {t('timeline.empty_hint')}
        </EmptyState>
      )}
      {stream?.after && (
        <ButtonLink
          to={`${here}?${new URLSearchParams({ ...(kind && { kind }), after: stream.after })}`}
          className="justify-self-center"
        >
          {t('timeline.more')}
        </ButtonLink>
      )}
    </>
  );
}
