import clsx from 'clsx';
import type { InputHTMLAttributes, ReactNode } from 'react';
import { useControl } from './form-scope';
import type { Icon } from './icons';

export type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'prefix'> & {
  icon?: Icon;
  prefix?: ReactNode;
  suffix?: ReactNode;
};

export function Input({ icon: Icon, prefix, suffix, className, ...rest }: InputProps) {
  const input = (
    <input
      type="text"
      autoComplete="off"
      {...rest}
      {...useControl(rest)}
      className={clsx('control', Icon && '!pl-9', className)}
    />
  );
  if (!Icon && !prefix && !suffix) return input;
  return (
    <div className="relative flex items-center gap-2">
      {Icon && <Icon className="pointer-events-none absolute left-3 text-[15px] text-ink-3" />}
      {prefix && <span className="shrink-0 text-ink-3">{prefix}</span>}
      {input}
      {suffix && <span className="shrink-0 text-ink-3">{suffix}</span>}
    </div>
  );
}
