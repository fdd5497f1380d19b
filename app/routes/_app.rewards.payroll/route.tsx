import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { closeQuarter } from '~/features/rewards/commands/payroll.server';
import { payrollInput } from '~/features/rewards/input';
import { listQuarters } from '~/features/rewards/queries/scores.server';
import { RewardsTabs } from '~/features/rewards/rewards-tabs';
import { quarterTold } from '~/features/rewards/told';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Award } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return { quarters: await listQuarters(ctx) };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, payrollInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await closeQuarter(ctx, input.value.company, input.value.quarter);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast('/rewards/payroll', { key: 'reward.paid' });
}

export default function Payroll() {
  const t = useT();
  const f = useFormat();
  const { quarters } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('reward.keep')} back="/rewards" tabs={<RewardsTabs active="payroll" />} />
      <PageBody narrow>
        <p className="text-ink-2">{t('reward.payroll_hint')}</p>
        {quarters.length === 0 && <EmptyState icon={Award} title={t('reward.payroll_empty')} />}
        {quarters.map((one) => (
          <Card key={`${one.tenantId} ${one.quarter}`} title={`${quarterTold(one.quarter, t)} · ${one.company}`}>
            <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
              <span className="num text-lg font-semibold">
                {t('reward.points_n', { n: f.number(one.paid ?? one.points) })}
              </span>
              <span className="num text-ink-2">{t('reward.people_n', { n: f.number(one.people) })}</span>
              {!one.isOver && <Badge tone="info">{t('reward.running')}</Badge>}
              {one.closedAt && (
                <>
                  <Badge tone="ok">{t('reward.paid')}</Badge>
                  <small className="text-ink-3">
                    {t('reward.closed', { who: one.closedBy ?? '—', when: f.day(today(one.closedAt)) })}
                  </small>
                  <ButtonLink
                    to={`/rewards/payroll/export?company=${one.tenantId}&quarter=${one.quarter}`}
                    variant="secondary"
                    reloadDocument
                  >
                    {t('reward.export')}
                  </ButtonLink>
                </>
              )}
              {one.isOver && !one.closedAt && (
                <ActionForm own hidden={{ company: one.tenantId, quarter: one.quarter }}>
                  <SubmitButton variant="secondary">{t('reward.close')}</SubmitButton>
                </ActionForm>
              )}
            </div>
            {one.voided > 0 && (
              <p className="mt-3 text-ink-2">{t('reward.voided_since', { n: f.number(one.voided) })}</p>
            )}
          </Card>
        ))}
      </PageBody>
    </>
  );
}
