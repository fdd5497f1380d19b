import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { findContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';
import { confirmInput } from '~/features/confirmations/input';
import { confirmVisit, findConfirmation } from '~/features/confirmations/public.server';
import { longestComment } from '~/features/confirmations/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { CircleAlert, CircleCheck } from '~/ui/icons';
import { Textarea } from '~/ui/textarea';

export const meta = hiddenMeta;

/** Open to all: the code is the key, and it opens one sentence. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  if (await findContext(request)) return data({ state: 'own_people' as const, visit: null });
  const visit = await findConfirmation(params.code!, context.ip);
  if (!visit) return data({ state: 'unknown' as const, visit: null }, { status: 404 });
  return data({ state: 'open' as const, visit });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const input = await readInput(request, confirmInput);
  if (await findContext(request)) return data({ confirmed: false }, { status: 403 });
  if (!input.ok) return invalid(input, input.typed);
  const confirmed = await confirmVisit(params.code!, input.value, context.ip);
  return data({ confirmed }, { status: confirmed ? 200 : 404 });
}

/** After it is confirmed there is nothing more to ask about. */
export const shouldRevalidate = () => false;

export default function Confirm() {
  const t = useT();
  const f = useFormat();
  const { state, visit } = useLoaderData<typeof loader>();
  const answer = useActionData<{ confirmed?: boolean }>();
  if (answer?.confirmed) return <Told title={t('confirmation.thanks')} hint={t('confirmation.thanks_hint')} isGood />;
  if (state === 'own_people') return <Told title={t('confirmation.own_people')} />;
  if (!visit || answer?.confirmed === false)
    return <Told title={t('confirmation.unknown')} hint={t('confirmation.unknown_hint')} />;
  const labels = { rating: t('confirmation.rating'), comment: t('confirmation.comment') };
  return (
    <ConfirmFrame>
      <p className="mb-5 text-lg leading-relaxed">
        {t('confirmation.question', { visitor: visit.visitor, company: visit.company, day: f.dateTime(visit.metAt) })}
      </p>
      <ActionForm labels={labels}>
        <div>
          <ChipField
            name="rating"
            label={labels.rating}
            required
            options={[1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: String(n) }))}
          />
          <p className="mt-1 text-sm text-ink-3">{t('confirmation.rating_hint')}</p>
        </div>
        <Field name="comment" label={labels.comment}>
          <Textarea rows={2} maxLength={longestComment} />
        </Field>
        <SubmitButton size="lg" block>
          {t('confirmation.confirm')}
        </SubmitButton>
      </ActionForm>
    </ConfirmFrame>
  );
}

function Told({ title, hint, isGood = false }: { title: ReactNode; hint?: ReactNode; isGood?: boolean }) {
  const Icon = isGood ? CircleCheck : CircleAlert;
  return (
    <ConfirmFrame>
      <p role="status" className="flex items-center gap-2 text-lg font-semibold">
        <Icon className={`text-[22px] ${isGood ? 'text-ok-ink' : 'text-warn-ink'}`} />
        {title}
      </p>
      {hint && <p className="mt-2 text-ink-2">{hint}</p>}
    </ConfirmFrame>
  );
}
