import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { readCursor, writeCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { listImports } from '~/features/imports/queries.server';
import { StateBadge } from '~/features/imports/state-badge';
import { translate } from '~/locales/translate.server';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { FileUp } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { None, When } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'import.run');
  const { rows, more } = await listImports(ctx, readCursor(new URL(request.url).searchParams.get('after')));
  const last = rows.at(-1);
  return {
    rows,
    after: more && last ? writeCursor({ value: last.createdAt.toISOString(), id: last.id }) : null,
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('imports.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Imports() {
  const t = useT();
  const format = useFormat();
  const { rows, after, now } = useLoaderData<typeof loader>();
  type Row = (typeof rows)[number];
  const count = (row: Row, n: number) =>
    row.state === 'uploaded' ? <None /> : <span className="num">{format.number(n)}</span>;
  const columns: Column<Row>[] = [
    { id: 'file', header: t('imports.file'), cell: (row) => row.fileName, primary: true },
    { id: 'kind', header: t('imports.kind'), cell: (row) => t(`imports.kind_${row.kind}`), width: 90 },
    { id: 'state', header: t('imports.state'), cell: (row) => <StateBadge state={row.state} />, width: 110 },
    { id: 'created', header: t('imports.created'), cell: (row) => count(row, row.created), align: 'right', width: 90 },
    { id: 'updated', header: t('imports.updated'), cell: (row) => count(row, row.updated), align: 'right', width: 90 },
    {
      id: 'rejected',
      header: t('imports.rejected'),
      cell: (row) => count(row, row.rejected + row.questions),
      align: 'right',
      width: 90,
    },
    { id: 'by', header: t('imports.by'), cell: (row) => row.ownerName ?? <None />, width: 110 },
    { id: 'when', header: t('imports.when'), cell: (row) => <When at={row.createdAt} now={now} />, width: 130 },
  ];
  const empty = (
    <EmptyState
      icon={FileUp}
      title={t('imports.empty')}
      action={
        <ButtonLink to="/imports/new" variant="primary">
          {t('imports.new')}
        </ButtonLink>
      }
    >
      {t('imports.empty_hint')}
    </EmptyState>
  );
  return (
    <>
      <PageHead
        title={t('imports.title')}
        primary={{ to: '/imports/new', label: t('imports.new'), icon: FileUp, kbd: 'C' }}
      />
      <PageBody>
        <DataTable
          label={t('imports.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.import(row.id)}
          empty={empty}
          card={(row) => (
            <RowCard
              title={row.fileName}
              sub={t(`imports.kind_${row.kind}`)}
              badge={<StateBadge state={row.state} />}
              meta={
                <>
                  <span>{row.ownerName}</span>
                  <When at={row.createdAt} now={now} />
                </>
              }
            />
          )}
        />
        <Pager after={after} />
      </PageBody>
    </>
  );
}
