import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { withDivisions } from '~/features/accounts/market-choices';
import { isOfGroup } from '~/features/offerings/detail.server';
import { promotionChoices } from '~/features/promotions/choices.server';
import { createPromotion } from '~/features/promotions/commands.server';
import { newPromotionInput } from '~/features/promotions/input';
import { PromotionFields, usePromotionLabels } from '~/features/promotions/promotion-fields';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'promotion.manage');
  const [choices, ofGroup] = await Promise.all([promotionChoices(ctx), isOfGroup(ctx)]);
  const day = today(ctx.now);
  return {
    id: newId(),
    choices,
    reaches: ofGroup ? (['group', 'company'] as const) : (['company'] as const),
    values: { startsOn: day, endsOn: addDays(day, 30), effect: 'percent_monthly', purchase: 'any' },
    title: translate(ctx.actor.locale)('promotion.new'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'promotion.manage');
  const input = await readInput(request, newPromotionInput);
  if (!input.ok) return invalid(input, input.typed);
  const created = await createPromotion(ctx, { ...input.value, industries: withDivisions(input.value.industries) });
  return created.ok ? redirectWithToast('/promotions', { key: 'promotion.saved' }) : invalid(created, input.typed);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewPromotion() {
  const t = useT();
  const labels = usePromotionLabels();
  const { id, choices, reaches, values } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('promotion.new')} back="/promotions" />
      <PageBody narrow>
        <ActionForm hidden={{ id }} values={values} labels={labels}>
          <FieldRow>
            <Field name="code" label={t('offering.code')} required>
              <Input maxLength={40} />
            </Field>
            <Field name="reach" label={t('offering.reach')} required>
              <Select options={reaches.map((one) => ({ value: one, label: t(`promotion.reach.${one}`) }))} />
            </Field>
          </FieldRow>
          <PromotionFields choices={choices} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to="/promotions" variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
