import clsx from 'clsx';
import { type InputHTMLAttributes, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { parseYuan } from '~/core/money';
import { useControl } from './form-scope';

/** Yuan as text (`3,200,000.50`, `320万`), read on the server; says it in 万 while one types, where zeros get miscounted. */
export function MoneyInput({ className, onChange, ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  const t = useT();
  const format = useFormat();
  const control = useControl(rest);
  const [typed, setTyped] = useState(String(rest.value ?? control.defaultValue ?? ''));
  const fen = parseYuan(typed) ?? 0;
  const spoken = fen >= 1_000_000 ? format.money(fen) : '';
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
        className={clsx('control num !pr-24 !pl-7', className)}
      />
      <span className="num pointer-events-none absolute right-3 text-xs text-ink-3">
        {spoken ? `= ${spoken}` : t('common.yuan')}
      </span>
    </div>
  );
}
