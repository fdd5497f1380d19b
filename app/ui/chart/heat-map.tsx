import { ChartFrame } from './frame';

export type HeatCell = { value: number; text: string; hint?: string } | null;
type HeatMapProps = {
  title: string;
  note?: string;
  /** What the rows are called, then the columns. */
  head: string[];
  rows: { label: string; cells: HeatCell[] }[];
  /** The value drawn darkest. */
  most: number;
};

/** Rows by columns, darker where there is more; each cell says its number, so that nothing hangs on the shade. */
export function HeatMap({ title, note, head, rows, most }: HeatMapProps) {
  const [first, row, top, width] = [130, 34, 26, 640];
  const across = (width - first) / Math.max(1, head.length - 1);
  const table = {
    head,
    rows: rows.map(({ label, cells }) => ({
      key: label,
      cells: [label, ...cells.map((cell) => (cell ? [cell.text, cell.hint].filter(Boolean).join(' ') : '—'))],
    })),
  };
  return (
    <ChartFrame title={title} note={note} table={table}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on the phone it scrolls, so the keyboard must reach it */}
      <div className="strip" tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${top + rows.length * row}`}
          role="img"
          aria-label={title}
          className="w-full min-w-130"
        >
          {head.slice(1).map((name, at) => (
            <text
              key={name}
              x={first + at * across + across / 2}
              y="16"
              textAnchor="middle"
              className="fill-ink-3 text-xs"
            >
              {name}
            </text>
          ))}
          {rows.map(({ label, cells }, line) => (
            <g key={label}>
              <text x="0" y={top + line * row + 21} className="fill-ink-2 text-sm">
                {label}
              </text>
              {cells.map((cell, at) => {
                const share = cell ? Math.min(1, cell.value / most) : 0;
                const middle = first + at * across + across / 2;
                return (
                  <g key={head[at + 1]}>
                    {cell?.hint && <title>{cell.hint}</title>}
                    <rect
                      x={first + at * across + 2}
                      y={top + line * row + 2}
                      width={across - 4}
                      height={row - 4}
                      rx="4"
                      className={cell ? 'fill-brand' : 'fill-sunken'}
                      opacity={cell ? 0.08 + 0.42 * share : 0.6}
                    />
                    <text
                      x={middle}
                      y={top + line * row + 21}
                      textAnchor="middle"
                      className={cell ? 'num fill-ink text-xs font-semibold' : 'fill-ink-3 text-xs'}
                    >
                      {cell?.text ?? '—'}
                    </text>
                  </g>
                );
              })}
            </g>
          ))}
        </svg>
      </div>
    </ChartFrame>
  );
}
