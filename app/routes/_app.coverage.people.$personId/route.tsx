import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { getAccountMonths } from '~/features/coverage/queries/months.server';
import { ButtonLink } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { CalendarCheck } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { MonthGrid } from './month-grid';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'coverage.read');
  const months = await getAccountMonths(ctx, params.personId!, new URL(request.url).searchParams.get('after'));
  return { ...months, now: ctx.now.toISOString() };
}

export default function PersonCoverage() {
  const t = useT();
  const { person, months, rows, after, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={person.name} back="/coverage/map" crumbs={[{ to: '/coverage/map', label: t('coverage.map') }]}>
        <ButtonLink to={`/coverage?owner=${person.id}`}>{t('coverage.overdue')}</ButtonLink>
      </PageHead>
      <PageBody>
        <div>
          <h2 className="text-base font-semibold">{t('coverage.months')}</h2>
          <p className="mt-0.5 text-xs text-ink-3">{t('coverage.months_hint')}</p>
        </div>
        {rows.length > 0 ? (
          <MonthGrid months={months} rows={rows} now={now} />
        ) : (
          <div className="rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
            <EmptyState icon={CalendarCheck} title={t('coverage.no_accounts')} />
          </div>
        )}
        {rows.some((row) => !row.firm) && <p className="text-xs text-ink-3">* {t('coverage.provisional')}</p>}
        <Pager after={after} />
      </PageBody>
    </>
  );
}
