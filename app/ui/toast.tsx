import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { CircleAlert, CircleCheck, X } from './icons';
import { useShortcut } from './shortcuts';

export type Toast = { text: ReactNode; tone?: 'ok' | 'warn' | 'bad'; undo?: () => void };
type Shown = Toast & { id: number };

const ToastContext = createContext<(toast: Toast) => void>(() => {});
export const useToast = () => useContext(ToastContext);

const lifeMs = 6000;

/** One message at a time, six seconds, longer while pointed at; Z undoes. */
export function ToastRegion({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const next = useRef(0);
  const show = useCallback((toast: Toast) => {
    next.current += 1;
    setShown({ ...toast, id: next.current });
  }, []);
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-6 z-60 flex justify-center px-4 max-sm:bottom-24"
      >
        {shown && <Message key={shown.id} {...shown} close={() => setShown(null)} />}
      </div>
    </ToastContext.Provider>
  );
}

function Message({ text, tone = 'ok', undo, close }: Shown & { close: () => void }) {
  const t = useT();
  const [held, setHeld] = useState(false);
  const closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => closing.current(), lifeMs);
    return () => clearTimeout(timer);
  }, [held]);
  const back = () => {
    undo?.();
    close();
  };
  useShortcut('z', back, Boolean(undo));
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      className="pointer-events-auto flex min-h-10 max-w-xl items-center gap-3 rounded-lg bg-float py-1.5 pr-1.5 pl-4 text-on-float shadow-pop animate-rise dark:border dark:border-line-strong"
    >
      {tone === 'ok' ? (
        <CircleCheck className="text-[16px] text-[#3cc492]" />
      ) : (
        <CircleAlert className="text-[16px] text-[#f0a93a]" />
      )}
      <span className="min-w-0 flex-1">{text}</span>
      {undo && (
        <button
          type="button"
          onClick={back}
          className="flex h-8 items-center gap-1.5 rounded-md px-2 font-medium text-(--float-link) hover:bg-white/10 max-sm:h-11"
        >
          {t('common.undo')}
          <span
            aria-hidden="true"
            className="rounded-sm bg-white/15 px-1.5 font-sans text-2xs text-white max-sm:hidden"
          >
            Z
          </span>
        </button>
      )}
      <button
        type="button"
        aria-label={t('common.close')}
        onClick={close}
        className="flex size-8 items-center justify-center rounded-md text-on-float/70 hover:bg-white/10 max-sm:size-11"
      >
        <X className="text-[14px]" />
      </button>
    </div>
  );
}
