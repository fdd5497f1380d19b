import { useFormat, useT } from '~/core/i18n';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { Avatar } from '~/ui/avatar';
import type { Column } from '~/ui/data-table';
import { None, shortMoney } from '~/ui/value';
import type { RegisterRow } from './route';

export function useAccountColumns(now: string): Column<RegisterRow>[] {
  const t = useT();
  const f = useFormat();
  const none = <None />;
  return [
    { id: 'name', header: t('account.name'), cell: (row) => row.name, sortable: true, primary: true },
    {
      id: 'grade',
      header: t('account.grade'),
      cell: (row) => <GradeBadge grade={row.grade} />,
      width: 84,
      hideable: true,
    },
    {
      id: 'kind',
      header: t('account.kind'),
      look: 'max-w-32 truncate',
      hint: (row) => t(`account.kind.${row.kind}`),
      cell: (row) => t(`account.kind.${row.kind}`),
      width: 104,
      hideable: true,
    },
    {
      id: 'industry',
      header: t('account.industry'),
      look: 'max-w-38 truncate',
      hint: (row) => row.industry ?? undefined,
      cell: (row) => row.industry ?? none,
      width: 148,
      hideable: true,
    },
    {
      id: 'region',
      header: t('account.regionCode'),
      look: 'max-w-28 truncate',
      hint: (row) => row.region ?? undefined,
      cell: (row) => row.region ?? none,
      width: 84,
      hideable: true,
    },
    {
      id: 'revenue',
      header: t('account.monthlyRevenueFen'),
      hint: (row) => (row.monthlyRevenueFen === null ? undefined : f.yuan(row.monthlyRevenueFen)),
      cell: (row) => (row.monthlyRevenueFen === null ? none : shortMoney(row.monthlyRevenueFen, f)),
      align: 'right',
      width: 100,
      hideable: true,
    },
    {
      id: 'visit',
      header: t('account.lastVisitedAt'),
      look: 'num whitespace-nowrap',
      hint: (row) => (row.lastVisitedAt ? f.dateTime(row.lastVisitedAt) : undefined),
      cell: (row) => (row.lastVisitedAt ? f.when(row.lastVisitedAt, now) : none),
      width: 96,
      sortable: true,
      hideable: true,
    },
    {
      id: 'updated',
      header: t('account.updatedAt'),
      look: 'num whitespace-nowrap',
      hint: (row) => f.dateTime(row.updatedAt),
      cell: (row) => f.when(row.updatedAt, now),
      width: 96,
      sortable: true,
      hideable: true,
    },
    {
      id: 'owner',
      header: t('account.ownerId'),
      look: 'whitespace-nowrap',
      cell: (row) =>
        row.ownerName ? (
          <>
            <Avatar name={row.ownerName} size="xs" beside />
            {row.ownerName}
          </>
        ) : (
          none
        ),
      width: 108,
    },
  ];
}
