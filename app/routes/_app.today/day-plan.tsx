import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { MoveLink } from '~/features/visits/move-link';
import { MoveAnswerOf, usePendingMoves } from '~/features/visits/moves';
import { allows } from '~/features/visits/rules';
import { DayActions } from './day-actions';
import { DayList } from './day-list';
import { DistanceHint } from './distance-hint';
import { Rings } from './rings';
import type { TodayData } from './route';
import { WeekStrip } from './week-strip';

// 30 kB that nobody needs before the page is there
const DraggableDay = lazy(() => import('./draggable-day'));

export type OwnVisit = TodayData['ofDay'][number];

/** The week and the day, whose visits can be dragged once the page has settled. */
export function DayPlan({ page }: { page: TodayData }) {
  const t = useT();
  const f = useFormat();
  const isSettled = useSettled();
  const pending = usePendingMoves();
  const shown = withMoves(page, pending);
  const title = t('today.day_list', { day: f.day(page.shown, page.now) });
  const verbs = (visit: OwnVisit) =>
    page.mayPlan && !visit.isJoint && allows(visit.status, 'start') && <MoveLink visit={visit} />;
  const mayDrag =
    isSettled && page.mayPlan && shown.ofDay.some(({ status, isJoint }) => status === 'planned' && !isJoint);
  const still = (
    <DayCells
      strip={<WeekStrip page={shown} />}
      rings={<Rings page={shown} />}
      list={
        <DayList
          title={title}
          visits={shown.ofDay}
          now={page.now}
          action={<DayActions page={shown} />}
          hint={<DistanceHint page={shown} />}
          verbs={verbs}
        />
      }
    />
  );
  return (
    <>
      {mayDrag ? (
        <Suspense fallback={still}>
          <DraggableDay page={shown} title={title} verbs={verbs} isMoving={(id) => pending.has(id)} />
        </Suspense>
      ) : (
        still
      )}
      <Answers page={page} />
    </>
  );
}

/** Their places in the grid of the page: the list behind the next visit on a phone, below the week elsewhere. */
export function DayCells({ strip, rings, list }: { strip: ReactNode; rings: ReactNode; list: ReactNode }) {
  return (
    <>
      <div className="grid gap-4 max-sm:gap-3 lg:col-start-1 lg:row-start-1">
        {strip}
        {rings}
      </div>
      <div className="min-w-0 max-lg:order-2 lg:col-start-1 lg:row-start-2">{list}</div>
    </>
  );
}

/** The page as it will be when the moves on their way have arrived. */
function withMoves(page: TodayData, pending: Map<string, Date>): TodayData {
  if (!pending.size) return page;
  const week = page.week.map((visit) => {
    const plannedAt = pending.get(visit.id);
    return plannedAt ? { ...visit, plannedAt, day: today(plannedAt) } : visit;
  });
  const ofDay = week.filter((visit) => visit.day === page.shown);
  if (page.order === 'time') ofDay.sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
  return { ...page, week, ofDay };
}

/** Remembers which visits of the page were moved: one that has left the day still says how it ended. */
function Answers({ page: { week, now } }: { page: TodayData }) {
  const pending = usePendingMoves();
  const [watched, setWatched] = useState<string[]>([]);
  const opened = week.filter(({ status }) => status === 'planned').map(({ id }) => id);
  const fresh = [...pending.keys(), ...opened].filter((id) => !watched.includes(id));
  if (fresh.length) setWatched([...watched, ...new Set(fresh)]);
  return watched.map((id) => <MoveAnswerOf key={id} id={id} now={now} />);
}

function useSettled() {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    // not every browser of a phone knows idle times
    if (!window.requestIdleCallback) {
      const timer = setTimeout(() => setSettled(true), 1500);
      return () => clearTimeout(timer);
    }
    const asked = window.requestIdleCallback(() => setSettled(true), { timeout: 4000 });
    return () => window.cancelIdleCallback(asked);
  }, []);
  return settled;
}
