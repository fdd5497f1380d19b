import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { changeTerms } from '~/features/quotes/commands/terms.server';
import { termsInput } from '~/features/quotes/input';
import { getQuote } from '~/features/quotes/queries/quote.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Textarea } from '~/ui/textarea';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const { quote } = await getQuote(ctx, params.quoteId!);
  const { id, version, title, months, validUntil, terms, note } = quote;
  return { id, version, values: { title, months, validUntil, terms, note } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, termsInput);
  const result = input.ok ? await changeTerms(ctx, params.quoteId!, input.value) : input;
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.quote(params.quoteId!), { key: 'quote.saved' });
}

export default function EditQuote() {
  const t = useT();
  const { id, version, values } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('quote.terms')} back={paths.quote(id)} />
      <PageBody narrow>
        <ActionForm hidden={{ version }} values={values} labels={{ title: t('quote.name'), months: t('quote.months') }}>
          <Field name="title" label={t('quote.name')} required>
            <Input maxLength={120} />
          </Field>
          <FieldRow>
            <Field name="months" label={t('quote.months')} required>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
            <Field name="validUntil" label={t('quote.valid_until')}>
              <DateInput />
            </Field>
          </FieldRow>
          <Field name="terms" label={t('quote.terms')}>
            <Textarea rows={8} maxLength={8000} />
          </Field>
          <Field name="note" label={t('quote.note')} hint={t('quote.note_hint')}>
            <Textarea rows={3} maxLength={2000} />
          </Field>
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={paths.quote(id)} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
