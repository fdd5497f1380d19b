import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import type { GapCost, MatrixColumn, MatrixRow } from '~/features/certification/matrix';
import { GridHead, headHeight } from './grid-head';
import { PersonLine, TeamLine } from './grid-lines';
import { heightOf, layOut, lineAt, type Place, rowHeight, step } from './lines';
import { stride, useWindow } from './use-window';

const nameWidth = 172;
const leastWidth = 83;
/** Lines drawn above and below what is in sight. */
const spare = 4;

export type Focus = { personId: string; code: string | null };
export type Grid = {
  rows: MatrixRow[];
  columns: MatrixColumn[];
  coverage: (number | null)[];
  costs: Record<string, GapCost>;
  focus: Focus | null;
  onOpen: (focus: Focus) => void;
  selected: ReadonlySet<string>;
  onSelect: (id: string) => void;
};

/** Only what is in sight is in the page: two thousand people by sixty certificates scroll like twenty by nine. */
export function MatrixGrid({ rows, columns, coverage, costs, focus, onOpen, selected, onSelect }: Grid) {
  const t = useT();
  const f = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const seen = useWindow(box);
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState<Place>({ line: 1, column: 1 });
  const [hasFocus, setHasFocus] = useState(false);
  const { lines, height } = useMemo(() => layOut(rows, closed), [rows, closed]);

  const cellWidth = Math.max(leastWidth, Math.floor((seen.width - nameWidth) / Math.max(1, columns.length)));
  const first = Math.max(0, Math.floor(seen.left / cellWidth) - 1);
  const last = Math.min(columns.length, Math.ceil((seen.left + stride + seen.width - nameWidth) / cellWidth) + 1);
  const shown = columns
    .slice(first, last)
    .map((column, i) => ({ column, index: first + i, left: nameWidth + (first + i) * cellWidth }));
  const from = Math.max(0, lineAt(lines, seen.top) - spare);
  const to = Math.min(lines.length, lineAt(lines, seen.top + stride + seen.height) + 1 + spare);
  const width = nameWidth + columns.length * cellWidth;

  const toggle = (unitId: number) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(unitId)) next.add(unitId);
      return next;
    });

  const open = (place: Place) => {
    const line = lines[place.line];
    if (line?.kind === 'team') toggle(line.unitId);
    if (line?.kind === 'person')
      onOpen({ personId: line.row.id, code: place.column > 0 ? (columns[place.column - 1]?.code ?? null) : null });
  };

  function walk(place: Place) {
    setAt(place);
    const [line, element] = [lines[place.line], box.current];
    if (!line || !element) return;
    const [above, below] = [line.top, line.top + heightOf(line) + headHeight];
    if (element.scrollTop > above) element.scrollTop = above;
    else if (element.scrollTop + element.clientHeight < below) element.scrollTop = below - element.clientHeight;
    const left = (place.column - 1) * cellWidth;
    if (place.column > 0 && element.scrollLeft > left) element.scrollLeft = left;
    else if (element.scrollLeft + element.clientWidth < nameWidth + left + cellWidth)
      element.scrollLeft = nameWidth + left + cellWidth - element.clientWidth;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    const line = lines[at.line];
    const page = Math.max(1, Math.floor(seen.height / rowHeight) - 2);
    const place = step(event.key, event.ctrlKey, at, lines, columns.length, page);
    if (place) walk(place);
    else if (event.key === 'Enter') open(at);
    else if (event.key === ' ' && line?.kind === 'person') onSelect(line.row.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const current = lines[Math.min(at.line, lines.length - 1)];
  const currentId = current && `${current.key}.${current.kind === 'team' ? 0 : at.column}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot leave out what is not in sight
    <div
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label={t('matrix.title')}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={hasFocus ? currentId : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => setHasFocus(event.target === event.currentTarget)}
      onBlur={() => setHasFocus(false)}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain rounded-lg border border-line bg-surface outline-none focus-visible:ring-2 focus-visible:ring-brand"
    >
      <GridHead {...{ shown, coverage, costs, width, nameWidth, cellWidth, people: rows.length, columns }} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" style={{ height, width }} className="relative">
        {lines.slice(from, to).map((line, i) => {
          const index = from + i;
          const active = hasFocus && index === at.line ? at.column : null;
          return line.kind === 'team' ? (
            <TeamLine key={line.key} {...{ line, index, width, active, toggle }} span={columns.length + 1} />
          ) : (
            <PersonLine
              key={line.key}
              {...{ line, index, shown, width, nameWidth, cellWidth, active, t, f }}
              isSelected={selected.has(line.row.id)}
              onSelect={onSelect}
              focus={focus?.personId === line.row.id ? focus : null}
              onOpen={(column) => {
                setAt({ line: index, column });
                open({ line: index, column });
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
