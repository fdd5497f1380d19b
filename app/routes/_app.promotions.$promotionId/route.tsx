import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { withDivisions } from '~/features/accounts/market-choices';
import { isOfGroup } from '~/features/offerings/detail.server';
import { nameIn } from '~/features/offerings/named';
import { Budget } from '~/features/promotions/budget';
import { formOf, promotionChoices } from '~/features/promotions/choices.server';
import { endPromotion, mayRun, updatePromotion } from '~/features/promotions/commands.server';
import { endInput, promotionEdit } from '~/features/promotions/input';
import { PromotionFields, usePromotionLabels } from '~/features/promotions/promotion-fields';
import { getPromotion } from '~/features/promotions/queries.server';
import { stateOf } from '~/features/promotions/rules';
import { effectText } from '~/features/promotions/words';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'price.read');
  const row = await getPromotion(ctx, params.promotionId!);
  const [choices, ofGroup] = await Promise.all([promotionChoices(ctx), isOfGroup(ctx)]);
  return {
    promotion: row,
    values: formOf(row),
    choices,
    state: stateOf(row, today(ctx.now)),
    mayManage: mayRun(ctx, row.tenantId, ofGroup),
    now: ctx.now.toISOString(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'promotion.manage');
  const id = params.promotionId!;
  const body = await readBody(request);
  if (body.intent === 'end') {
    const ended = await checked(body, endInput, ({ version }) => endPromotion(ctx, id, version));
    return ended.ok ? redirectWithToast(paths.promotion(id), { key: 'promotion.ended' }) : invalid(ended, body);
  }
  const saved = await checked(body, promotionEdit, (input) =>
    updatePromotion(ctx, id, { ...input, industries: withDivisions(input.industries) }),
  );
  return saved.ok ? redirectWithToast('/promotions', { key: 'promotion.saved' }) : invalid(saved, body);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.promotion.name ?? '' }];

export default function PromotionPage() {
  const t = useT();
  const f = useFormat();
  const labels = usePromotionLabels();
  const { promotion, values, choices, state, mayManage, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={nameIn(f.locale, promotion)} back="/promotions">
        <Badge tone={state === 'live' ? 'ok' : 'neutral'}>{t(`promotion.state.${state}`)}</Badge>
        {mayManage && state !== 'over' && (
          <PostButton
            action={paths.promotion(promotion.id)}
            navigate
            fields={{ intent: 'end', version: promotion.version }}
          >
            {t('promotion.end')}
          </PostButton>
        )}
      </PageHead>
      <PageBody narrow>
        <Card>
          <p className="font-medium text-brand-ink">{effectText(promotion, t, f)}</p>
          <p className="text-xs text-ink-3">
            {t('promotion.days', { from: f.day(promotion.startsOn, now), until: f.day(promotion.endsOn, now) })}
          </p>
          {promotion.description && <p className="mt-1 text-ink-2">{promotion.description}</p>}
          <Budget row={promotion} />
        </Card>
        {mayManage && state !== 'over' && (
          <ActionForm hidden={{ version: promotion.version }} values={values} labels={labels}>
            <PromotionFields choices={choices} />
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to="/promotions" variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
