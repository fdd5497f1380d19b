import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { onlySections, placeChoices, sectionChoices, withDivisions } from '~/features/accounts/market-choices';
import { listEnterpriseOptions } from '~/features/accounts/queries/enterprises.server';
import { createOffering } from '~/features/offerings/commands/offering.server';
import { getOffering, isOfGroup, listSpecifications } from '~/features/offerings/detail.server';
import { newOfferingInput } from '~/features/offerings/input';
import { nameIn } from '~/features/offerings/named';
import { OfferingFields, useOfferingLabels } from '~/features/offerings/offering-fields';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const from = new URL(request.url).searchParams.get('variantOf');
  const [variantOf, ofGroup, specifications, enterprises] = await Promise.all([
    from ? getOffering(ctx, from) : null,
    isOfGroup(ctx),
    listSpecifications(ctx),
    listEnterpriseOptions(ctx),
  ]);
  const { locale } = ctx.actor;
  return {
    id: newId(),
    variantOf: variantOf && { id: variantOf.id, name: nameIn(locale, variantOf) },
    values: variantOf
      ? { ...variantOf, code: `${variantOf.code}-`, industries: onlySections(variantOf.industries) }
      : { line: 'internet' },
    reaches: ofGroup ? (['group', 'company'] as const) : (['company'] as const),
    choices: {
      regions: placeChoices(locale),
      industries: sectionChoices(locale),
      specifications: specifications.map((one) => ({ value: one.id, label: nameIn(locale, one) })),
      enterprises: enterprises.map(({ id, name }) => ({ value: id, label: name })),
    },
    title: translate(locale)('offering.new'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const input = await readInput(request, newOfferingInput);
  if (!input.ok) return invalid(input, input.typed);
  const created = await createOffering(ctx, { ...input.value, industries: withDivisions(input.value.industries) });
  if (!created.ok) return invalid(created, input.typed);
  return redirectWithToast(paths.offering(created.value.id), { key: 'offering.created' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewOfferingPage() {
  const t = useT();
  const labels = useOfferingLabels();
  const { id, variantOf, values, reaches, choices } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t(variantOf ? 'offering.new_variant' : 'offering.new')} back="/catalogue" />
      <PageBody narrow>
        <Card>
          <ActionForm hidden={{ id, variantOfId: variantOf?.id ?? '' }} values={values} labels={labels}>
            {variantOf && (
              <p className="text-ink-2">
                {t('offering.variant_of')} {variantOf.name}
              </p>
            )}
            <FieldRow>
              <Field name="code" label={t('offering.code')} required>
                <Input maxLength={40} autoComplete="off" />
              </Field>
              <Field name="reach" label={t('offering.reach')} required>
                <Select options={reaches.map((one) => ({ value: one, label: t(`offering.reach.${one}`) }))} />
              </Field>
            </FieldRow>
            <OfferingFields choices={choices} />
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to="/catalogue" variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
