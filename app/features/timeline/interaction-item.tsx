import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { Mail, MessagesSquare, Phone, Trash2 } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import type { TimelineItem } from '~/ui/timeline';
import type { InteractionEvent } from './events';
import { NextStep } from './next-step';

type Told = Pick<TimelineItem, 'icon' | 'tone' | 'title' | 'body'>;

const icons: Record<string, typeof Mail> = { phone: Phone, hotline: Phone, email: Mail };
const shortText = 240;

/** `mayRemove`: whether the reader may take such a record of that person away. */
export function useInteractionItem(now: string, mayRemove: (ownerId: string) => boolean) {
  const t = useT();
  return (event: InteractionEvent): Told => {
    const who = event.who ?? t('timeline.somebody');
    const title = event.met
      ? t(`interaction.${event.direction}_with`, { who, name: event.met })
      : t(`interaction.${event.direction}_nobody`, { who });
    const body = (
      <div className="rounded-[10px] border border-line bg-surface p-3 text-ink">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge tone="info">{t.any(`timeline.channel.${event.channel}`)}</Badge>
          {event.source && <Badge>{t('interaction.from_source', { source: event.source })}</Badge>}
          {event.opportunityId && event.opportunityTitle && (
            <Link
              to={paths.opportunity(event.opportunityId)}
              className="truncate text-xs text-ink-3 hover:text-brand-ink"
            >
              {t('timeline.linked', { title: event.opportunityTitle })}
            </Link>
          )}
          {mayRemove(event.ownerId) && (
            <span className="ml-auto">
              <PostButton
                action={`/interactions/${event.id}`}
                fields={{ intent: 'delete' }}
                icon={Trash2}
                size="sm"
                variant="ghost"
                aria-label={t('interaction.remove')}
              />
            </span>
          )}
        </div>
        {event.subject && <p className="mt-2 font-medium break-words">{event.subject}</p>}
        <Said text={event.text} />
        <NextStep event={event} now={now} />
      </div>
    );
    return { icon: icons[event.channel] ?? MessagesSquare, tone: 'brand', title, body };
  };
}

/** A long text opens on a press. */
function Said({ text }: { text: string }) {
  const look = 'mt-1 whitespace-pre-line break-words text-ink-2';
  if (text.length <= shortText) return <p className={look}>{text}</p>;
  return (
    <details className="group/said">
      <summary className={`${look} line-clamp-3 cursor-pointer group-open/said:hidden`}>{text}</summary>
      <p className={look}>{text}</p>
    </details>
  );
}
