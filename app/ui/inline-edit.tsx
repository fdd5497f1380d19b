import { Link, useFetcher } from '@remix-run/react';
import { Check, Pencil } from 'lucide-react';
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { Button } from './button';
import { FieldError } from './field';
import type { Refusal } from './form-errors';
import { FieldScopeContext } from './form-scope';
import { Input } from './input';
import { Spinner } from './spinner';

type InlineEditProps = {
  label: string;
  name: string;
  value: string | number | null;
  action?: string;
  hidden?: Record<string, string | number | null>;
  /** The edit page: the way without JavaScript. */
  editTo: string;
  control?: ReactNode;
  /** The value as it is shown. */
  children: ReactNode;
};

/** Click the value: Enter saves, Esc restores; a refusal stands at the value and what was typed stays. */
export function InlineEdit({ label, name, value, action, hidden = {}, editTo, control, children }: InlineEditProps) {
  const t = useT();
  const fetcher = useFetcher<Refusal | { ok: true } | undefined>();
  const [editing, setEditing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const opener = useRef<HTMLAnchorElement>(null);
  const busy = fetcher.state !== 'idle';
  const refusal = fetcher.data && fetcher.data.ok === false ? fetcher.data : null;
  const message =
    refusal && (refusal.fields?.[name] ?? (refusal.reason.includes('.') ? refusal.reason : `error.${refusal.reason}`));
  const sent = useRef(false);

  useEffect(() => {
    if (busy) sent.current = true;
    else if (sent.current) {
      sent.current = false;
      if (!refusal) close();
    }
  });
  useEffect(() => {
    if (editing) form.current?.querySelector<HTMLElement>('input:not([type=hidden]),select,textarea')?.focus();
  }, [editing]);

  function close() {
    setEditing(false);
    requestAnimationFrame(() => opener.current?.focus());
  }
  function leave(event: FocusEvent<HTMLFormElement>) {
    if (busy || refusal || event.currentTarget.contains(event.relatedTarget)) return;
    const typed = new FormData(event.currentTarget).get(name);
    if (typed === String(value ?? '')) setEditing(false);
    else fetcher.submit(event.currentTarget);
  }

  if (!editing) {
    return (
      <Link
        ref={opener}
        to={editTo}
        aria-label={t('common.edit_value', { label })}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          setEditing(true);
        }}
        className="group -mx-1.5 flex min-h-6 items-center gap-2 rounded-md px-1.5 hover:bg-sunken max-sm:min-h-11"
      >
        <span className="min-w-0 flex-1">{children}</span>
        {fetcher.data?.ok ? (
          <Check aria-hidden="true" className="text-[14px] text-ok animate-fade" />
        ) : (
          <Pencil
            aria-hidden="true"
            className="text-[13px] text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
          />
        )}
      </Link>
    );
  }
  return (
    <fetcher.Form
      ref={form}
      method="post"
      action={action}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.preventDefault();
        close();
      }}
      className="-mx-1.5"
    >
      {Object.entries(hidden).map(([key, content]) => (
        <input key={key} type="hidden" name={key} value={content ?? ''} />
      ))}
      <FieldScopeContext.Provider
        value={{
          id: `inline-${name}`,
          name,
          label,
          value,
          describedBy: `inline-${name}-error`,
          invalid: Boolean(message),
          required: false,
        }}
      >
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">{control ?? <Input className="sm:!h-7" />}</div>
          {busy ? (
            <Spinner />
          ) : (
            <Button type="submit" size="sm" variant="ghost" icon={Check} aria-label={t('common.save')} />
          )}
        </div>
      </FieldScopeContext.Provider>
      {message && <FieldError id={`inline-${name}-error`} message={message} params={refusal?.params} />}
    </fetcher.Form>
  );
}
