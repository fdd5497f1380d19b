import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { dearFigures } from '~/core/dear-figures.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { CoverageTabs } from '~/features/coverage/coverage-tabs';
import { longestInterval, percentOf } from '~/features/coverage/policy';
import { getCoverageMap } from '~/features/coverage/queries/map.server';
import { cutoffDay, unpublishedYears } from '~/features/coverage/rules';
import { UnpublishedNote } from '~/features/coverage/unpublished-note';
import { EmptyState } from '~/ui/empty-state';
import { CalendarCheck } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { HeatTable } from './heat-table';
import { Legend } from './legend';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'coverage.read');
  const text = new URL(request.url).searchParams.get('unit');
  const unit = text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
  const day = today(ctx.now);
  const map = await dearFigures(ctx, ['coverage map', day, unit], () => getCoverageMap(ctx, unit));
  return { ...map, unpublished: unpublishedYears(cutoffDay(day, longestInterval), day) };
}

export default function CoverageMapPage() {
  const t = useT();
  const f = useFormat();
  const { line, rows, total, unpublished } = useLoaderData<typeof loader>();
  const isEmpty = total.all.total === 0;
  const above = line.slice(0, -1);
  return (
    <>
      <PageHead title={t('coverage.title')} tabs={<CoverageTabs active="map" />} />
      <PageBody>
        <UnpublishedNote years={unpublished} />
        {line.length > 0 && (
          <nav aria-label={t('coverage.unit')} className="flex flex-wrap items-center gap-x-2 text-ink-3">
            {above.map(({ id, name }) => (
              <span key={id} className="flex items-center gap-2">
                <Link to={`?unit=${id}`} className="hover:text-ink hover:underline max-sm:py-3">
                  {name}
                </Link>
                <span aria-hidden="true">/</span>
              </span>
            ))}
            <span className="font-medium text-ink">{line.at(-1)?.name}</span>
          </nav>
        )}
        <div>
          <h2 className="text-base font-semibold">
            {isEmpty ? t('coverage.map_none') : t('coverage.map_title', { p: f.percent(percentOf(total.all) / 100) })}
          </h2>
          <p className="mt-0.5 text-xs text-ink-3">{t('coverage.map_hint')}</p>
        </div>
        {rows.length > 0 ? (
          <>
            <HeatTable rows={rows} total={total} />
            <Legend />
          </>
        ) : (
          <div className="rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
            <EmptyState icon={CalendarCheck} title={t('coverage.map_none')} />
          </div>
        )}
      </PageBody>
    </>
  );
}
