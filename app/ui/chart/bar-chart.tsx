import clsx from 'clsx';
import { scaleLinear } from 'd3-scale';
import { solidTone, type Tone } from '../badge';
import { Link } from '../link';
import { ChartFrame } from './frame';
import { asNumber } from './tones';

export type Bar = { label: string; value: number; note?: string; to?: string; tone?: Tone };
type BarChartProps = { title: string; bars: Bar[]; format?: (value: number) => string };

/** Lying bars with their names: for comparing things. */
export function BarChart({ title, bars, format = asNumber }: BarChartProps) {
  const width = scaleLinear([0, Math.max(1, ...bars.map((bar) => bar.value))], [0, 100]);
  return (
    <ChartFrame title={title} data={bars} format={format}>
      <ul className="grid gap-1">
        {bars.map((bar) => {
          const line = (
            <>
              <span className="w-28 shrink-0 truncate text-ink-2 max-sm:w-24">{bar.label}</span>
              <span className="flex h-4 min-w-0 flex-1 items-center gap-2">
                <span
                  className={clsx('h-full min-w-0.5 rounded-sm', solidTone[bar.tone ?? 'brand'])}
                  style={{ width: `${Math.max(width(bar.value), 0) * 0.75}%` }}
                />
                <span className="num text-xs whitespace-nowrap text-ink-2">
                  {format(bar.value)}
                  {bar.note && <span className="ml-1.5 text-ink-3">{bar.note}</span>}
                </span>
              </span>
            </>
          );
          const frame = 'flex min-h-7 items-center gap-3 rounded-md max-sm:min-h-11';
          return (
            <li key={bar.label}>
              {bar.to ? (
                <Link to={bar.to} className={clsx(frame, '-mx-1.5 px-1.5 hover:bg-sunken')}>
                  {line}
                </Link>
              ) : (
                <span className={frame}>{line}</span>
              )}
            </li>
          );
        })}
      </ul>
    </ChartFrame>
  );
}
