import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { ChartFrame } from './frame';
import { asNumber } from './tones';

export type TrendPoint = { label: string; value: number; note?: string };
type TrendProps = {
  title: string;
  note?: string;
  points: TrendPoint[];
  /** Of the table behind: the name of the points, of their value, of their note. */
  head: [string, string, string];
  format?: (value: number) => string;
  height?: number;
};

/** A value over time: the line, its ground, and the words of the lowest, the highest and the last point. */
export function Trend({ title, note, points, head, format = asNumber, height = 170 }: TrendProps) {
  const width = 640;
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [12, width - 12]);
  // a line between two far away heights is flat: the ground is cut off where all of it lies high
  const floor = low < 0 ? low : low > high / 2 ? low - (high - low || high * 0.1) : 0;
  const y = scaleLinear([floor, Math.max(1, high)], [height - (low < 0 ? 40 : 24), 24]);
  const ground = y(Math.max(0, floor));
  const drawn = points.map(({ value }, at) => [x(at), y(value)] as [number, number]);
  const last = points.length - 1;
  const marks = [...new Set([values.indexOf(low), values.indexOf(high), last])];
  const anchor = (at: number) => (at === 0 ? 'start' : at === last ? 'end' : 'middle');
  const table = {
    head,
    rows: points.map(({ label, value, note: more = '' }) => ({ key: label, cells: [label, format(value), more] })),
  };
  return (
    <ChartFrame title={title} note={note} table={table}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} className="w-full">
        <path
          d={
            area<[number, number]>()
              .x((at) => at[0])
              .y0(ground)
              .y1((at) => at[1])(drawn) ?? ''
          }
          className="fill-brand"
          opacity="0.1"
        />
        <line x1="0" x2={width} y1={ground} y2={ground} className="stroke-line-strong" />
        <path
          d={line<[number, number]>()(drawn) ?? ''}
          fill="none"
          strokeWidth="2"
          strokeLinejoin="round"
          strokeLinecap="round"
          className="stroke-brand"
        />
        {points.map(({ label, value }, at) => (
          <circle
            key={label}
            cx={x(at)}
            cy={y(value)}
            r={marks.includes(at) ? 4 : 7}
            className={marks.includes(at) ? 'fill-brand' : 'fill-transparent'}
          >
            <title>{`${label} ${format(value)}`}</title>
          </circle>
        ))}
        {marks.map((at) => (
          <text
            key={at}
            x={x(at)}
            y={y(values[at] ?? 0) - 9}
            textAnchor={anchor(at)}
            className="num fill-ink text-xs font-semibold"
          >
            {format(values[at] ?? 0)}
          </text>
        ))}
        {[...new Set([0, Math.round(last / 2), last])].map((at) => (
          <text key={at} x={x(at)} y={height - 7} textAnchor={anchor(at)} className="fill-ink-3 text-xs">
            {points[at]?.label}
          </text>
        ))}
      </svg>
    </ChartFrame>
  );
}
