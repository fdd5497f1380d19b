import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { findAccount, listAccountOptions } from '~/features/accounts/queries.server';
import { CustomInputs, customLabels } from '~/features/custom-fields/custom-inputs';
import { inUse, listFields } from '~/features/custom-fields/queries.server';
import { withCustom } from '~/features/custom-fields/values';
import { listOfferings } from '~/features/offerings/queries.server';
import { productLines } from '~/features/offerings/rules';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { opportunityInput } from '~/features/opportunities/input';
import { OpportunityFields } from '~/features/opportunities/opportunity-fields';
import { firstPipeline, listStages, pipelinesFor } from '~/features/opportunities/queries.server';
import { stageName } from '~/features/opportunities/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Combobox } from '~/ui/combobox';
import { Field, FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';
import { useZodForm } from '~/ui/use-zod-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.create');
  const params = new URL(request.url).searchParams;
  const line = productLines.find((one) => one === params.get('line'));
  const [account, accounts, offerings, stages] = await Promise.all([
    findAccount(ctx, params.get('account') ?? ''),
    listAccountOptions(ctx),
    listOfferings(ctx),
    listStages(ctx),
  ]);
  const fields = await listFields(ctx, account?.tenantId ?? ctx.actor.tenantId, 'opportunities');
  const pipelines = pipelinesFor(stages, ctx.actor.tenantId);
  const chosen = account ? [{ id: account.id, name: account.name, ownerName: null }] : [];
  return {
    id: newId(),
    accountId: account?.id ?? '',
    accounts: [...chosen, ...accounts.filter(({ id }) => id !== account?.id)].map(({ id, name, ownerName }) => ({
      value: id,
      label: name,
      hint: ownerName ?? undefined,
    })),
    offerings,
    fields: inUse(fields),
    pipelines,
    pipeline: pipelines.find(({ code }) => code === params.get('pipeline'))?.code ?? firstPipeline,
    offeringId: (line && offerings.find((one) => one.line === line)?.id) ?? '',
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, opportunityInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await createOpportunity(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.opportunity(result.value.id), {
    key: 'opportunity.created',
    params: { title: input.value.title },
  });
}

export default function NewOpportunity() {
  const t = useT();
  const { locale } = useFormat();
  const { id, accountId, accounts, offerings, offeringId, fields, pipelines, pipeline } =
    useLoaderData<typeof loader>();
  const form = useZodForm(withCustom(opportunityInput, fields), {
    values: { accountId, offeringId, pipeline, source: 'manager' },
  });
  return (
    <>
      <PageHead title={t('opportunity.new')} back="/opportunities" />
      <PageBody narrow>
        <ActionForm
          form={form}
          hidden={{ id }}
          labels={{
            accountId: t('opportunity.account'),
            title: t('opportunity.title'),
            months: t('opportunity.months'),
            ...customLabels(fields, locale),
          }}
        >
          <Field name="accountId" label={t('opportunity.account')} required>
            <Combobox options={accounts} load="/accounts/options.json" />
          </Field>
          {pipelines.length > 1 && (
            <Field name="pipeline" label={t('process.pipeline')}>
              <Select options={pipelines.map((one) => ({ value: one.code, label: stageName(one, locale) }))} />
            </Field>
          )}
          <OpportunityFields offerings={offerings} />
          <CustomInputs fields={fields} />
          <FormActions>
            <SubmitButton>{t('common.create')}</SubmitButton>
            <ButtonLink to="/opportunities" variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
