import clsx from 'clsx';
import type { InputHTMLAttributes, ReactNode } from 'react';
import { useFormScope } from './form-scope';

type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & { label?: ReactNode; hint?: ReactNode };

const box = 'size-4 shrink-0 accent-brand max-sm:size-5';

/** The box alone; name it with `aria-label` when there is no label beside it. */
export function Tick({ className, ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return <input {...rest} type="checkbox" className={clsx(box, className)} />;
}

export function Checkbox({ label, hint, name, className, ...rest }: CheckboxProps) {
  const scope = useFormScope();
  const start = name ? scope?.values[name] : undefined;
  const { ref: _ref, ...watch } = (name && scope?.register?.(name)) || { ref: null };
  const checked = rest.checked === undefined ? { defaultChecked: rest.defaultChecked ?? Boolean(start) } : {};
  return (
    <label className={clsx('flex items-start gap-2 max-sm:min-h-11 max-sm:items-center', className)}>
      <input
        {...rest}
        {...watch}
        type="checkbox"
        name={name}
        {...checked}
        className={clsx(box, 'mt-0.5 max-sm:mt-0')}
      />
      <span className="min-w-0">
        {label}
        {hint && <span className="block text-xs text-ink-3">{hint}</span>}
      </span>
    </label>
  );
}
