import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { EventTimeline } from '~/features/timeline/event-timeline';
import { timelineKinds } from '~/features/timeline/rules';
import { ButtonLink } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { History, Mail, MessagesSquare, Phone } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { AccountData } from './route';
import { StreamFilter } from './stream-filter';

const quick = [
  { channel: 'phone', icon: Phone },
  { channel: 'wechat', icon: MessagesSquare },
  { channel: 'email', icon: Mail },
] as const;

/** What happened with this customer, newest first. */
export function Stream({ data }: { data: AccountData }) {
  const t = useT();
  const { stream, kind, account } = data;
  const here = paths.account(account.id);
  const pills = [null, ...timelineKinds];
  const { channel, unitId, may, me } = data;
  const narrowed = { ...(channel && { channel }), ...(unitId !== null && { unit: String(unitId) }) };
  const at = (more: Record<string, string>) => {
    const search = new URLSearchParams({ ...more, ...narrowed }).toString();
    return search ? `${here}?${search}` : here;
  };
  return (
    <>
      <nav aria-label={t('timeline.filter')} className="strip flex gap-1">
        {pills.map((name) => (
          <Link
            key={name ?? 'all'}
            to={at(name ? { kind: name } : {})}
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
      <div className="flex flex-wrap items-center gap-2">
        <StreamFilter data={data} />
        {may.logInteraction && (
          <span className="ml-auto flex gap-1 max-sm:ml-0 max-sm:w-full max-sm:flex-wrap">
            {quick.map(({ channel: one, icon }) => (
              <ButtonLink
                key={one}
                to={`/interactions/new?account=${account.id}&channel=${one}`}
                icon={icon}
                size="sm"
                className="max-sm:flex-1"
              >
                {t(`interaction.log.${one}`)}
              </ButtonLink>
            ))}
          </span>
        )}
      </div>
      {stream?.events.length ? (
        <EventTimeline
          events={stream.events}
          now={data.now}
          today={data.today}
          mayRemove={(ownerId) => may.removeAny || (may.removeOwn && ownerId === me)}
        />
      ) : (
        <EmptyState icon={History} title={t(channel || unitId !== null ? 'timeline.none_match' : 'timeline.empty')}>
          {channel || unitId !== null ? undefined : t('timeline.empty_hint')}
        </EmptyState>
      )}
      {stream?.after && (
        <ButtonLink to={at({ ...(kind && { kind }), after: stream.after })} className="justify-self-center">
          {t('timeline.more')}
        </ButtonLink>
      )}
    </>
  );
}
