import { useFormat, useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { type Column, DataTable } from '~/ui/data-table';
import { RowCard } from '~/ui/row-card';
import { None } from '~/ui/value';
import type { TwinsPage } from './route';

type Row = TwinsPage['merges'][number];

/** The merges of late; each opens with the way back. */
export function MergeList({ merges }: { merges: Row[] }) {
  const t = useT();
  const format = useFormat();
  const undone = (row: Row) => row.undoneAt && <Badge>{t('duplicates.undone_badge')}</Badge>;
  const columns: Column<Row>[] = [
    { id: 'gone', header: t('duplicates.gone'), cell: (row) => row.mergedName, primary: true },
    { id: 'kept', header: t('duplicates.kept'), cell: (row) => row.keptName },
    { id: 'account', header: t('journal.subject.account'), cell: (row) => row.accountName },
    { id: 'by', header: t('duplicates.by'), cell: (row) => row.byName ?? <None />, width: 120 },
    { id: 'at', header: t('duplicates.when'), cell: (row) => format.dateTime(row.at), width: 150 },
    { id: 'undone', header: t('duplicates.undone_badge'), cell: (row) => undone(row) || <None />, width: 110 },
  ];
  return (
    <DataTable
      label={t('duplicates.merged_tab')}
      rows={merges}
      columns={columns}
      rowKey={(row) => row.id}
      rowTo={(row) => `/contacts/merges/${row.id}`}
      card={(row) => (
        <RowCard
          title={row.mergedName}
          sub={`${t('duplicates.kept')} · ${row.keptName}`}
          badge={undone(row)}
          meta={
            <>
              <span>{row.accountName}</span>
              <span className="num">{format.dateTime(row.at)}</span>
            </>
          }
        />
      )}
    />
  );
}
