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
      <div className="relative z-[1]">
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
      </div>
    ) : (
      shown
    );
  return [
    {
      id: 'title',
      header: t('opportunity.title'),
      primary: true,
      cell: (row) => (
        <span className="block min-w-40">
          <span className="block">{row.title}</span>
          <span className="block text-xs font-normal text-ink-3">
            {[row.accountName ?? t('opportunity.no_account'), offering(row)].filter(Boolean).join(' · ')}
          </span>
        </span>
      ),
    },
    {
      id: 'stage',
      header: t('opportunity.stage'),
      cell: (row) => (
        <span className="flex flex-col items-start gap-0.5">
          <StageChip stage={stageOf(row)} />
          <StuckBadge lastActivityAt={row.lastActivityAt} stage={stageOf(row)} now={data.now} />
        </span>
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
          <span className="flex flex-wrap items-center gap-1">
            <Day on={row.closedOn ?? row.expectedCloseOn} now={data.now} />
            {row.slips > 0 && row.stageType === 'open' && (
              <Badge tone="warn">{t('opportunity.slips', { n: row.slips })}</Badge>
            )}
          </span>,
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
      cell: (row) => <span className="whitespace-nowrap">{row.ownerName ?? <None />}</span>,
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
