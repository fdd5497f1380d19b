import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import clsx from 'clsx';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useLocale, useT } from '~/core/i18n';
import { asksFor } from '~/features/opportunities/moving';
import { stageName } from '~/features/opportunities/rules';
import { type BoardProps, boardFrame, boardScroll, cardList, columnFrame } from './board';
import { Card, stageIn } from './card';
import { ClosedStages } from './closed-stages';
import { ColumnFoot, ColumnHead } from './column';
import { GateHint, type InAir } from './gate-hint';
import { MoveDialog } from './move-dialog';
import { useSendMove } from './moves';
import type { ShownStage } from './route';

/** The library writes a style sheet of its own, which the page's policy lets through by this only. */
const pageNonce = () => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;

/** The board with cards that can be dragged: mouse, touch (long press) and keyboard. */
export default function DraggableBoard({ data, columns, setting }: BoardProps) {
  const t = useT();
  const locale = useLocale();
  const [nonce] = useState(pageNonce);
  const send = useSendMove();
  const [air, setAir] = useState<InAir | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const overBar = usePointerBelow(bar, air !== null);
  const [asking, setAsking] = useState<{ row: { id: string; title: string }; to: ShownStage } | null>(null);
  const stageOf = (id: string | undefined) => data.columns.find(({ stage }) => String(stage.id) === id)?.stage;
  const rowOf = (id: string) => columns.flatMap(({ rows }) => rows).find((row) => row.id === id);
  const said = (id: string | undefined) => {
    const stage = stageOf(id);
    return stage ? stageName(stage, locale) : '';
  };

  function drop({ draggableId, source, destination }: DropResult) {
    setAir(null);
    const [row, from, to] = [rowOf(draggableId), stageOf(source.droppableId), stageOf(destination?.droppableId)];
    if (!row || !from || !to || from.id === to.id) return;
    if (asksFor(from, to)) setAsking({ row, to });
    else send(row, to.id);
  }

  return (
    <DragDropContext
      nonce={nonce}
      dragHandleUsageInstructions={t('opportunity.drag_hint')}
      onDragStart={({ draggableId, source }, say) => {
        const row = rowOf(draggableId);
        const from = stageOf(source.droppableId);
        if (row && from) setAir({ row, from, over: null });
        say.announce(t('opportunity.drag_lifted', { title: row?.title ?? '', stage: said(source.droppableId) }));
      }}
      onDragUpdate={({ destination }, say) => {
        const over = stageOf(destination?.droppableId) ?? null;
        setAir((now) => now && { ...now, over: over && over.id !== now.from.id ? over : null });
        if (over) say.announce(t('opportunity.drag_over', { stage: stageName(over, locale) }));
      }}
      onDragEnd={(result, say) => {
        const key = result.destination ? 'opportunity.drag_dropped' : 'opportunity.drag_cancelled';
        say.announce(t(key, { stage: said((result.destination ?? result.source).droppableId) }));
        drop(result);
        if (result.mode === 'SNAP') setTimeout(() => focusCard(result.draggableId), 300);
      }}
    >
      <div className={boardFrame}>
        <div className={boardScroll}>
          {columns.map((column) => (
            <Droppable key={column.stage.id} droppableId={String(column.stage.id)} isDropDisabled={overBar}>
              {(list, { isDraggingOver }) => (
                <section className={clsx(columnFrame, isDraggingOver && '!bg-brand-soft outline-1 outline-brand/40')}>
                  <ColumnHead column={column} mayCreate={data.may.create} />
                  <div ref={list.innerRef} {...list.droppableProps} className={clsx(cardList, '!gap-0')}>
                    {column.rows.map((row, index) => (
                      <Draggable key={row.id} draggableId={row.id} index={index}>
                        {(card, { isDragging }) => (
                          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
                          <div
                            ref={card.innerRef}
                            {...card.draggableProps}
                            {...card.dragHandleProps}
                            role="group" // a button may not hold the links of the card
                            aria-label={row.title}
                            className="mb-2 rounded-lg outline-offset-1"
                          >
                            <Card row={row} stage={stageIn(data, row, column)} setting={setting} lifted={isDragging} />
                            {isDragging && air && <GateHint air={air} />}
                          </div>
                        )}
                      </Draggable>
                    ))}
                    {list.placeholder}
                    <ColumnFoot column={column} capped={data.sums.capped} />
                  </div>
                </section>
              )}
            </Droppable>
          ))}
        </div>
        <div ref={bar}>
          <ClosedStages
            data={data}
            wrap={(stage, content) => <ClosedDrop key={stage.id} stage={stage} content={content} />}
          />
        </div>
      </div>
      {asking && <MoveDialog row={asking.row} to={asking.to} onClose={() => setAsking(null)} />}
    </DragDropContext>
  );
}

/** A card that changes its column is made anew; the keyboard goes on from it. */
const focusCard = (id: string) =>
  document.querySelector<HTMLElement>(`[data-rfd-drag-handle-draggable-id="${CSS.escape(id)}"]`)?.focus();

/** Whether the pointer is over the bar of closed stages: a card in the air is larger than it, and would fall on a column. */
function usePointerBelow(bar: RefObject<HTMLElement>, dragging: boolean) {
  const [below, setBelow] = useState(false);
  useEffect(() => {
    if (!dragging) return;
    const look = (event: MouseEvent | TouchEvent) => {
      const y = 'touches' in event ? event.touches[0]?.clientY : event.clientY;
      setBelow((y ?? 0) >= (bar.current?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY));
    };
    window.addEventListener('mousemove', look);
    window.addEventListener('touchmove', look);
    return () => {
      window.removeEventListener('mousemove', look);
      window.removeEventListener('touchmove', look);
      setBelow(false);
    };
  }, [bar, dragging]);
  return below;
}

function ClosedDrop({ stage, content }: { stage: ShownStage; content: React.ReactNode }) {
  return (
    <Droppable droppableId={String(stage.id)}>
      {(list, { isDraggingOver }) => (
        <div
          ref={list.innerRef}
          {...list.droppableProps}
          className={clsx('h-9 overflow-hidden rounded-lg', isDraggingOver && 'bg-brand-soft outline-2 outline-brand')}
        >
          {content}
          {list.placeholder}
        </div>
      )}
    </Droppable>
  );
}
