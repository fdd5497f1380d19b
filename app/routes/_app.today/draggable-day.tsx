import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import clsx from 'clsx';
import { type ReactNode, useState } from 'react';
import { localInput } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { useSendMove } from '~/features/visits/moves';
import { sameTimeOn, timeBetween } from '~/features/visits/moving';
import { useNarrow } from '~/ui/narrow';
import { DayActions } from './day-actions';
import { DayFrame } from './day-list';
import { DayCells, type OwnVisit } from './day-plan';
import { DayRow } from './day-row';
import { DistanceHint } from './distance-hint';
import { Rings } from './rings';
import type { TodayData } from './route';
import { useDayUnder } from './use-day-under';
import { WeekDays, WeekStrip } from './week-strip';

/** The library writes a style sheet of its own, which the page's policy lets through by this only. */
const pageNonce = () => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;

type DraggableDayProps = {
  page: TodayData;
  title: string;
  verbs: (visit: OwnVisit) => ReactNode;
  isMoving: (id: string) => boolean;
};
type InAir = { visit: OwnVisit; byKey: boolean };

/** The day's visits can be dragged: within the day to another time, onto the week to another day. */
export default function DraggableDay({ page, title, verbs, isMoving }: DraggableDayProps) {
  const t = useT();
  const f = useFormat();
  const [nonce] = useState(pageNonce);
  const narrow = useNarrow();
  const send = useSendMove();
  const [air, setAir] = useState<InAir | null>(null);
  const { ofDay, now, shown } = page;
  const over = useDayUnder(air && { byKey: air.byKey, week: shown });
  const find = (id: string) => ofDay.find((visit) => visit.id === id);

  /** When the visit would begin there; null where that is no change. */
  function startAt({ draggableId, source, destination }: Pick<DropResult, 'draggableId' | 'source' | 'destination'>) {
    const visit = find(draggableId);
    if (!visit) return null;
    const day = over.current();
    if (day) return day === visit.day ? null : sameTimeOn(day, visit.plannedAt);
    if (!destination || destination.index === source.index || page.order === 'way') return null;
    const others = ofDay.filter(({ id }) => id !== draggableId);
    const counts = ({ status }: OwnVisit) => status !== 'cancelled' && status !== 'missed';
    const before = others.slice(0, destination.index).findLast(counts);
    const after = others.slice(destination.index).find(counts);
    const start = timeBetween(before, after, visit.plannedMinutes);
    return start && start.getTime() !== visit.plannedAt.getTime() ? localInput(start) : null;
  }
  const say = (start: string | null) => (start ? `${f.dayLong(start, now)} ${start.slice(11)}` : '');

  return (
    <DragDropContext
      nonce={nonce}
      dragHandleUsageInstructions={t('move.hint')}
      onBeforeDragStart={({ draggableId, mode }) => {
        const visit = find(draggableId);
        if (visit) setAir({ visit, byKey: mode === 'SNAP' });
      }}
      onDragStart={({ draggableId }, { announce }) => {
        const visit = find(draggableId);
        if (visit)
          announce(t('move.lifted', { title: visit.accountName ?? '', when: say(localInput(visit.plannedAt)) }));
      }}
      onDragUpdate={(update, { announce }) => announce(t('move.over_time', { when: say(startAt(update)) }))}
      onDragEnd={(result, { announce }) => {
        const visit = find(result.draggableId);
        const start = result.reason === 'DROP' ? startAt(result) : null;
        announce(start ? t('move.dropped', { when: say(start) }) : t('move.cancelled'));
        setAir(null);
        if (visit && start) send(visit, start);
      }}
    >
      <DayCells
        strip={<WeekStrip page={page} over={over.day} />}
        rings={<Rings page={page} />}
        list={
          <DayFrame
            title={title}
            count={ofDay.length}
            action={<DayActions page={page} />}
            hint={<DistanceHint page={page} />}
          >
            <Droppable droppableId="day">
              {(list) => (
                <ul ref={list.innerRef} {...list.droppableProps}>
                  {ofDay.map((visit, index) => (
                    <Draggable
                      key={visit.id}
                      draggableId={visit.id}
                      index={index}
                      isDragDisabled={visit.status !== 'planned' || visit.isJoint}
                    >
                      {(item, { isDragging }) => (
                        <li
                          ref={item.innerRef}
                          {...item.draggableProps}
                          className={clsx(
                            'border-line bg-surface not-first:border-t last:rounded-b-2xl',
                            isDragging && '!border rounded-xl shadow-pop',
                            isDragging && over.day && '!bg-surface/40',
                          )}
                        >
                          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
                          <div
                            {...item.dragHandleProps}
                            role="group" // a button may not hold the links of the row
                            aria-label={visit.accountName ?? visit.purpose}
                            className="rounded-lg"
                          >
                            <DayRow visit={visit} now={now} isMoving={isMoving(visit.id)}>
                              {verbs(visit)}
                            </DayRow>
                          </div>
                        </li>
                      )}
                    </Draggable>
                  ))}
                  {list.placeholder}
                </ul>
              )}
            </Droppable>
          </DayFrame>
        }
      />
      {air && narrow && (
        <div className="fixed inset-x-0 top-0 z-40 border-b border-line bg-surface px-4 pt-2 pb-1 shadow-pop animate-fade">
          <p className="text-center text-xs text-ink-3">{t('move.drop_here')}</p>
          <WeekDays page={page} over={over.day} isTarget />
        </div>
      )}
      <span role="status" className="sr-only">
        {over.day && t('move.over_day', { day: f.dayLong(over.day, now) })}
      </span>
    </DragDropContext>
  );
}
