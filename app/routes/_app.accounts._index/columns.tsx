import { useT } from '~/core/i18n';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { Person } from '~/ui/avatar';
import type { Column } from '~/ui/data-table';
import { Money, None, When } from '~/ui/value';
import type { RegisterRow } from './route';

export function useAccountColumns(now: string): Column<RegisterRow>[] {
  const t = useT();
  return [
    { id: 'name', header: t('account.name'), cell: (row) => row.name, sortable: true, primary: true },
    {
      id: 'grade',
      header: t('account.grade'),
      cell: (row) => <GradeBadge grade={row.grade} />,
      width: 84,
      hideable: true,
    },
    { id: 'kind', header: t('account.kind'), cell: (row) => t(`account.kind.${row.kind}`), width: 104, hideable: true },
    {
      id: 'industry',
      header: t('account.industry'),
      cell: (row) => <Cut text={row.industry} />,
      width: 148,
      hideable: true,
    },
    { id: 'region', header: t('account.regionCode'), cell: (row) => row.region ?? <None />, width: 84, hideable: true },
    {
      id: 'revenue',
      header: t('account.monthlyRevenueFen'),
      cell: (row) => <Money fen={row.monthlyRevenueFen} />,
      align: 'right',
      width: 100,
      hideable: true,
    },
    {
      id: 'visit',
      header: t('account.lastVisitedAt'),
      cell: (row) => <When at={row.lastVisitedAt} now={now} />,
      width: 96,
      sortable: true,
      hideable: true,
    },
    {
      id: 'updated',
      header: t('account.updatedAt'),
      cell: (row) => <When at={row.updatedAt} now={now} />,
      width: 96,
      sortable: true,
      hideable: true,
    },
    {
      id: 'owner',
      header: t('account.ownerId'),
      cell: (row) => (row.ownerName ? <Person name={row.ownerName} size="xs" /> : <None />),
      width: 108,
    },
  ];
}

const Cut = ({ text }: { text: string | null }) =>
  text ? (
    <span className="block max-w-32 truncate" title={text}>
      {text}
    </span>
  ) : (
    <None />
  );
