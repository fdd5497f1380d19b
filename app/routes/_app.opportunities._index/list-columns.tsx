import { useLocale, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { OpportunityRow } from '~/features/opportunities/list/rows.server';
import { StageChip } from '~/features/opportunities/stage-chip';
import { StuckBadge } from '~/features/opportunities/stuck-badge';
import { Badge } from '~/ui/badge';
import type { Column } from '~/ui/data-table';
import { DateInput } from '~/ui/date-input';
import { InlineEdit } from '~/ui/inline-edit';
import { Input } from '~/ui/input';
import { Day, Money, None, When } from '~/ui/value';
import type { IndexData } from './route';

type Row = OpportunityRow;

/** The columns of the list; what can be edited is edited in place. */
export function useListColumns(data: IndexData, sumFen: number | null): Column<Row>[] {
  const t = useT();
  const locale = useLocale();
  const offering = (row: Row) => (locale === 'en' && row.offeringNameEn) || row.offeringName;
  const stageOf = (row: Row) => data.stages.find(({ id }) => id === row.stageId);
  const edit = (
    row: Row,
    name: string,
    value: string | number | null,
    label: string,
    shown: React.ReactNode,
    control?: React.ReactNode,
  ) =>
    data.may.update ? (
      <InlineEdit
        label={label}
        name={name}
        value={value}
        action={paths.opportunity(row.id)}
        hidden={{ intent: 'edit', version: row.version }}
        editTo={`${paths.opportunity(row.id)}/edit?field=${name}`}
        control={control}
      >
        {shown}
      </InlineEdit>
    ) : (
      shown
    );
  return [
    {
      id: 'title',
      header: t('opportunity.title'),
      primary: true,
      cell: (row) => (
        <>
          {row.title}
          <small>{[row.accountName ?? t('opportunity.no_account'), offering(row)].filter(Boolean).join(' · ')}</small>
        </>
      ),
    },
    {
      id: 'stage',
      header: t('opportunity.stage'),
      cell: (row) => (
        <>
          <StageChip stage={stageOf(row)} />
          <StuckBadge lastActivityAt={row.lastActivityAt} stage={stageOf(row)} now={data.now} />
        </>
      ),
    },
    {
      id: 'amount',
      header: t('opportunity.amount'),
      align: 'right',
      sortable: true,
      width: 110,
      cell: (row) => <Money fen={row.totalFen} className="font-medium" />,
      total: sumFen === null ? undefined : <Money fen={sumFen} />,
    },
    {
      id: 'probability',
      header: t('opportunity.probability'),
      align: 'right',
      width: 84,
      hideable: true,
      cell: (row) =>
        edit(
          row,
          'probability',
          row.probability,
          t('opportunity.probability'),
          `${row.probability}%`,
          <Input inputMode="numeric" className="sm:!h-7" />,
        ),
    },
    {
      id: 'close',
      header: t('opportunity.close_on'),
      sortable: true,
      width: 130,
      cell: (row) =>
        edit(
          row,
          'expectedCloseOn',
          row.expectedCloseOn,
          t('opportunity.close_on'),
          row.slips > 0 && row.stageType === 'open' ? (
            <span className="flex flex-wrap items-center gap-1">
              <Day on={row.closedOn ?? row.expectedCloseOn} now={data.now} />
              <Badge tone="warn">{t('opportunity.slips', { n: row.slips })}</Badge>
            </span>
          ) : (
            <Day on={row.closedOn ?? row.expectedCloseOn} now={data.now} />
          ),
          <DateInput />,
        ),
    },
    {
      id: 'next',
      header: t('opportunity.next_step'),
      hideable: true,
      cell: (row) =>
        edit(
          row,
          'nextStep',
          row.nextStep,
          t('opportunity.next_step'),
          row.nextStep ? (
            <span className="line-clamp-2 min-w-32">
              {row.nextStepOn && <span className="num text-ink-3">{row.nextStepOn.slice(5).replace('-', '/')} </span>}
              {row.nextStep}
            </span>
          ) : (
            <None />
          ),
        ),
    },
    {
      id: 'owner',
      header: t('opportunity.owner'),
      width: 88,
      hideable: true,
      cell: (row) => row.ownerName ?? <None />,
    },
    {
      id: 'updated',
      header: t('opportunity.updated_at'),
      sortable: true,
      width: 100,
      hideable: true,
      cell: (row) => <When at={row.updatedAt} now={data.now} />,
    },
  ];
}
