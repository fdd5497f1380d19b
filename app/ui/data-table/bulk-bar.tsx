import { Form, useLocation, useNavigation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '~/core/i18n';
import { Button, IconLink } from '../button';
import { Tick } from '../checkbox';
import { useHydrated } from '../hydrated';
import { X } from '../icons';
import { useNarrow } from '../narrow';
import { withParams } from '../params';

type BulkBarProps = {
  /** The form the rows' boxes belong to. */
  id: string;
  action?: string;
  selected: string[];
  total: number;
  onAll: (on: boolean) => void;
  onClear: () => void;
  children: ReactNode;
};

/** What is done with the rows selected: floating over a table, above the phone's bottom bar under cards. */
export function BulkBar({ id, action, selected, total, onAll, onClear, children }: BulkBarProps) {
  const t = useT();
  const narrow = useNarrow();
  const hydrated = useHydrated();
  const { search } = useLocation();
  useCleared(action, onClear);
  const count = <span className="num whitespace-nowrap">{t('common.selected', { n: selected.length })}</span>;
  if (!narrow) {
    return (
      <Form
        id={id}
        method="post"
        action={action}
        className="fixed bottom-6 left-1/2 z-20 hidden w-fit max-w-full -translate-x-1/2 lg:ml-26 items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 shadow-pop animate-rise sm:group-has-[[name=ids]:checked]/table:flex"
      >
        <span className="mr-1">{count}</span>
        {children}
        <Button variant="ghost" onClick={onClear}>
          {t('common.cancel')}
        </Button>
      </Form>
    );
  }
  const isAsked = new URLSearchParams(search).has('select');
  return (
    <Form
      id={id}
      method="post"
      action={action}
      className="fixed inset-x-0 bottom-[calc(60px+env(safe-area-inset-bottom))] z-20 grid gap-2 border-t border-line bg-raised px-4 pt-1 pb-6 shadow-sheet animate-rise"
    >
      <div className="flex items-center gap-3">
        <label htmlFor={`${id}-all`} className="flex min-h-11 items-center gap-2">
          <Tick
            id={`${id}-all`}
            checked={selected.length === total}
            onChange={(event) => onAll(event.currentTarget.checked)}
          />
          {t('common.select_all')}
        </label>
        <span role="status" className="ml-auto text-ink-2">
          {count}
        </span>
        <IconLink
          icon={X}
          label={t('common.cancel')}
          to={withParams(search, { select: null })}
          className="-mr-2"
          onClick={(event) => {
            onClear();
            if (!isAsked) event.preventDefault();
          }}
        />
      </div>
      {selected.length > 0 || !hydrated ? (
        <div className="flex flex-wrap items-center gap-2">{children}</div>
      ) : (
        <p className="text-sm text-ink-3">{t('list.select_hint')}</p>
      )}
    </Form>
  );
}

/** What was done to the rows is done: the page that follows starts without a selection. */
function useCleared(action: string | undefined, onClear: () => void) {
  const { state, formAction } = useNavigation();
  const clear = useRef(onClear);
  clear.current = onClear;
  const isDone = action !== undefined && state === 'loading' && formAction === action;
  useEffect(() => {
    if (isDone) clear.current();
  }, [isDone]);
}
