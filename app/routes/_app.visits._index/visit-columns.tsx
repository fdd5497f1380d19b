import { useFormat, useT } from '~/core/i18n';
import { UnheardDot } from '~/features/coaching/unheard-dot';
import { minutesOf } from '~/features/visits/rules';
import { VisitBadge } from '~/features/visits/visit-badge';
import { Avatar } from '~/ui/avatar';
import type { Column } from '~/ui/data-table';
import { None } from '~/ui/value';
import type { VisitListData } from './load.server';

type Row = VisitListData['rows'][number];

export function useVisitColumns(now: Date, withOwner: boolean): Column<Row>[] {
  const t = useT();
  const f = useFormat();
  const none = <None />;
  const columns: (Column<Row> | false)[] = [
    {
      id: 'when',
      header: t('visit.when'),
      look: 'num whitespace-nowrap text-ink-2',
      cell: (v) => f.dateTime(v.plannedAt, now),
      width: 150,
    },
    {
      id: 'account',
      header: t('visit.account'),
      primary: true,
      look: '[&>.row-link]:line-clamp-1 [&>.row-link]:break-all',
      cell: (v) => (
        <>
          {v.unheard && <UnheardDot />}
          {v.accountName ?? '—'}
        </>
      ),
    },
    {
      id: 'purpose',
      header: t('visit.purpose'),
      cell: (v) => <span className="line-clamp-1 text-ink-2">{v.purpose}</span>,
    },
    {
      id: 'contacts',
      header: t('visit.theirs'),
      cell: (v) => (v.contacts ? <span className="line-clamp-1">{v.contacts}</span> : none),
      hideable: true,
      width: 150,
    },
    { id: 'type', header: t('visit.type'), cell: (v) => t(`visit.type.${v.type}`), hideable: true, width: 90 },
    {
      id: 'channel',
      header: t('visit.channel'),
      cell: (v) => t(`visit.channel.${v.channel}`),
      hideable: true,
      width: 80,
    },
    withOwner && {
      id: 'owner',
      header: t('visit.by'),
      look: 'whitespace-nowrap',
      cell: (v) =>
        v.ownerName ? (
          <>
            <Avatar name={v.ownerName} beside />
            {v.ownerName}
          </>
        ) : (
          none
        ),
      hideable: true,
      width: 120,
    },
    {
      id: 'minutes',
      header: t('visit.minutes'),
      align: 'right',
      hideable: true,
      width: 90,
      cell: (v) => {
        const minutes = minutesOf(v);
        return minutes === null ? none : t('visit.minutes_n', { n: minutes });
      },
    },
    { id: 'status', header: t('visit.status'), cell: (v) => <VisitBadge visit={v} now={now} />, width: 120 },
  ];
  return columns.filter((column) => column !== false);
}
