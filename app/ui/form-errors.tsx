import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import { CircleAlert } from './icons';

/** A refusal as a page gets it, with what was typed. */
export type Refusal = Refused & { typed?: Record<string, unknown> };

type FormErrorsProps = { refusal?: Refusal | null; labels?: Record<string, ReactNode> };

/** Why the form was refused, with a jump to each field; takes the focus so that it is read out. */
export function FormErrors({ refusal, labels = {} }: FormErrorsProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) box.current?.focus();
  }, [refusal]);
  if (!refusal) return null;

  const fields = Object.entries(refusal.fields ?? {});
  const key = refusal.reason.includes('.') ? refusal.reason : `error.${refusal.reason}`;
  const counted = key === 'error.invalid' && fields.length > 0;
  const heading = counted ? t('common.fix_fields', { n: fields.length }) : t.any(key, refusal.params);
  const jump = (name: string) => {
    const control = document.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]:not([type=hidden])`);
    control?.focus();
  };
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-lg border border-bad/40 bg-bad-soft px-3 py-2.5 text-bad-ink outline-none animate-fade"
    >
      <p className="flex items-start gap-2 font-medium">
        <CircleAlert className="mt-0.5 text-[16px]" />
        {heading}
      </p>
      {fields.length > 0 && (
        <ul className="mt-1 grid gap-0.5 pl-6 text-xs">
          {fields.map(([name, message]) => (
            <li key={name}>
              {labels[name] && (
                <button type="button" className="font-medium underline underline-offset-2" onClick={() => jump(name)}>
                  {labels[name]}
                </button>
              )}
              {labels[name] && ' · '}
              {t.has(message) ? t.any(message, refusal.params) : t('common.field_not_valid')}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
