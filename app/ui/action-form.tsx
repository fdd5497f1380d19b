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
import type { FormDraft } from '~/core/offline/use-draft';
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
  /** There are other forms beside: only a refusal of its own `intent` is shown. */
  own?: boolean;
  fetcher?: FetcherWithComponents<unknown>;
  /** Keeps what is typed on this device until it is sent; what was found there goes before every start value. */
  draft?: FormDraft;
};

const asRefusal = (data: unknown): Refusal | null =>
  typeof data === 'object' && data !== null && 'ok' in data && data.ok === false && 'reason' in data
    ? (data as Refusal)
    : null;

const isTyped = (draft: FormDraft | undefined) => Object.keys(draft?.typed ?? {}).length > 0;

/** A native POST form that shows the action's refusal on top and at each field. */
export function ActionForm({
  form,
  values,
  hidden = {},
  labels,
  own = false,
  fetcher,
  draft,
  children,
  className,
  onSubmit,
  ...rest
}: ActionFormProps) {
  const hydrated = useHydrated();
  const submit = useSubmit();
  const navigation = useNavigation();
  const actionData = useActionData<unknown>();
  const answer = asRefusal(fetcher ? fetcher.data : actionData);
  const refusal = own && answer?.typed?.intent !== hidden.intent ? null : answer;
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

  // the record a draft would make keeps its id: sent before the phone went dark, it would be made twice
  const all = {
    ...hidden,
    ...(draft && { draft: draft.name, replaces: draft.replaces }),
    ...(typeof draft?.typed.id === 'string' && { id: draft.typed.id }),
  };
  const Native = fetcher ? fetcher.Form : Form;
  const scope = {
    errors: { ...refusal?.fields, ...form?.errors },
    values: { ...values, ...form?.values, ...draft?.typed, ...refusal?.typed },
    typed: isTyped(draft) ? draft?.typed : undefined,
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
        onInput={draft && ((event) => draft.save(event.currentTarget))}
        className={clsx('grid gap-4', className)}
      >
        <FormErrors refusal={refusal} labels={labels} />
        {Object.entries(all).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value ?? ''} />
        ))}
        {children}
      </Native>
    </FormScopeContext.Provider>
  );
}
