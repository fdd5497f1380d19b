import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { StreamRow } from '~/features/coaching/queries/stream.server';
import { Avatar } from '~/ui/avatar';
import { Badge, Dot } from '~/ui/badge';
import { MessageCircleQuestion, MessagesSquare, ThumbsUp } from '~/ui/icons';
import { Link } from '~/ui/link';
import { When } from '~/ui/value';

export function StreamItem({ row, search, now }: { row: StreamRow; search: string; now: Date }) {
  const t = useT();
  const owner = row.ownerName ?? t('coaching.unnamed');
  return (
    <Link to={paths.coaching(row.id) + search} className="flex gap-3 px-4 py-3 hover:bg-sunken active:bg-sunken">
      <Avatar name={owner} size="md" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          {row.unread && (
            <span className="self-center">
              <Dot tone="brand" />
              <span className="sr-only">{t('coaching.unread')}</span>
            </span>
          )}
          <span className={`truncate ${row.unread ? 'font-semibold' : ''}`}>{row.purpose}</span>
          <span className="ml-auto shrink-0 text-xs text-ink-3">
            <When at={row.plannedAt} now={now} />
          </span>
        </span>
        <span className="block truncate text-xs text-ink-2">
          {[owner, row.accountName].filter(Boolean).join(' · ')}
        </span>
        {row.note && <span className="mt-1 line-clamp-2 break-words text-ink-2">{row.note}</span>}
        {(row.questions > 0 || row.comments > 0 || row.reactions > 0) && (
          <span className="mt-1.5 flex gap-1.5">
            {row.questions > 0 && (
              <Badge tone="warn" icon={MessageCircleQuestion}>
                {t('coaching.questions_n', { n: row.questions })}
              </Badge>
            )}
            {row.reactions > 0 && <Badge icon={ThumbsUp}>{t('coaching.reactions_n', { n: row.reactions })}</Badge>}
            {row.comments > 0 && <Badge icon={MessagesSquare}>{t('coaching.comments_n', { n: row.comments })}</Badge>}
          </span>
        )}
      </span>
    </Link>
  );
}
