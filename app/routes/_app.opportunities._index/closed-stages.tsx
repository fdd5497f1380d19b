import { useLocation } from '@remix-run/react';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { stageName } from '~/features/opportunities/rules';
import { Count } from '~/ui/badge';
import { CircleCheck, CirclePause, CircleX } from '~/ui/icons';
import { Link } from '~/ui/link';
import { withParams } from '~/ui/params';
import { Money } from '~/ui/value';
import { sumOf } from './columns';
import type { IndexData, ShownStage } from './route';

const icons = {
  won: [CircleCheck, 'text-ok'],
  lost: [CircleX, 'text-bad'],
  on_hold: [CirclePause, 'text-warn'],
  open: [CirclePause, ''],
} as const;

type ClosedStagesProps = { data: IndexData; wrap?: (stage: ShownStage, content: ReactNode) => ReactNode };

/** Won, lost and on hold below the board: their sums, their rows, and where cards are dropped to get there. */
export function ClosedStages({ data, wrap }: ClosedStagesProps) {
  const t = useT();
  const closed = data.columns.filter(({ stage }) => stage.type !== 'open');
  return (
    <nav
      aria-label={t('opportunity.all_closed')}
      className="grid shrink-0 auto-cols-fr grid-flow-col gap-2 border-t border-line bg-canvas px-4 py-2"
    >
      {closed.map(({ stage, ids }) =>
        wrap ? (
          wrap(stage, <ClosedStage data={data} stage={stage} ids={ids} />)
        ) : (
          <ClosedStage key={stage.id} data={data} stage={stage} ids={ids} />
        ),
      )}
    </nav>
  );
}

function ClosedStage({ data, stage, ids }: { data: IndexData; stage: ShownStage; ids: number[] }) {
  const f = useFormat();
  const locale = useLocale();
  const { search } = useLocation();
  const [Icon, colour] = icons[stage.type];
  const sum = sumOf(data.sums.stages, stage.id, ids);
  return (
    <Link
      to={withParams(search, { shape: 'list', stage: ids.join(), type: null, sort: null })}
      className="flex h-9 items-center gap-2 rounded-lg border border-dashed border-line-strong px-3 hover:bg-surface"
    >
      <Icon className={clsx('text-[15px]', colour)} />
      <span className="font-medium">{stageName(stage, locale)}</span>
      <Count n={f.number(sum.count)} />
      <Money fen={sum.totalFen} className="ml-auto text-ink-2" />
    </Link>
  );
}
