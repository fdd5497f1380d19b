import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { administersCompany } from '~/features/access/rules';
import { peopleFilter } from '~/features/people/input';
import { listPeople } from '~/features/people/queries/people.server';
import { listUnits } from '~/features/people/queries/units.server';
import { personState, roles } from '~/features/people/rules';
import { StateBadge } from '~/features/people/state-badge';
import { unitOptions } from '~/features/people/unit-options';
import { translate } from '~/locales/translate.server';
import { Avatar, Person } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import { Network, ShieldCheck } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Select } from '~/ui/select';
import { None } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.read');
  const { searchParams } = new URL(request.url);
  const filter = peopleFilter.parse(Object.fromEntries(searchParams));
  const [page, units] = await Promise.all([listPeople(ctx, filter, searchParams.get('after')), listUnits(ctx)]);
  const day = today(ctx.now);
  return {
    rows: page.rows.map((row) => ({ ...row, state: personState(row.leftOn, day) })),
    after: page.after,
    units: unitOptions(units),
    filter,
    mayManage: can(ctx.actor, 'people.manage'),
    mayRule: administersCompany(ctx.actor),
    title: translate(ctx.actor.locale)('person.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

export default function People() {
  const t = useT();
  const { rows, after, units, filter, mayManage, mayRule } = useLoaderData<typeof loader>();
  const words = (row: Row) => row.roles.map((role) => t(`role.${role}`));
  const columns: Column<Row>[] = [
    { id: 'name', header: t('person.name'), cell: (row) => <Person name={row.name} sub={row.title} />, primary: true },
    { id: 'unit', header: t('person.unit'), cell: (row) => row.unitName },
    {
      id: 'roles',
      header: t('person.roles'),
      cell: (row) => (
        <span className="flex flex-wrap gap-1">
          {words(row).map((word) => (
            <Badge key={word}>{word}</Badge>
          ))}
        </span>
      ),
    },
    { id: 'phone', header: t('person.phone'), cell: (row) => row.phone ?? <None /> },
    { id: 'email', header: t('person.email'), cell: (row) => row.email ?? <None /> },
    { id: 'state', header: t('person.state'), cell: (row) => <StateBadge state={row.state} />, width: 110 },
  ];
  const unitName = units.find((unit) => unit.id === filter.unit)?.name;
  const chips = [
    ...(filter.unit ? [{ param: 'unit', label: t('person.unit'), value: unitName ?? '—' }] : []),
    ...(filter.role ? [{ param: 'role', label: t('person.role'), value: t(`role.${filter.role}`) }] : []),
    ...(filter.state !== 'active'
      ? [{ param: 'state', label: t('person.state'), value: t(`person.state.${filter.state}`) }]
      : []),
  ];
  const filtered = chips.length > 0 || filter.q !== '';
  return (
    <>
      <PageHead
        title={t('person.title')}
        primary={mayManage ? { to: '/people/new', label: t('person.new'), kbd: 'C' } : undefined}
      >
        {mayRule && (
          <ButtonLink to="/people/sign-in" icon={ShieldCheck} aria-label={t('access.policy')}>
            <span className="max-sm:hidden">{t('access.policy')}</span>
          </ButtonLink>
        )}
        <ButtonLink to="/units" icon={Network} aria-label={t('unit.title')}>
          <span className="max-sm:hidden">{t('unit.title')}</span>
        </ButtonLink>
      </PageHead>
      <PageBody>
        <FilterBar
          search={{ param: 'q', placeholder: t('person.search') }}
          chips={chips}
          summary={rows.length > 0 && t(after ? 'person.shown_more' : 'person.shown', { n: rows.length })}
        >
          <Field name="unit" label={t('person.unit')}>
            <Select
              options={units.map(({ id, name }) => ({ value: String(id), label: name }))}
              placeholder={t('common.all')}
            />
          </Field>
          <Field name="role" label={t('person.role')}>
            <Select
              options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
              placeholder={t('common.all')}
            />
          </Field>
          <Field name="state" label={t('person.state')}>
            <Select
              options={(['active', 'left', 'all'] as const).map((state) => ({
                value: state,
                label: t(`person.state.${state}`),
              }))}
            />
          </Field>
        </FilterBar>
        <DataTable
          label={t('person.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.person(row.id)}
          card={(row) => (
            <RowCard
              lead={<Avatar name={row.name} size="md" />}
              title={row.name}
              sub={[row.unitName, row.title].filter(Boolean).join(' · ')}
              meta={words(row).join(' · ')}
              badge={row.state !== 'active' && <StateBadge state={row.state} />}
            />
          )}
          empty={
            <EmptyState filtered={filtered} title={t('person.empty')}>
              {t('person.empty_hint')}
            </EmptyState>
          }
        />
        <Pager after={after} />
      </PageBody>
    </>
  );
}
