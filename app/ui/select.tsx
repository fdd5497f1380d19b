import clsx from 'clsx';
import type { SelectHTMLAttributes } from 'react';
import { useControl } from './form-scope';
import { ChevronDown } from './icons';

export type Option = { value: string; label: string; disabled?: boolean };
export type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & {
  options: readonly Option[];
  /** Shown for no choice; leave out when there is always one. */
  placeholder?: string;
};

export function Select({ options, placeholder, className, ...rest }: SelectProps) {
  return (
    <div className="relative">
      <select {...rest} {...useControl(rest)} className={clsx('control appearance-none !pr-8', className)}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-[15px] text-ink-3" />
    </div>
  );
}
