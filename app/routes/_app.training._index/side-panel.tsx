import { type ReactNode, useEffect, useRef } from 'react';

type Props = { label: string; onClose: () => void; children: ReactNode };

/** Beside the matrix; on the phone a sheet over it, which a tap above it closes. */
export function SidePanel({ label, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (window.matchMedia('(max-width: 639px)').matches) panel.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div aria-hidden onClick={onClose} className="fixed inset-0 z-40 bg-black/40 animate-fade sm:hidden" />
      <aside
        ref={panel}
        tabIndex={-1}
        aria-label={label}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        className="flex flex-col border-line bg-surface outline-none max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-40 max-sm:h-[88dvh] max-sm:rounded-t-2xl max-sm:pb-[env(safe-area-inset-bottom)] max-sm:shadow-sheet max-sm:animate-rise sm:w-[272px] sm:shrink-0 sm:border-l xl:w-[304px]"
      >
        {children}
      </aside>
    </>
  );
}
