import { type InputHTMLAttributes, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { useControl } from './form-scope';

/** Yuan as text (`3,200,000.50`), read on the server; says it in 万 while one types, where zeros get miscounted. */
export function MoneyInput({ className, onChange, ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  const t = useT();
  const format = useFormat();
  const control = useControl(rest);
  const [typed, setTyped] = useState(String(rest.value ?? control.defaultValue ?? ''));
  const yuan = Number(typed.replace(/[,，\s¥￥]/g, ''));
  const spoken = typed.trim() && Number.isFinite(yuan) && Math.abs(yuan) >= 10_000 ? format.money(yuan * 100) : '';
  return (
    <div className="relative flex items-center">
      <span aria-hidden="true" className="pointer-events-none absolute left-3 text-ink-3">
        ¥
      </span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
        {...rest}
        {...control}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onChange?.(event);
          control.onChange?.(event);
        }}
        className="control num !pr-24 !pl-7"
      />
      <span className="num pointer-events-none absolute right-3 text-xs text-ink-3">
        {spoken ? `= ${spoken}` : t('common.yuan')}
      </span>
    </div>
  );
}
