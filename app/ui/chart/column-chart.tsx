import clsx from 'clsx';
import { scaleBand, scaleLinear } from 'd3-scale';
import type { Bar } from './bar-chart';
import { ChartFrame } from './frame';
import { asNumber, fillTone } from './tones';

type ColumnChartProps = { title: string; bars: Bar[]; format?: (value: number) => string; height?: number };

/** Standing bars along time; the last one is the present and stands out. */
export function ColumnChart({ title, bars, format = asNumber, height = 120 }: ColumnChartProps) {
  const width = 360;
  const x = scaleBand(
    bars.map((bar) => bar.label),
    [0, width],
  ).padding(0.3);
  const y = scaleLinear([0, Math.max(1, ...bars.map((bar) => bar.value))], [height - 18, 16]);
  const last = bars.length - 1;
  return (
    <ChartFrame title={title} data={bars} format={format}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} className="w-full">
        {bars.map((bar, index) => (
          <g key={bar.label}>
            <rect
              x={x(bar.label)}
              y={y(bar.value)}
              width={x.bandwidth()}
              height={Math.max(height - 18 - y(bar.value), 1)}
              rx="3"
              className={clsx(fillTone[bar.tone ?? 'brand'], index !== last && !bar.tone && 'opacity-30')}
            >
              <title>{`${bar.label} ${format(bar.value)}`}</title>
            </rect>
            {index === last && (
              <text
                x={(x(bar.label) ?? 0) + x.bandwidth() / 2}
                y={y(bar.value) - 5}
                textAnchor="middle"
                className="num fill-ink text-2xs font-semibold"
              >
                {format(bar.value)}
              </text>
            )}
            {(index === 0 || index === last) && (
              <text
                x={index === 0 ? x(bar.label) : (x(bar.label) ?? 0) + x.bandwidth()}
                y={height - 4}
                textAnchor={index === 0 ? 'start' : 'end'}
                className="fill-ink-3 text-2xs"
              >
                {bar.label}
              </text>
            )}
          </g>
        ))}
      </svg>
    </ChartFrame>
  );
}
