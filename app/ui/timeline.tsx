import clsx from 'clsx';
import { Fragment, type ReactNode } from 'react';
import { softTone, type Tone } from './badge';
import type { Icon } from './icons';
import { When } from './value';

export type TimelineItem = {
  id: string;
  icon: Icon;
  tone?: Tone;
  title: ReactNode;
  at: string;
  body?: ReactNode;
  /** A heading such as a month; shown where it changes. */
  group?: string;
};

/** What happened, newest first. */
export function Timeline({ items, now }: { items: TimelineItem[]; now: string }) {
  return (
    <ol className="grid">
      {items.map((item, index) => (
        <Fragment key={item.id}>
          {item.group && item.group !== items[index - 1]?.group && (
            <li className={clsx('pb-2 text-xs text-ink-3', index > 0 && 'pt-2')}>{item.group}</li>
          )}
          <TimelineEntry item={item} now={now} last={index === items.length - 1} />
        </Fragment>
      ))}
    </ol>
  );
}

function TimelineEntry({ item, now, last }: { item: TimelineItem; now: string; last: boolean }) {
  const { icon: Icon, tone = 'neutral', title, at, body } = item;
  return (
    <li className="flex gap-3">
      <div className="flex flex-col items-center">
        <span
          className={clsx('flex size-7 shrink-0 items-center justify-center rounded-full text-[15px]', softTone[tone])}
        >
          <Icon />
        </span>
        {!last && <span className="my-1 w-px flex-1 bg-line-strong" />}
      </div>
      <div className="min-w-0 flex-1 pt-1 pb-4">
        <div className="flex items-baseline gap-3">
          <div className="min-w-0 flex-1">{title}</div>
          <span className="shrink-0 text-xs text-ink-3">
            <When at={at} now={now} />
          </span>
        </div>
        {body && <div className="mt-1 text-ink-2">{body}</div>}
      </div>
    </li>
  );
}
