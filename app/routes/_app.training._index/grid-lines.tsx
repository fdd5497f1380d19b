import clsx from 'clsx';
import { memo, useMemo } from 'react';
import type { Formatter } from '~/core/format';
import { useT } from '~/core/i18n';
import type { Translate } from '~/core/message';
import { readDetails, readLetter } from '~/features/certification/matrix';
import { nameIn } from '~/features/certification/named';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { ChevronDown, ChevronRight } from '~/ui/icons';
import { cellClass, fillOf, shortOf, toldOf } from './cell';
import type { Focus } from './grid';
import type { Shown } from './grid-head';
import { type Line, rowHeight, teamHeight } from './lines';

type Team = Extract<Line, { kind: 'team' }>;
type Person = Extract<Line, { kind: 'person' }>;
/** Left and right of what stands in a cell. */
const gap = 4;
const ring = 'outline-2 -outline-offset-2 outline-brand outline';

export function TeamLine(props: {
  line: Team;
  index: number;
  width: number;
  span: number;
  active: number | null;
  toggle: (unitId: number) => void;
}) {
  const t = useT();
  const { line, index, width, span, active, toggle } = props;
  const Sign = line.isOpen ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      className="absolute border-b border-line bg-sunken"
      style={{ top: line.top, height: teamHeight, width }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
      <div
        id={`${line.key}.0`}
        role="gridcell"
        aria-colindex={1}
        aria-colspan={span}
        className={clsx('h-full', active !== null && ring)}
      >
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={line.isOpen}
          onClick={() => toggle(line.unitId)}
          className="sticky left-0 flex h-full items-center gap-2 px-3 text-sm hover:text-brand-ink"
        >
          <Sign className="text-[14px] text-ink-3" />
          <span className="font-semibold">{line.unit}</span>
          <span className="num text-xs text-ink-3">{t('matrix.team_size', { n: line.count })}</span>
        </button>
      </div>
    </div>
  );
}

type PersonProps = {
  line: Person;
  index: number;
  shown: Shown[];
  width: number;
  nameWidth: number;
  cellWidth: number;
  active: number | null;
  isSelected: boolean;
  onSelect: (id: string) => void;
  focus: Focus | null;
  onOpen: (column: number) => void;
  t: Translate;
  f: Formatter;
};

function PersonRow(props: PersonProps) {
  const { line, index, shown, width, nameWidth, cellWidth, active, isSelected, onSelect, focus, onOpen, t, f } = props;
  const { row } = line;
  const details = useMemo(() => readDetails(row), [row]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onClick={({ target }) => {
        const cell = (target as Element).closest('[role=gridcell]');
        if (cell) onOpen(Number(cell.getAttribute('aria-colindex')) - 1);
      }}
      className={clsx(
        'absolute border-b border-line [contain:layout_style]',
        focus || isSelected ? 'bg-brand-soft' : 'bg-surface',
      )}
      style={{ top: line.top, height: rowHeight, width }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
      <div
        id={`${line.key}.0`}
        role="rowheader"
        aria-colindex={1}
        className={clsx(
          'sticky left-0 z-10 flex h-full items-center gap-2 border-r border-line pr-2 pl-3',
          focus || isSelected ? 'bg-brand-soft' : 'bg-surface',
          active === 0 && ring,
        )}
        style={{ width: nameWidth }}
      >
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isSelected}
          onChange={() => onSelect(row.id)}
          aria-label={t('matrix.select', { name: row.name })}
          className="size-4 shrink-0 accent-brand"
        />
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onOpen(0)}
          className="flex min-w-0 items-center gap-2 text-left"
        >
          <Avatar name={row.name} size="sm" />
          <span className="min-w-0">
            <span className="flex items-center gap-1 leading-4">
              <span className="truncate font-medium hover:underline">{row.name}</span>
              {row.isNew && <Badge tone="brand">{t('matrix.new')}</Badge>}
            </span>
            <span className="block truncate text-2xs text-ink-3">{row.title ?? t.any(`role.${row.role}`)}</span>
          </span>
        </button>
      </div>
      {shown.map(({ column, index: c, left }) => {
        const standing = readLetter(row.cells[c]);
        const detail = details[c];
        const text = shortOf(standing, detail, t);
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the grid
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
          <div
            key={column.code}
            id={`${line.key}.${c + 1}`}
            role="gridcell"
            aria-colindex={c + 2}
            aria-label={`${nameIn(f.locale, column)}: ${toldOf(standing, detail, t, f)}`}
            className={clsx(
              cellClass(standing, text !== ''),
              (active === c + 1 || focus?.code === column.code) && 'outline-2 outline-offset-2 outline-brand outline',
            )}
            style={{
              left: left + gap,
              width: cellWidth - 2 * gap,
              ...(standing === 'learning' && fillOf(detail ?? '0')),
            }}
          >
            {text}
          </div>
        );
      })}
    </div>
  );
}

/** Drawn again only when it changes; `onOpen` is new each time and does not count. */
export const PersonLine = memo(
  PersonRow,
  (a, b) =>
    a.line.row === b.line.row &&
    a.line.top === b.line.top &&
    a.index === b.index &&
    a.active === b.active &&
    a.isSelected === b.isSelected &&
    a.focus === b.focus &&
    a.cellWidth === b.cellWidth &&
    a.t === b.t &&
    a.shown[0]?.index === b.shown[0]?.index &&
    a.shown.length === b.shown.length,
);
