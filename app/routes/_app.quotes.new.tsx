import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { createQuote } from '~/features/quotes/commands/create.server';
import { newQuoteInput } from '~/features/quotes/input';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Field, FormActions } from '~/ui/field';
import { FileSpreadsheet } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const params = new URL(request.url).searchParams;
  const dealId = params.get('opportunity');
  if (!dealId) return null;
  const { opportunity, accountName } = await getOpportunity(ctx, dealId);
  return {
    id: newId(),
    opportunityId: opportunity.id,
    deal: opportunity.title,
    accountName,
    title: (params.get('need') ?? opportunity.title).slice(0, 120),
    months: opportunity.months || 36,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, newQuoteInput);
  if (!input.ok) return invalid(input, input.typed);
  const terms = translate(ctx.actor.locale)('quote.standard_terms');
  const result = await createQuote(ctx, input.value, terms);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(`${paths.quote(result.value.id)}?tab=sites`, { key: 'quote.created' });
}

export default function NewQuote() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('quote.new')} back={data ? paths.opportunity(data.opportunityId) : '/quotes'} />
      <PageBody narrow>
        {data === null ? (
          <EmptyState
            icon={FileSpreadsheet}
            title={t('quote.new')}
            action={<ButtonLink to="/opportunities">{t('quote.to_deals')}</ButtonLink>}
          >
            {t('quote.empty_hint')}
          </EmptyState>
        ) : (
          <ActionForm
            hidden={{ id: data.id, opportunityId: data.opportunityId }}
            values={{ title: data.title, months: data.months }}
            labels={{ title: t('quote.name'), months: t('quote.months') }}
          >
            <p className="text-ink-2">{[data.accountName, data.deal].filter(Boolean).join(' · ')}</p>
            <Field name="title" label={t('quote.name')} required>
              <Input maxLength={120} />
            </Field>
            <Field name="months" label={t('quote.months')} required>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
            <FormActions>
              <SubmitButton>{t('quote.begin')}</SubmitButton>
              <ButtonLink to={paths.opportunity(data.opportunityId)} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
