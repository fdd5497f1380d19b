import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { dearFigures } from '~/core/dear-figures.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { keptByUnit } from '~/features/visits/queries/kept.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { Tabs } from '~/ui/tabs';
import { KeptTable } from './kept-table';

const periods = ['30', '90', '365'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'review.read');
  const { searchParams } = new URL(request.url);
  const days = periods.find((one) => one === searchParams.get('days')) ?? '90';
  const unit = Number(searchParams.get('unit'));
  const since = addDays(today(ctx.now), -Number(days));
  const asked = Number.isInteger(unit) && unit > 0 ? unit : null;
  const kept = await dearFigures(ctx, ['kept', asked, since], () => keptByUnit(ctx, asked, since));
  return { ...kept, days, since };
}

export default function KeptRate() {
  const t = useT();
  const f = useFormat();
  const { unit, parents, rows, days, since } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={`${t('commitment.kept')} · ${unit.name}`}
        back="/commitments?reach=team"
        crumbs={parents.map(({ id, name }) => ({ to: `/commitments/kept?unit=${id}&days=${days}`, label: name }))}
        tabs={
          <Tabs
            label={t('commitment.period')}
            items={periods.map((one) => ({
              to: `/commitments/kept?unit=${unit.id}&days=${one}`,
              label: t(`commitment.since_${one}`),
              active: one === days,
            }))}
          />
        }
      />
      <PageBody className="max-w-[960px]">
        <p className="text-sm text-ink-3">{t('commitment.kept_hint', { day: f.day(since) })}</p>
        <KeptTable rows={rows} days={days} since={since} />
      </PageBody>
    </>
  );
}
