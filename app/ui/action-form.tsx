import {
  type FetcherWithComponents,
  Form,
  type FormProps,
  useActionData,
  useNavigation,
  useSubmit,
} from '@remix-run/react';
import clsx from 'clsx';
import type { FormEvent, ReactNode } from 'react';
import { FormErrors, type Refusal } from './form-errors';
import { FormScopeContext } from './form-scope';
import { useHydrated } from './hydrated';
import type { ZodForm } from './use-zod-form';

type ActionFormProps = Omit<FormProps, 'method' | 'ref' | 'hidden'> & {
  form?: ZodForm;
  /** Start values by field name, when there is no `form`. */
  values?: Record<string, unknown>;
  hidden?: Record<string, string | number | null | undefined>;
  /** Names of the fields for the summary of errors. */
  labels?: Record<string, ReactNode>;
  fetcher?: FetcherWithComponents<unknown>;
};

const asRefusal = (data: unknown): Refusal | null =>
  typeof data === 'object' && data !== null && 'ok' in data && data.ok === false && 'reason' in data
    ? (data as Refusal)
    : null;

/** A native POST form that shows the action's refusal on top and at each field. */
export function ActionForm({
  form,
  values,
  hidden = {},
  labels,
  fetcher,
  children,
  className,
  onSubmit,
  ...rest
}: ActionFormProps) {
  const hydrated = useHydrated();
  const submit = useSubmit();
  const navigation = useNavigation();
  const actionData = useActionData<unknown>();
  const refusal = asRefusal(fetcher ? fetcher.data : actionData);
  const busy = fetcher ? fetcher.state !== 'idle' : navigation.state !== 'idle' && navigation.formMethod === 'POST';

  async function check(event: FormEvent<HTMLFormElement>) {
    onSubmit?.(event);
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    const element = event.currentTarget;
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    if (!(await form.check(element))) return;
    const source = submitter instanceof HTMLButtonElement ? submitter : element;
    if (fetcher) fetcher.submit(source);
    else submit(source);
  }

  const Native = fetcher ? fetcher.Form : Form;
  const scope = {
    errors: { ...refusal?.fields, ...form?.errors },
    values: { ...values, ...form?.values, ...refusal?.typed },
    busy,
    register: form?.register,
  };
  return (
    <FormScopeContext.Provider value={scope}>
      <Native
        {...rest}
        method="post"
        noValidate={Boolean(form) && hydrated}
        onSubmit={check}
        className={clsx('grid gap-4', className)}
      >
        <FormErrors refusal={refusal} labels={labels} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value ?? ''} />
        ))}
        {children}
      </Native>
    </FormScopeContext.Provider>
  );
}
