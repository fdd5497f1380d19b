import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useLocale, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { yuanText } from '~/core/money';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { CustomInputs, customLabels } from '~/features/custom-fields/custom-inputs';
import { inUse, listFields } from '~/features/custom-fields/queries.server';
import { withCustom } from '~/features/custom-fields/values';
import { listCompetitors, listOfferings } from '~/features/offerings/queries.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { opportunityEdit } from '~/features/opportunities/input';
import { OpportunityFields } from '~/features/opportunities/opportunity-fields';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field, FieldRow, FormActions } from '~/ui/field';
import type { Refusal } from '~/ui/form-errors';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';
import { useZodForm } from '~/ui/use-zod-form';
import { StaleNotice } from './stale-notice';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [{ opportunity, ...names }, offerings, competitors] = await Promise.all([
    getOpportunity(ctx, params.opportunityId!),
    listOfferings(ctx),
    listCompetitors(ctx),
  ]);
  requirePermission(ctx.actor, 'opportunity.update', opportunity);
  const fields = await listFields(ctx, opportunity.tenantId, 'opportunities');
  const { id, version, title, offeringId, source, months, expectedCloseOn, nextStep, nextStepOn } = opportunity;
  const { competitorId, probability, oneOffFen, monthlyFen } = opportunity;
  const shown =
    offerings.some((one) => one.id === offeringId) || !offeringId || !names.line
      ? offerings
      : [
          { id: offeringId, code: '', name: names.offeringName ?? '', nameEn: names.offeringNameEn, line: names.line },
          ...offerings,
        ];
  const amounts = { oneOffFen: yuanText(oneOffFen), monthlyFen: yuanText(monthlyFen), months: String(months) };
  return {
    id,
    version,
    now: ctx.now.toISOString(),
    values: { title, offeringId, source, expectedCloseOn, nextStep, nextStepOn, competitorId, probability, ...amounts },
    amounts,
    offerings: shown,
    fields: inUse(fields),
    custom: opportunity.custom,
    competitors,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, opportunityEdit);
  if (!input.ok) return invalid(input, input.typed);
  const result = await updateOpportunity(ctx, params.opportunityId!, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.opportunity(params.opportunityId!), {
    key: 'opportunity.saved',
    params: { title: input.value.title },
  });
}

export default function EditOpportunity() {
  const t = useT();
  const locale = useLocale();
  const { id, version, now, values, amounts, offerings, competitors, fields, custom } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const refusal = useActionData<Refusal>();
  const form = useZodForm(withCustom(opportunityEdit, fields, custom), { values });
  const field = search.get('field');
  return (
    <>
      <PageHead title={t('opportunity.edit')} back={paths.opportunity(id)} />
      <PageBody narrow>
        <StaleNotice refusal={refusal} now={now} />
        <ActionForm
          form={form}
          hidden={{ version }}
          labels={{
            title: t('opportunity.title'),
            months: t('opportunity.months'),
            ...customLabels(fields, locale),
          }}
        >
          <OpportunityFields offerings={offerings} start={amounts} focus={field} />
          <FieldRow>
            <Field name="probability" label={`${t('opportunity.probability')} (%)`}>
              <Input inputMode="numeric" maxLength={3} autoFocus={field === 'probability'} />
            </Field>
            <Field name="competitorId" label={t('opportunity.competitor')}>
              <Select
                autoFocus={field === 'competitorId'}
                placeholder={t('common.choose')}
                options={competitors.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          </FieldRow>
          <CustomInputs fields={fields} values={custom} focus={field} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={paths.opportunity(id)} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
