import { useFetcher } from '@remix-run/react';
import clsx from 'clsx';
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { Button } from './button';
import { FieldError } from './field';
import type { Refusal } from './form-errors';
import { FieldScopeContext } from './form-scope';
import { Check } from './icons';
import { Input } from './input';
import { Spinner } from './spinner';

/** What is changed in place, and how. */
export type Edit = {
  label: string;
  name: string;
  value: string | number | null;
  action?: string;
  hidden?: Record<string, string | number | null>;
  /** The edit page: the way without JavaScript. */
  editTo: string;
  control?: ReactNode;
};
/** `children`: the value as it is shown. */
type InlineEditProps = Edit & { children: ReactNode };

/** Click the value: Enter saves, Esc restores, a choice made with the pointer saves at once; a refusal stands at the value and what was typed stays. */
export function InlineEdit(props: InlineEditProps) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  const opener = useRef<HTMLAnchorElement>(null);

  function close(success: boolean, back = true) {
    setEditing(false);
    setSaved(success);
    if (back) requestAnimationFrame(() => opener.current?.focus());
  }
  if (editing) return <Editing {...props} onClose={close} />;
  return (
    <a
      ref={opener}
      href={props.editTo}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        setEditing(true);
      }}
      aria-description={t('common.edit_value', { label: props.label })}
      className={clsx('editable', !saved && 'editable-mark')}
    >
      <span className="min-w-0 flex-1">{props.children}</span>
      {saved && <Check className="text-[14px] text-ok animate-fade" />}
    </a>
  );
}

type EditingProps = Edit & { onClose: (saved: boolean, back?: boolean) => void };

/** The form a value becomes once it is clicked. */
export function Editing({ label, name, value, action, hidden = {}, control, onClose }: EditingProps) {
  const t = useT();
  const fetcher = useFetcher<Refusal | { ok: true } | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const busy = fetcher.state !== 'idle';
  const refusal = fetcher.data && fetcher.data.ok === false ? fetcher.data : null;
  const message =
    refusal && (refusal.fields?.[name] ?? (refusal.reason.includes('.') ? refusal.reason : `error.${refusal.reason}`));
  const sent = useRef(false);
  const pointed = useRef(false);

  useEffect(() => {
    if (busy) sent.current = true;
    else if (sent.current) {
      sent.current = false;
      if (!refusal) onClose(true);
    }
  });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:not([type=hidden]),select,textarea')?.focus();
  }, []);

  function leave(event: FocusEvent<HTMLFormElement>) {
    if (busy || refusal || event.currentTarget.contains(event.relatedTarget)) return;
    const typed = new FormData(event.currentTarget).get(name);
    if (typed === String(value ?? '')) onClose(false, false);
    else fetcher.submit(event.currentTarget);
  }

  return (
    <fetcher.Form
      ref={form}
      method="post"
      action={action}
      onBlur={leave}
      onPointerDown={() => {
        pointed.current = true;
      }}
      onChange={({ target, currentTarget }) => {
        // by the keys one passes other choices on the way
        if (pointed.current && (target as Element) instanceof HTMLSelectElement) fetcher.submit(currentTarget);
      }}
      onKeyDown={(event) => {
        pointed.current = false;
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.preventDefault();
        onClose(false);
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
