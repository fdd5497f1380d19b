import { createContext, useContext } from 'react';

type Registered = {
  name: string;
  ref: (element: HTMLElement | null) => void;
  onChange: (event: { target: unknown; type?: unknown }) => unknown;
  onBlur: (event: { target: unknown; type?: unknown }) => unknown;
};

/** What the fields of a form need from it. */
export type FormScope = {
  errors: Record<string, string>;
  values: Record<string, unknown>;
  /** What was typed into this form before and not sent: it goes before what a control was given. */
  typed?: Record<string, unknown>;
  busy: boolean;
  register?: (name: string) => Registered;
};
export const FormScopeContext = createContext<FormScope | null>(null);
export const useFormScope = () => useContext(FormScopeContext);

/** What a control needs from its field. */
export type FieldScope = {
  id: string;
  name: string;
  /** Where no visible label names the control. */
  label?: string;
  /** The start value, where there is no form to ask. */
  value?: unknown;
  describedBy?: string;
  invalid: boolean;
  required: boolean;
};
export const FieldScopeContext = createContext<FieldScope | null>(null);

type Own = {
  'aria-label'?: string;
  id?: string;
  name?: string;
  required?: boolean;
  defaultValue?: unknown;
  value?: unknown;
};

const asText = (value: unknown) => (value === undefined || value === null ? undefined : String(value));

/** The attributes that tie a native control to its field and form. What the control was given itself wins. */
export function useControl(own: Own) {
  const form = useFormScope();
  const field = useContext(FieldScopeContext);
  const name = own.name ?? field?.name;
  const registered = name && form?.register ? form.register(name) : undefined;
  return {
    ...registered,
    id: own.id ?? field?.id,
    name,
    required: own.required ?? (field?.required || undefined),
    'aria-label': own['aria-label'] ?? field?.label,
    'aria-describedby': field?.describedBy,
    'aria-invalid': field?.invalid || undefined,
    ...(own.value === undefined && {
      defaultValue: asText(
        (name ? form?.typed?.[name] : undefined) ??
          own.defaultValue ??
          field?.value ??
          (name ? form?.values[name] : undefined),
      ),
    }),
  };
}
