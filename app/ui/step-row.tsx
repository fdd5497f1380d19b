import clsx from 'clsx';
import { useId } from 'react';
import { FieldError } from './field';
import { useFormScope } from './form-scope';

type StepRowProps = {
  name: string;
  label: string;
  steps: readonly { value: string; label: string; title?: string }[];
  /** The start step; found by `name` in the form when left out. */
  value?: string;
  error?: string;
  /** The label is read out only: something beside shows it. */
  quiet?: boolean;
};

/** One of a few steps of a scale, side by side: one tap each, arrow keys, and a plain radio group without JavaScript. */
export function StepRow({ name, label, steps, value, error, quiet = false }: StepRowProps) {
  const id = useId();
  const scope = useFormScope();
  const message = error ?? scope?.errors[name];
  const start = String(value ?? scope?.values[name] ?? '');
  return (
    <fieldset data-field={name} aria-describedby={message ? id : undefined} className="min-w-0">
      <legend className={quiet ? 'sr-only' : 'mb-1 text-xs font-medium text-ink-2 max-sm:text-sm'}>{label}</legend>
      <div className="flex overflow-hidden rounded-md border border-line-strong bg-surface max-sm:rounded-xl">
        {steps.map((step, at) => (
          <label
            key={step.value}
            title={step.title}
            className={clsx(
              'num relative flex h-8 min-w-8 flex-1 items-center justify-center text-sm text-ink-2 hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-ink max-sm:h-11 max-sm:min-w-11 max-sm:text-base print:[print-color-adjust:exact]',
              at > 0 && 'border-l border-line',
              // what is not known yet stands back
              step.value === ''
                ? 'has-checked:bg-sunken'
                : 'has-checked:bg-brand has-checked:font-semibold has-checked:text-on-brand',
            )}
          >
            <input
              type="radio"
              name={name}
              value={step.value}
              defaultChecked={step.value === start}
              aria-label={step.title}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            {step.label}
          </label>
        ))}
      </div>
      {message && <FieldError id={id} message={message} />}
    </fieldset>
  );
}
