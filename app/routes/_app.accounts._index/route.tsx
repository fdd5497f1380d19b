import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { isFiltered, readAccountFilters } from '~/features/accounts/filters';
import { industryName, industrySections } from '~/features/accounts/industries';
import { getRegister } from '~/features/accounts/queries/list.server';
import { provinces, regionName } from '~/features/accounts/regions';
import { listUnitOptions } from '~/features/accounts/units.server';
import { customCriteria } from '~/features/custom-fields/filters.server';
import { shownValues, useCustomColumns } from '~/features/custom-fields/list-columns';
import { listedFields, onceEach } from '~/features/custom-fields/queries.server';
import { ListActions } from '~/features/exports/list-actions';
import { ListSheet } from '~/features/exports/list-sheet';
import { ColumnChoice } from '~/features/views/column-choice';
import { findViewInUse } from '~/features/views/queries.server';
import { useColumns } from '~/features/views/use-columns';
import { ButtonLink } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Building2, Plus, UsersRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { ViewSwitch } from '~/ui/view-switch';
import { AccountCard, cardColumns } from './account-card';
import { useAccountColumns } from './columns';
import { RegisterFilters } from './register-filters';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const { searchParams } = new URL(request.url);
  const filters = {
    ...readAccountFilters(searchParams, ctx.actor.personId),
    custom: await customCriteria(ctx, 'accounts', searchParams),
  };
  const turn = { after: searchParams.get('after'), before: searchParams.get('before') };
  const [register, units, own, view] = await Promise.all([
    getRegister(ctx, filters, turn),
    listUnitOptions(ctx),
    listedFields(ctx, 'accounts'),
    findViewInUse(ctx, 'accounts', searchParams),
  ]);
  const fields = onceEach(ctx, own);
  const locale = ctx.actor.locale;
  return {
    ...register,
    // what the list shows: codes, telephone and address are for the export
    rows: register.rows.map(({ industry, regionCode, ...row }) => ({
      id: row.id,
      name: row.name,
      grade: row.grade,
      kind: row.kind,
      industry: industry && industryName(industry, locale),
      region: regionCode && regionName(regionCode, locale),
      monthlyRevenueFen: row.monthlyRevenueFen,
      lastVisitedAt: row.lastVisitedAt,
      updatedAt: row.updatedAt,
      ownerName: row.ownerName,
      custom: shownValues(fields, row.custom),
    })),
    fields,
    view,
    filters: { ...filters, custom: null },
    filtered: isFiltered(filters),
    mine: filters.owner === ctx.actor.personId,
    now: ctx.now.toISOString(),
    units,
    sections: industrySections.map(({ code }) => ({ value: code, label: industryName(code, locale) })),
    provinces: provinces.map(({ code }) => ({ value: code, label: regionName(code, locale) })),
    may: {
      create: can(ctx.actor, 'account.create'),
      assign: can(ctx.actor, 'account.assign'),
      export: can(ctx.actor, 'export.run'),
    },
  };
}
export type Register = ReturnType<typeof useLoaderData<typeof loader>>;
export type RegisterRow = Register['rows'][number];

export default function AccountsPage() {
  const t = useT();
  const register = useLoaderData<typeof loader>();
  const choice = useColumns(
    'accounts',
    [...useAccountColumns(register.now), ...useCustomColumns<RegisterRow>(register.fields)],
    cardColumns,
  );
  const { rows, count, may, filters, mine } = register;
  const counted = count > countCap ? t('account.count_more', { n: countCap }) : t('account.count', { n: count });
  const inHand = { page: 'accounts', columns: choice.chosen, view: register.view, mayExport: may.export } as const;
  const views = (
    <ViewSwitch
      label={t('account.whose')}
      items={[
        { to: '/accounts', label: t('account.all'), active: !mine },
        { to: '/accounts?owner=me', label: t('account.mine'), active: mine },
      ]}
    />
  );
  return (
    <>
      <PageHead
        title={t('account.title')}
        views={views}
        primary={may.create ? { to: '/accounts/new', label: t('account.new'), kbd: 'C' } : undefined}
      >
        <ListActions {...inHand} />
      </PageHead>
      <PageBody>
        <RegisterFilters
          register={register}
          more={
            <ListSheet
              {...inHand}
              choice={choice}
              sorts={choice.sorts}
              sort={filters.sort}
              selectable={may.assign && rows.length > 0}
            />
          }
          summary={
            <span className="flex items-center gap-2">
              {counted}
              <ColumnChoice choice={choice} />
            </span>
          }
        />
        <DataTable
          label={t('account.title')}
          rows={rows}
          columns={choice.columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/accounts/${row.id}`}
          sort={filters.sort}
          bulkAction="/team/assign"
          bulk={
            may.assign &&
            ((ids) => (
              <ButtonLink icon={UsersRound} to={`/team/assign?accounts=${ids.join(',')}`}>
                {t('account.assign')}
              </ButtonLink>
            ))
          }
          card={(row) => <AccountCard row={row} now={register.now} choice={choice} />}
          empty={
            register.filtered ? (
              <EmptyState filtered title={t('account.empty_filtered')} />
            ) : (
              <EmptyState
                icon={Building2}
                title={t('account.empty')}
                action={
                  may.create && (
                    <ButtonLink to="/accounts/new" variant="primary" icon={Plus}>
                      {t('account.new')}
                    </ButtonLink>
                  )
                }
              >
                {t('account.empty_hint')}
              </EmptyState>
            )
          }
        />
        <Pager before={register.before} after={register.after} />
      </PageBody>
    </>
  );
}
