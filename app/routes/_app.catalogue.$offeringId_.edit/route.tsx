import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, invalid } from '~/core/refusals.server';
import { onlySections, placeChoices, sectionChoices, withDivisions } from '~/features/accounts/market-choices';
import { listEnterpriseOptions } from '~/features/accounts/queries/enterprises.server';
import { updateOffering } from '~/features/offerings/commands/offering.server';
import { getOffering, isOfGroup, listSpecifications, mayEdit, namesAround } from '~/features/offerings/detail.server';
import { offeringEdit } from '~/features/offerings/input';
import { nameIn } from '~/features/offerings/named';
import { OfferingFields, useOfferingLabels } from '~/features/offerings/offering-fields';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const offering = await getOffering(ctx, params.offeringId!);
  const [ofGroup, names, specifications, enterprises] = await Promise.all([
    isOfGroup(ctx),
    namesAround(ctx, offering),
    listSpecifications(ctx),
    listEnterpriseOptions(ctx),
  ]);
  if (!mayEdit(ctx, offering.tenantId, ofGroup)) throw forbidden('offering.manage');
  const { locale } = ctx.actor;
  const groups = [...(names.enterprise ? [names.enterprise] : []), ...enterprises];
  return {
    offering: { ...offering, industries: onlySections(offering.industries) },
    choices: {
      regions: placeChoices(locale),
      industries: sectionChoices(locale),
      specifications: specifications.map((one) => ({ value: one.id, label: nameIn(locale, one) })),
      enterprises: [...new Map(groups.map(({ id, name }) => [id, { value: id, label: name }])).values()],
    },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const input = await readInput(request, offeringEdit);
  if (!input.ok) return invalid(input, input.typed);
  const id = params.offeringId!;
  const saved = await updateOffering(ctx, id, { ...input.value, industries: withDivisions(input.value.industries) });
  if (!saved.ok) return invalid(saved, input.typed);
  return redirectWithToast(paths.offering(id), { key: 'offering.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.offering.name ?? '' }];

export default function EditOffering() {
  const t = useT();
  const labels = useOfferingLabels();
  const { offering, choices } = useLoaderData<typeof loader>();
  const here = paths.offering(offering.id);
  return (
    <>
      <PageHead title={t('offering.edit')} back={here} />
      <PageBody narrow>
        <Card>
          <ActionForm hidden={{ version: offering.version }} values={offering} labels={labels}>
            <OfferingFields choices={choices} />
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to={here} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
