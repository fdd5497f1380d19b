import { useLocation } from '@remix-run/react';
import clsx from 'clsx';
import { type ReactNode, useRef, useState } from 'react';
import { useCloseOutside } from './close-outside';
import type { Icon } from './icons';
import { withParams } from './params';

type SheetProps = {
  label: string;
  icon: Icon;
  /** The parameter that asks for it open: without JavaScript it takes a page of its own. */
  param: string;
  /** The link to that page. */
  noScript: string;
  className?: string;
  /** A finger or the focus comes near: what it holds may be fetched. */
  onNear?: () => void;
  children: (close: () => void) => ReactNode;
};

/** A native disclosure: a bottom sheet on the phone, a panel below its button on the desktop. Drawn when first opened. */
export function Sheet({ label, icon: Icon, param, noScript, className, onNear, children }: SheetProps) {
  const { search } = useLocation();
  const panel = useRef<HTMLDetailsElement>(null);
  useCloseOutside(panel);
  const asked = new URLSearchParams(search).get(param) !== null;
  const [shown, setShown] = useState(asked);
  return (
    <details
      ref={panel}
      open={asked}
      onToggle={() => setShown(true)}
      onPointerEnter={onNear}
      onFocus={onNear}
      className={clsx('relative shrink-0 max-sm:static max-sm:order-first', className)}
    >
      <summary className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-ink-2 hover:bg-sunken hover:text-ink max-sm:h-11 max-sm:rounded-xl max-sm:border max-sm:border-line-strong max-sm:bg-surface max-sm:px-3">
        <Icon className="text-[15px]" />
        {label}
      </summary>
      <div className="absolute top-full left-0 z-30 mt-1 w-80 rounded-[10px] border border-line bg-raised p-3 shadow-pop animate-fade max-sm:fixed max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:z-50 max-sm:max-h-[85dvh] max-sm:w-auto max-sm:overflow-y-auto max-sm:rounded-t-2xl max-sm:rounded-b-none max-sm:border-0 max-sm:p-4 max-sm:pb-[max(16px,env(safe-area-inset-bottom))] max-sm:shadow-[0_0_0_100vmax_rgb(0_0_0/0.4)]">
        {shown ? (
          children(() => panel.current?.removeAttribute('open'))
        ) : (
          <a href={withParams(search, { [param]: '' })}>{noScript}</a>
        )}
      </div>
    </details>
  );
}
