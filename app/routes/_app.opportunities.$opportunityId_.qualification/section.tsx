import clsx from 'clsx';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFormScope } from '~/ui/form-scope';
import { ChevronDown } from '~/ui/icons';

type SectionProps = {
  id: string;
  title: string;
  done: number;
  of: number;
  fields: string[];
  open?: boolean;
  children: ReactNode;
};

/** A part of the form that folds: closed on the phone, open on the desktop, and open wherever something is refused. */
export function Section({ id, title, done, of, fields, open = false, children }: SectionProps) {
  const errors = Object.keys(useFormScope()?.errors ?? {});
  const isWrong = errors.some((name) => fields.some((field) => name === field || name.startsWith(`${field}.`)));
  const box = useRef<HTMLDetailsElement>(null);
  const [isSettled, settle] = useState(false);
  useEffect(() => {
    if (box.current && matchMedia('(min-width: 640px)').matches) box.current.open = true;
    settle(true);
  }, []);
  return (
    <details
      ref={box}
      id={id}
      open={open || isWrong}
      className={clsx(
        'group/section min-w-0 scroll-mt-18 rounded-[10px] border border-line bg-surface shadow-card max-sm:rounded-2xl print:break-inside-avoid print:[&::details-content]:[content-visibility:visible]',
        !isSettled && 'sm:[&::details-content]:[content-visibility:visible]',
      )}
    >
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 px-3 max-sm:min-h-12 max-sm:px-4 [&::-webkit-details-marker]:hidden">
        <h2 className="text-sm font-semibold max-sm:text-base">{title}</h2>
        <span className={clsx('num ml-auto text-xs', done === of ? 'text-ok-ink' : 'text-ink-3')}>
          {done}/{of}
        </span>
        <ChevronDown className="text-[16px] text-ink-3 transition-transform group-open/section:rotate-180 print:hidden" />
      </summary>
      <div className="grid gap-4 border-t border-line p-3 max-sm:p-4">{children}</div>
    </details>
  );
}

/** Opens what holds the field and puts the focus into it. */
export function goTo(name: string, section: string) {
  const field = document.querySelector<HTMLElement>(
    `[name="${name}"]:checked, [name="${name}"]:not([type=hidden], [type=radio]), [name="${name}"][type=radio]`,
  );
  const target = field ?? document.querySelector<HTMLElement>(`#${section} select, #${section} input`);
  const box = document.getElementById(section);
  if (box instanceof HTMLDetailsElement) box.open = true;
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'center' });
}
