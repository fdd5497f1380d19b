import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { yuanText } from '~/core/money';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, invalid } from '~/core/refusals.server';
import { draftPrice } from '~/features/offerings/commands/price.server';
import { getOffering, isOfGroup, listPriceVersions, mayEdit } from '~/features/offerings/detail.server';
import { priceInput } from '~/features/offerings/input';
import { PriceFields, usePriceLabels } from '~/features/offerings/price-fields';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const search = new URL(request.url).searchParams;
  const offering = await getOffering(ctx, params.offeringId!);
  const [ofGroup, versions] = await Promise.all([isOfGroup(ctx), listPriceVersions(ctx, offering.id)]);
  if (!mayEdit(ctx, offering.tenantId, ofGroup)) throw forbidden('offering.manage');
  const draft = versions.find(({ id, approvedAt }) => id === search.get('price') && !approvedAt);
  const before = draft ?? versions.find(({ id }) => id === search.get('after'));
  return {
    offeringId: offering.id,
    title: draft ? ('offering.price_edit' as const) : ('offering.price_new' as const),
    id: draft?.id ?? newId(),
    isVersion: before !== undefined,
    values: before
      ? {
          ...before,
          taxPercent: String(before.taxPercent),
          amountFen: yuanText(before.amountFen),
          costFen: yuanText(before.costFen),
          tiers: before.tiers.map(({ from, amountFen }) => ({ from: String(from), amountFen: yuanText(amountFen) })),
          validFrom: draft ? draft.validFrom : today(ctx.now),
        }
      : { kind: 'recurring', period: 'month', unit: 'item', taxPercent: '6', validFrom: today(ctx.now), tiers: [] },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const input = await readInput(request, priceInput);
  if (!input.ok) return invalid(input, input.typed);
  const saved = await draftPrice(ctx, params.offeringId!, input.value);
  if (!saved.ok) return invalid(saved, input.typed);
  return redirectWithToast(paths.offering(params.offeringId!), { key: 'offering.price_saved' });
}

export const meta: MetaFunction = () => [{ title: '¥' }];

export default function PricePage() {
  const t = useT();
  const labels = usePriceLabels();
  const { offeringId, title, id, isVersion, values } = useLoaderData<typeof loader>();
  const here = paths.offering(offeringId);
  return (
    <>
      <PageHead title={t(title)} back={here} />
      <PageBody narrow>
        <Card>
          <ActionForm hidden={{ id }} values={values} labels={labels}>
            <PriceFields tiers={values.tiers} fixedCode={isVersion} />
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
