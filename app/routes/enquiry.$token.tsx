import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';
import { enquiryInput } from '~/features/leads/input';
import { LeadFields } from '~/features/leads/lead-fields';
import { enquire, findEnquiryForm } from '~/features/leads/public.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { CircleAlert, CircleCheck } from '~/ui/icons';

export const meta = hiddenMeta;

/** Open to all: a page of ours for people whom nobody knows yet. It tells them nothing but that what they sent is there. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const form = await findEnquiryForm(params.token!, context.ip);
  return data({ form, id: newId() }, { status: form ? 200 : 404 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const input = await readInput(request, enquiryInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await enquire(params.token!, input.value, new Date(), context.ip);
  if (!result.ok) return invalid(result, input.typed);
  return data({ isSent: result.value }, { status: result.value ? 200 : 404 });
}

/** What was typed stays, and so does the id it is sent under. */
export const shouldRevalidate = () => false;

export default function Enquiry() {
  const t = useT();
  const { form, id } = useLoaderData<typeof loader>();
  const answer = useActionData<{ isSent?: boolean }>();
  if (answer?.isSent) return <Told title={t('enquiry.thanks')} hint={t('enquiry.thanks_hint')} isGood />;
  if (!form || answer?.isSent === false) return <Told title={t('enquiry.unknown')} hint={t('enquiry.unknown_hint')} />;
  const labels = {
    company: t('enquiry.company'),
    contactName: t('enquiry.contact'),
    phone: t('lead.phone'),
    need: t('lead.need'),
  };
  return (
    <ConfirmFrame title={form.name}>
      <p className="mb-5 text-ink-2">{t('enquiry.hint', { company: form.company })}</p>
      <ActionForm hidden={{ id }} labels={labels}>
        <LeadFields of="enquiry" />
        <div className="sr-only" aria-hidden="true">
          <label>
            {t('enquiry.website')}
            <input name="website" tabIndex={-1} autoComplete="off" />
          </label>
        </div>
        <SubmitButton size="lg" block>
          {t('enquiry.send')}
        </SubmitButton>
      </ActionForm>
      <p className="mt-4 text-sm text-ink-3">{t('enquiry.privacy')}</p>
    </ConfirmFrame>
  );
}

function Told({ title, hint, isGood = false }: { title: string; hint: string; isGood?: boolean }) {
  const t = useT();
  const Icon = isGood ? CircleCheck : CircleAlert;
  return (
    <ConfirmFrame title={t('enquiry.title')}>
      <p role="status" className="flex items-center gap-2 text-lg font-semibold">
        <Icon className={`text-[22px] ${isGood ? 'text-ok-ink' : 'text-warn-ink'}`} />
        {title}
      </p>
      <p className="mt-2 text-ink-2">{hint}</p>
    </ConfirmFrame>
  );
}
