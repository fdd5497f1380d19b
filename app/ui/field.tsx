import clsx from 'clsx';
import { type ReactNode, useId } from 'react';
import { useT } from '~/core/i18n';
import type { Param } from '~/core/message';
import { FieldScopeContext, useFormScope } from './form-scope';
import { CircleAlert } from './icons';

type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** A locale key; found by `name` in the form when left out. */
  error?: string;
  required?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label, control, hint and error, wired together for eyes and screen readers. */
export function Field({ name, label, hint, error, required = false, className, children }: FieldProps) {
  const id = useId();
  const scope = useFormScope();
  const message = error ?? scope?.errors[name];
  const describedBy = clsx(message && `${id}-error`, hint && `${id}-hint`) || undefined;
  return (
    <div className={clsx('min-w-0', className)} data-field={name}>
      <label htmlFor={id} className="mb-1 flex items-baseline gap-1 text-xs font-medium text-ink-2 max-sm:text-sm">
        {label}
        {required && <RequiredMark />}
      </label>
      <FieldScopeContext.Provider value={{ id, name, describedBy, invalid: Boolean(message), required }}>
        {children}
      </FieldScopeContext.Provider>
      {message && <FieldError id={`${id}-error`} message={message} />}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

export function RequiredMark() {
  return (
    <span aria-hidden="true" className="text-bad">
      *
    </span>
  );
}

/** The schema's own words when the catalogue knows them, a general sentence otherwise. */
export function FieldError({ id, message, params }: { id?: string; message: string; params?: Record<string, Param> }) {
  const t = useT();
  return (
    <p id={id} className="mt-1 flex items-start gap-1 text-xs text-bad-ink animate-fade">
      <CircleAlert className="mt-[3px] text-[12px]" />
      {t.has(message) ? t.any(message, params) : t('common.field_not_valid')}
    </p>
  );
}

/** Two or three fields side by side on the desktop. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 sm:auto-cols-fr sm:grid-flow-col">{children}</div>;
}

export function Fieldset({ legend, hint, children }: { legend: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-4 border-t border-line pt-4 first:border-t-0 first:pt-0">
      <legend className="float-left w-full text-sm font-semibold text-ink max-sm:text-base">{legend}</legend>
      {hint && <p className="-mt-3 text-xs text-ink-3">{hint}</p>}
      {children}
    </fieldset>
  );
}

export function FormActions({ children, inline = false }: { children: ReactNode; inline?: boolean }) {
  if (inline) return <div className="flex flex-wrap items-center gap-2 pt-1">{children}</div>;
  return (
    <div
      data-bottom-bar=""
      className="flex flex-wrap items-center gap-2 pt-1 max-sm:sticky max-sm:bottom-0 max-sm:z-10 max-sm:-mx-4 max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:px-4 max-sm:py-2.5 max-sm:pb-[max(10px,env(safe-area-inset-bottom))] max-sm:[&>button:first-of-type]:flex-1"
    >
      {children}
    </div>
  );
}
