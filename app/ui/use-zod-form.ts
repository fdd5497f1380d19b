import { zodResolver } from '@hookform/resolvers/zod';
import { useRef } from 'react';
import { type FieldErrors, type FieldValues, type Resolver, useForm } from 'react-hook-form';
import type * as z from 'zod';
import { nest } from '~/core/form-object';

export type ZodForm = {
  values: Record<string, unknown>;
  errors: Record<string, string>;
  register: ReturnType<typeof useForm>['register'];
  /** Whether the form's data would pass the schema; otherwise the first wrong field takes the focus. */
  check: (element: HTMLFormElement) => Promise<boolean>;
};

function flatten(errors: FieldErrors, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, error] of Object.entries(errors)) {
    if (!error) continue;
    if (typeof error.message === 'string') flat[prefix + name] = error.message;
    else Object.assign(flat, flatten(error as FieldErrors, `${prefix}${name}.`));
  }
  return flat;
}

/**
 * The action's schema, checked while typing. It is given what the native form would send, read in the same way as the
 * server reads it, so both sides see one shape.
 */
export function useZodForm(schema: z.ZodType, { values = {} }: { values?: Record<string, unknown> } = {}): ZodForm {
  const element = useRef<HTMLFormElement | null>(null);
  const resolver: Resolver<FieldValues> = (typed, context, options) => {
    const field = Object.values(options.fields)[0]?.ref;
    const form = element.current ?? (field instanceof HTMLElement && 'form' in field ? field.form : null);
    const sent = form instanceof HTMLFormElement ? nest(new FormData(form).entries()) : typed;
    return (zodResolver(schema as never) as unknown as Resolver<FieldValues>)(sent as FieldValues, context, options);
  };
  const form = useForm<FieldValues>({ resolver, mode: 'onTouched' });
  // Chips register without an element: the form is known by the first event of any control.
  const register = ((...given: Parameters<typeof form.register>) => {
    const control = form.register(...given);
    const knowing =
      <E extends { target: unknown }>(handle: (event: E) => Promise<unknown>) =>
      (event: E) => {
        if (event.target instanceof HTMLElement) element.current = event.target.closest('form') ?? element.current;
        return handle(event);
      };
    return { ...control, onChange: knowing(control.onChange), onBlur: knowing(control.onBlur) };
  }) as typeof form.register;
  return {
    values,
    errors: flatten(form.formState.errors),
    register,
    check(target) {
      element.current = target;
      return new Promise((resolve) => {
        void form.handleSubmit(
          () => resolve(true),
          () => resolve(false),
        )();
      });
    },
  };
}
