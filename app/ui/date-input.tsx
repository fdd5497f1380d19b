import clsx from 'clsx';
import type { InputHTMLAttributes } from 'react';
import { useControl } from './form-scope';

type DateInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'>;

/** A business day, `YYYY-MM-DD`. Years are kept to four digits so that a slip of the finger is refused at once. */
export function DateInput({ className, min = '1900-01-01', max = '2100-12-31', ...rest }: DateInputProps) {
  return (
    <input type="date" min={min} max={max} {...rest} {...useControl(rest)} className={clsx('control num', className)} />
  );
}

/** Time of day, `HH:mm`. */
export function TimeInput({ className, step = 300, ...rest }: DateInputProps) {
  return <input type="time" step={step} {...rest} {...useControl(rest)} className={clsx('control num', className)} />;
}
