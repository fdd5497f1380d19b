import { useLocation } from '@remix-run/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { ListSheet } from '~/features/exports/list-sheet';
import type { CardRow } from '~/features/opportunities/list/board.server';
import { ButtonLink } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Target } from '~/ui/icons';
import { useNarrow } from '~/ui/narrow';
import { Board } from './board';
import { sumOf, useColumns } from './columns';
import { Filters } from './filters';
import { FigureStrip, Head, inHand } from './head';
import { useListLink } from './list-link';
import { MoveDialog } from './move-dialog';
import { MoveAnswers, usePendingMoves } from './moves';
import { PhoneBoard } from './phone-board';
import { PipelineSwitch } from './pipeline-switch';
import type { IndexData } from './route';

// 30 kB that a page without a mouse or without JavaScript does not need
const DraggableBoard = lazy(() => import('./draggable-board'));

export function BoardPage({ data }: { data: IndexData }) {
  const t = useT();
  const f = useFormat();
  const { columns, loaded } = useColumns(data);
  const draggable = useDraggable() && data.may.move;
  const { search } = useLocation();
  const ids = data.columns.flatMap((column) => column.ids);
  const count = sumOf(data.sums.stages, 0, ids).count;
  const open = columns.reduce((all, { sum }) => ({ n: all.n + sum.count, fen: all.fen + sum.totalFen }), {
    n: 0,
    fen: 0,
  });
  const shown = data.sums.capped ? `${f.number(countCap)}+` : f.number(open.n);
  const narrow = useNarrow();
  const linkTo = useListLink();
  const pending = usePendingMoves();
  const [chosen, choose] = useState<CardRow | null>(null);
  const setting = {
    now: data.now,
    narrow,
    linkTo,
    choose: data.may.move ? choose : null,
    isMoving: (id: string) => pending.has(id),
  };
  const board = <Board data={data} columns={columns} setting={setting} />;
  return (
    <div className="sm:flex sm:h-dvh sm:flex-col">
      <Head data={data} shape="board" />
      <FigureStrip data={data} />
      <PipelineSwitch data={data} />
      <div className="px-4 py-2.5 max-sm:pb-1">
        <Filters
          data={data}
          more={<ListSheet {...inHand(data)} />}
          summary={
            data.sums.capped
              ? t('opportunity.count_only', { count: shown })
              : t('opportunity.count_sum', { count: shown, sum: f.money(open.fen) })
          }
        />
      </div>
      {count === 0 ? (
        <Nothing data={data} />
      ) : narrow ? (
        <PhoneBoard data={data} columns={columns} setting={setting} />
      ) : (
        <div className="min-h-0 flex-1">
          {draggable ? (
            <Suspense fallback={board}>
              <DraggableBoard key={search} data={data} columns={columns} setting={setting} />
            </Suspense>
          ) : (
            board
          )}
        </div>
      )}
      <MoveAnswers rows={loaded} />
      {chosen && <MoveDialog row={chosen} onClose={() => choose(null)} />}
    </div>
  );
}

/** Wide enough for columns, and hydrated. */
function useDraggable() {
  const [wide, setWide] = useState(false);
  useEffect(() => setWide(window.matchMedia('(min-width: 40rem)').matches), []);
  return wide;
}

function Nothing({ data }: { data: IndexData }) {
  const t = useT();
  return (
    <div className="m-4 rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
      <EmptyState
        icon={data.filtered ? undefined : Target}
        filtered={data.filtered}
        title={t(data.filtered ? 'opportunity.none_match' : 'opportunity.empty')}
        action={
          data.may.create && (
            <ButtonLink to="/opportunities/new" variant="primary">
              {t('opportunity.new')}
            </ButtonLink>
          )
        }
      >
        {t(data.filtered ? 'opportunity.none_match_hint' : 'opportunity.empty_hint')}
      </EmptyState>
    </div>
  );
}
