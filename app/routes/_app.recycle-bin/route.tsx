import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { listBulkEdits } from '~/features/bulk/queries.server';
import { restoreInput } from '~/features/timeline/input';
import { listRecycled } from '~/features/timeline/recycle.server';
import { keptDays, recycleKinds } from '~/features/timeline/recycled';
import { Badge } from '~/ui/badge';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { FormErrors, type Refusal } from '~/ui/form-errors';
import { RotateCcw, Trash2 } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { PostButton } from '~/ui/post-button';
import { RowCard } from '~/ui/row-card';
import { Tabs } from '~/ui/tabs';
import { None, When } from '~/ui/value';
import { BulkEdits } from './bulk-edits';
import { restoreByKind } from './restore.server';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'recycle.restore');
  const search = new URL(request.url).searchParams;
  const kind = recycleKinds.find((one) => one === search.get('kind')) ?? null;
  const { rows, after } = await listRecycled(ctx, { kind, after: search.get('after') });
  return {
    kind,
    after,
    rows: rows.map((row) => ({ ...row, restorable: can(ctx.actor, 'recycle.restore', row) })),
    edits: await listBulkEdits(ctx),
    now: ctx.now.toISOString(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'recycle.restore');
  const input = await readInput(request, restoreInput);
  if (!input.ok) return invalid(input);
  const result = await restoreByKind[input.value.kind](ctx, input.value.id);
  return result.ok
    ? redirectWithToast(`/recycle-bin${new URL(request.url).search}`, { key: 'recycle.done' })
    : invalid(result);
}

export type RecycleBinData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function RecycleBin() {
  const t = useT();
  const { kind, rows, after, edits, now } = useLoaderData<typeof loader>();
  const refusal = useActionData<Refusal>();
  type Row = (typeof rows)[number];
  const restore = (row: Row) =>
    row.restorable && (
      <PostButton navigate size="sm" icon={RotateCcw} fields={{ kind: row.kind, id: row.id }}>
        {t('recycle.restore')}
      </PostButton>
    );
  const columns: Column<Row>[] = [
    { id: 'kind', header: t('recycle.kind'), cell: (row) => <Badge>{t(`recycle.kind.${row.kind}`)}</Badge>, width: 88 },
    {
      id: 'name',
      header: t('recycle.name'),
      cell: (row) => <span className="font-medium">{row.name}</span>,
      primary: true,
    },
    { id: 'account', header: t('recycle.account'), cell: (row) => row.accountName ?? <None />, width: 240 },
    { id: 'by', header: t('recycle.by'), cell: (row) => row.deletedBy ?? <None />, width: 120 },
    { id: 'at', header: t('recycle.at'), cell: (row) => <When at={row.deletedAt} now={now} />, width: 140 },
    { id: 'restore', header: t('common.actions'), cell: restore, width: 110, align: 'right' },
  ];
  return (
    <>
      <PageHead
        title={t('recycle.title')}
        tabs={
          <Tabs
            label={t('recycle.kind')}
            items={[
              { to: '/recycle-bin', label: t('recycle.all'), active: kind === null },
              ...recycleKinds.map((one) => ({
                to: `/recycle-bin?kind=${one}`,
                label: t(`recycle.kind.${one}`),
                active: kind === one,
              })),
            ]}
          />
        }
      />
      <PageBody>
        <p className="text-ink-2">{t('recycle.hint', { n: keptDays })}</p>
        <FormErrors refusal={refusal?.ok === false ? refusal : null} />
        <DataTable
          label={t('recycle.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.kind + row.id}
          card={(row) => (
            <RowCard
              title={row.name}
              sub={[t(`recycle.kind.${row.kind}`), row.accountName].filter(Boolean).join(' · ')}
              badge={restore(row)}
              meta={
                <>
                  <span>{row.deletedBy}</span>
                  <When at={row.deletedAt} now={now} />
                </>
              }
            />
          )}
          empty={<EmptyState icon={Trash2} title={t('recycle.empty')} />}
        />
        <Pager after={after} />
        {edits.length > 0 && <BulkEdits edits={edits} />}
      </PageBody>
    </>
  );
}
