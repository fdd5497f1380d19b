import clsx from 'clsx';
import { useId } from 'react';
import { ChartFrame } from './chart/frame';

type Group = { label: string; bars: { label: string; value: number | null }[] };
type DivergingChartProps = {
  title: string;
  groups: Group[];
  /** The furthest a bar can reach, either way. */
  most: number;
  behind: string;
  ahead: string;
  format: (value: number) => string;
};

const width = 360;
const names = 96;
const row = 18;
const middle = names + (width - names) / 2;

/** Bars to both sides of a line: to the right plain, to the left hatched, so that no colour is needed to tell them apart. */
export function DivergingChart({ title, groups, most, behind, ahead, format }: DivergingChartProps) {
  const hatch = useId();
  const reach = (width - names) / 2 - 24;
  const tops = groups.map(
    (_, at) => 24 + groups.slice(0, at).reduce((sum, { bars }) => sum + row * bars.length + 30, 0),
  );
  const height = groups.reduce((sum, { bars }) => sum + row * bars.length + 30, 20);
  const data = groups.flatMap(({ label, bars }) =>
    bars.flatMap((bar) => (bar.value === null ? [] : [{ label: `${label} · ${bar.label}`, value: bar.value }])),
  );
  return (
    <ChartFrame title={title} data={data} format={format}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} className="w-full max-w-[480px]">
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" className="fill-warn" />
            <rect width="2" height="5" className="fill-surface opacity-60" />
          </pattern>
        </defs>
        <text x={middle - 6} y="11" textAnchor="end" className="fill-ink-3 text-2xs">
          ← {behind}
        </text>
        <text x={middle + 6} y="11" className="fill-ink-3 text-2xs">
          {ahead} →
        </text>
        {groups.map(({ label, bars }, at) => {
          const top = tops[at]!;
          return (
            <g key={label}>
              <text x="0" y={top + 11} className="fill-ink text-xs font-semibold">
                {label}
              </text>
              {bars.map((bar, n) => {
                const y = top + 18 + n * row;
                const value = bar.value ?? 0;
                const long = (Math.abs(value) / most) * reach;
                const side = value < 0 ? -1 : 1;
                return (
                  <g key={bar.label}>
                    <text x={names - 8} y={y + 11} textAnchor="end" className="fill-ink-2 text-2xs">
                      {bar.label}
                    </text>
                    {value !== 0 && (
                      <rect
                        x={value < 0 ? middle - long : middle}
                        y={y + 2}
                        width={long}
                        height={row - 6}
                        rx="2"
                        fill={value < 0 ? `url(#${hatch})` : undefined}
                        className={clsx(value > 0 && 'fill-info')}
                      />
                    )}
                    <text
                      x={middle + side * (long + 5)}
                      y={y + 12}
                      textAnchor={value < 0 ? 'end' : 'start'}
                      className={clsx('num text-2xs', bar.value === null ? 'fill-ink-3' : 'fill-ink')}
                    >
                      {bar.value === null ? '·' : format(bar.value)}
                    </text>
                  </g>
                );
              })}
              <line
                x1={middle}
                x2={middle}
                y1={top + 16}
                y2={top + 20 + bars.length * row}
                className="stroke-line-strong"
              />
            </g>
          );
        })}
      </svg>
    </ChartFrame>
  );
}
