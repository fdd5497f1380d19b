import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listUnitOptions } from '~/features/accounts/units.server';
import { listLeavers, listWorkload } from '~/features/assignments/queries/workload.server';
import { Person } from '~/ui/avatar';
import { ButtonLink } from '~/ui/button';
import { Callout } from '~/ui/card';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import { UserMinus, UsersRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Select } from '~/ui/select';
import { useWorkloadColumns } from './columns';
import { WorkloadCard } from './workload-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'workload.read');
  const { searchParams } = new URL(request.url);
  const text = searchParams.get('unit');
  const unit = text && /^\d{1,9}$/.test(text) ? Number(text) : null;
  const [workload, leavers, units] = await Promise.all([
    listWorkload(ctx, unit, searchParams.get('after')),
    listLeavers(ctx, unit),
    listUnitOptions(ctx),
  ]);
  return { ...workload, leavers, units, unit, now: ctx.now.toISOString(), assign: can(ctx.actor, 'account.assign') };
}

export default function TeamPage() {
  const t = useT();
  const format = useFormat();
  const { rows, after, leavers, units, unit, now, assign } = useLoaderData<typeof loader>();
  const columns = useWorkloadColumns(rows);
  const unitLabel = units.find(({ value }) => value === String(unit))?.label;
  return (
    <>
      <PageHead
        title={t('assignment.workload')}
        primary={assign ? { to: '/team/assign', label: t('assignment.move'), icon: UsersRound } : undefined}
      />
      <PageBody>
        {leavers.length > 0 && (
          <Callout tone="warn" icon={UserMinus} title={t('assignment.leavers')}>
            <ul className="grid gap-2 pt-1">
              {leavers.map((person) => (
                <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
                  <Person
                    name={person.name}
                    sub={[
                      person.unitName,
                      person.leftOn && t('assignment.left', { day: format.day(person.leftOn, now) }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  />
                  <span className="num text-xs text-ink-2">
                    {t('assignment.leaver_note', {
                      accounts: person.accounts,
                      n: person.openCount,
                      sum: format.money(person.openFen),
                    })}
                  </span>
                  {assign && (
                    <ButtonLink to={`/team/assign?from=${person.id}`} size="sm" variant="primary" className="ml-auto">
                      {t('assignment.move_all')}
                    </ButtonLink>
                  )}
                </li>
              ))}
            </ul>
          </Callout>
        )}
        {units.length > 1 && (
          <FilterBar chips={unitLabel ? [{ param: 'unit', label: t('assignment.unit'), value: unitLabel }] : []}>
            <Field name="unit" label={t('assignment.unit')}>
              <Select options={units} placeholder={t('assignment.all_units')} />
            </Field>
          </FilterBar>
        )}
        <DataTable
          label={t('assignment.workload')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/accounts?owner=${row.id}`}
          card={(row) => <WorkloadCard row={row} />}
          empty={<EmptyState icon={UsersRound} title={t('assignment.workload_empty')} />}
        />
        <Pager after={after} />
      </PageBody>
    </>
  );
}
