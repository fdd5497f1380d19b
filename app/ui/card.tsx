import clsx from 'clsx';
import { type ReactNode, useId } from 'react';
import type { Tone } from './badge';
import type { Icon } from './icons';

type HeadProps = { title?: ReactNode; note?: ReactNode; action?: ReactNode };
type BlockProps = HeadProps & { id?: string; className?: string; children: ReactNode };

function Head({ title, note, action, id }: HeadProps & { id: string }) {
  return (
    <div className="flex min-h-7 items-center gap-2">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <h2 id={id} className="text-sm font-semibold max-sm:text-base">
          {title}
        </h2>
        {note && <span className="text-xs text-ink-3">{note}</span>}
      </div>
      {action && <div className="ml-auto flex shrink-0 items-center gap-1 text-xs">{action}</div>}
    </div>
  );
}

/** A framed block. `padded={false}` for lists that reach the edges. */
export function Card({
  title,
  note,
  action,
  padded = true,
  id,
  className,
  children,
}: BlockProps & { padded?: boolean }) {
  const heading = useId();
  return (
    <section
      id={id}
      aria-labelledby={title ? heading : undefined}
      className={clsx(
        'min-w-0 rounded-[10px] border border-line bg-surface shadow-card max-sm:rounded-2xl',
        padded && 'p-3 max-sm:p-4',
        className,
      )}
    >
      {title && (
        <div className={padded ? 'mb-2' : 'px-3 pt-2.5 pb-1.5 max-sm:px-4'}>
          <Head title={title} note={note} action={action} id={heading} />
        </div>
      )}
      {children}
    </section>
  );
}

/** A block without a frame, under its heading. */
export function Section({ title, note, action, id, className, children }: BlockProps) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={title ? heading : undefined} className={clsx('min-w-0', className)}>
      {title && (
        <div className="mb-2">
          <Head title={title} note={note} action={action} id={heading} />
        </div>
      )}
      {children}
    </section>
  );
}

const frames: Record<Tone, string> = {
  ok: 'border-ok/40 bg-ok-soft text-ok-ink',
  warn: 'border-warn/40 bg-warn-soft text-warn-ink',
  bad: 'border-bad/40 bg-bad-soft text-bad-ink',
  info: 'border-info/30 bg-info-soft text-info-ink',
  brand: 'border-brand/30 bg-brand-soft text-brand-ink',
  neutral: 'border-line bg-sunken text-ink-2',
};

type CalloutProps = {
  tone?: Tone;
  icon?: Icon;
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
};

/** Something that wants attention, with the verb that mends it. */
export function Callout({ tone = 'warn', icon: Icon, title, action, children }: CalloutProps) {
  return (
    <div className={clsx('rounded-[10px] border p-3 max-sm:rounded-2xl max-sm:p-4', frames[tone])}>
      <div className="flex items-center gap-2 font-semibold">
        {Icon && <Icon className="text-[16px]" />}
        {title}
      </div>
      {children && <div className="mt-1 text-ink">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
