import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { UnheardDot } from '~/features/coaching/unheard-dot';
import { isStuck, stageName } from '~/features/opportunities/rules';
import { StageChip } from '~/features/opportunities/stage-chip';
import { StuckBadge } from '~/features/opportunities/stuck-badge';
import { ResultBadge } from '~/features/qualification/result-badge';
import { Badge, dottedCell } from '~/ui/badge';
import type { Column } from '~/ui/data-table';
import { DateInput } from '~/ui/date-input';
import { Input } from '~/ui/input';
import { Money, None, shortMoney } from '~/ui/value';
import type { IndexData, ListRow, ShownStage } from './route';

type Row = ListRow;

/** The columns of the list; what can be edited is edited in place. */
export function useListColumns(data: IndexData, sumFen: number | null): Column<Row>[] {
  const t = useT();
  const f = useFormat();
  const offering = (row: Row) => (f.locale === 'en' && row.offeringNameEn) || row.offeringName;
  const stages = new Map(data.stages.map((stage) => [stage.id, stage]));
  const now = new Date(data.now);
  const none = <None />;
  /** Where the stage's name is all there is to say. */
  const isPlain = (row: Row, stage: ShownStage) =>
    stage.type === 'open' && !isStuck({ lastActivityAt: new Date(row.lastActivityAt) }, stage, now);
  const unnamed = t('opportunity.no_account');
  const edit = (name: Exclude<keyof Row, 'unheard' | 'custom'>, label: string, control?: React.ReactNode) =>
    data.may.update
      ? (row: Row) => ({
          label,
          name,
          value: row[name],
          action: paths.opportunity(row.id),
          hidden: { intent: 'edit', version: row.version },
          editTo: `${paths.opportunity(row.id)}/edit?field=${name}`,
          control,
        })
      : undefined;
  const moment = (at: (row: Row) => string | Date) => ({
    width: 100,
    hideable: true,
    look: 'num whitespace-nowrap',
    hint: (row: Row) => f.dateTime(at(row)),
    cell: (row: Row) => f.when(at(row), data.now),
  });
  return [
    {
      id: 'title',
      header: t('opportunity.title'),
      primary: true,
      cell: (row) => (
        <>
          {row.unheard && <UnheardDot />}
          {row.title}
          <small>{[row.accountName ?? unnamed, offering(row)].filter(Boolean).join(' · ')}</small>
        </>
      ),
    },
    {
      id: 'stage',
      header: t('opportunity.stage'),
      look: (row) => {
        const stage = stages.get(row.stageId);
        return stage && isPlain(row, stage) ? dottedCell(stage.position) : '';
      },
      cell: (row) => {
        const stage = stages.get(row.stageId);
        return stage && isPlain(row, stage) ? (
          stageName(stage, f.locale)
        ) : (
          <>
            <StageChip stage={stage} />
            <StuckBadge lastActivityAt={row.lastActivityAt} stage={stage} now={data.now} />
          </>
        );
      },
    },
    {
      id: 'amount',
      header: t('opportunity.amount'),
      align: 'right',
      sortable: true,
      width: 110,
      look: 'font-medium',
      hint: (row) => f.yuan(row.totalFen),
      cell: (row) => shortMoney(row.totalFen, f),
      total: sumFen === null ? undefined : <Money fen={sumFen} />,
    },
    {
      id: 'probability',
      header: t('opportunity.probability'),
      align: 'right',
      width: 84,
      hideable: true,
      cell: (row) => `${row.probability}%`,
      edit: edit('probability', t('opportunity.probability'), <Input inputMode="numeric" className="sm:!h-7" />),
    },
    {
      id: 'close',
      header: t('opportunity.close_on'),
      sortable: true,
      width: 130,
      look: 'num break-keep [overflow-wrap:normal]',
      cell: (row) => {
        const on = row.closedOn ?? row.expectedCloseOn;
        const day = on ? f.day(on, data.now).replaceAll(' ', '\u00a0') : none;
        if (row.slips === 0 || row.stageType !== 'open') return day;
        return (
          <>
            {day}{' '}
            <Badge tone="warn" className="!align-top">
              {t('opportunity.slips', { n: row.slips })}
            </Badge>
          </>
        );
      },
      edit: edit('expectedCloseOn', t('opportunity.close_on'), <DateInput />),
    },
    {
      id: 'next',
      header: t('opportunity.next_step'),
      hideable: true,
      look: '[&>.edit-cell]:line-clamp-2',
      cell: (row) =>
        row.nextStep && row.nextStepOn ? (
          <>
            <small className="num text-[length:inherit] text-ink-3">{monthDay(row.nextStepOn)}</small>
            {` ${row.nextStep}`}
          </>
        ) : (
          row.nextStep || none
        ),
      edit: edit('nextStep', t('opportunity.next_step')),
    },
    {
      id: 'owner',
      header: t('opportunity.owner'),
      width: 88,
      hideable: true,
      cell: (row) => row.ownerName ?? none,
    },
    {
      id: 'updated',
      header: t('opportunity.updated_at'),
      sortable: true,
      ...moment((row) => row.updatedAt),
    },
    {
      id: 'account',
      header: t('opportunity.account'),
      hideable: true,
      extra: true,
      cell: (row) => row.accountName ?? none,
    },
    {
      id: 'offering',
      header: t('opportunity.offering'),
      hideable: true,
      extra: true,
      cell: (row) => offering(row) ?? none,
    },
    {
      id: 'source',
      header: t('opportunity.source'),
      width: 96,
      hideable: true,
      extra: true,
      cell: (row) => t(`source.${row.source}`),
    },
    {
      id: 'judged',
      header: t('opportunity.judged'),
      width: 104,
      hideable: true,
      extra: true,
      cell: (row) => (row.qualification ? <ResultBadge result={row.qualification} /> : none),
    },
    { id: 'activity', header: t('opportunity.last_activity'), extra: true, ...moment((row) => row.lastActivityAt) },
    { id: 'entered', header: t('opportunity.stage_entered_at'), extra: true, ...moment((row) => row.stageEnteredAt) },
    { id: 'created', header: t('opportunity.created_at'), extra: true, ...moment((row) => row.createdAt) },
  ];
}

const monthDay = (on: string) => on.slice(5).replace('-', '/');
