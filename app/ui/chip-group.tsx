import { type ReactNode, useId } from 'react';
import { FieldError, RequiredMark } from './field';
import { useFormScope } from './form-scope';
import { Check } from './icons';
import type { Option } from './select';

type ChipGroupProps = {
  name: string;
  /** Read out, and shown by ChipField. */
  label: string;
  options: readonly Option[];
  type?: 'radio' | 'checkbox';
  /** The start choice; found by `name` in the form when left out. */
  value?: string | readonly string[];
  onChoose?: (value: string) => void;
  describedBy?: string;
  required?: boolean;
};

/** Pills to choose one or several of. */
export function ChipGroup({
  name,
  label,
  options,
  type = 'radio',
  value,
  onChoose,
  describedBy,
  required,
}: ChipGroupProps) {
  const scope = useFormScope();
  const given = value ?? scope?.values[name];
  // nothing chosen sends nothing: in a draft that is a choice too
  const start = scope?.typed ? (scope.typed[name] ?? (type === 'checkbox' ? [] : given)) : given;
  // The form reads choices from its data, so the box itself stays the browser's.
  const { ref: _ref, ...watch } = scope?.register?.(name) ?? { ref: null };
  const chosen = (Array.isArray(start) ? start : [start]).map(String);
  return (
    <fieldset aria-describedby={describedBy} className="flex min-w-0 flex-wrap gap-1.5 max-sm:gap-2">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative inline-flex h-8 items-center gap-1 rounded-full border border-line-strong bg-surface px-3 text-sm text-ink-2 transition-colors hover:border-ink-3 has-checked:border-brand has-checked:bg-brand-soft has-checked:text-brand-ink has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand max-sm:h-11 max-sm:px-4 max-sm:text-base"
        >
          <input
            {...watch}
            type={type}
            name={name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
            disabled={option.disabled}
            required={type === 'radio' && required}
            onClick={() => onChoose?.(option.value)}
            className="peer absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          <Check className="hidden text-[14px] peer-checked:block" />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** ChipGroup with its label, hint and error; `marked` as required without keeping the browser from sending. */
export function ChipField({
  hint,
  error,
  marked,
  ...group
}: ChipGroupProps & { hint?: ReactNode; error?: string; marked?: boolean }) {
  const id = useId();
  const scope = useFormScope();
  const message = error ?? scope?.errors[group.name];
  return (
    <div data-field={group.name}>
      <p aria-hidden="true" className="mb-1.5 flex gap-1 text-xs font-medium text-ink-2 max-sm:text-sm">
        {group.label}
        {(group.required || marked) && <RequiredMark />}
      </p>
      <ChipGroup {...group} describedBy={message ? `${id}-error` : undefined} />
      {message && <FieldError id={`${id}-error`} message={message} />}
      {hint && <p className="mt-1 text-xs text-ink-3">{hint}</p>}
    </div>
  );
}
