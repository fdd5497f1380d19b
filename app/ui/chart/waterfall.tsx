import clsx from 'clsx';
import { scaleBand, scaleLinear } from 'd3-scale';
import { useId } from 'react';
import { ChartFrame } from './frame';
import { asNumber, Hatching } from './tones';

export type WaterfallStep = {
  key: string;
  label: string;
  /** The size of a step; `down` takes it away. */
  value: number;
  kind: 'total' | 'up' | 'down';
  /** The rows behind the bar. */
  to?: string;
  active?: boolean;
};
type WaterfallProps = { title: string; steps: WaterfallStep[]; format?: (value: number) => string; height?: number };

const sign = { total: '', up: '+', down: '−' };
const fills = { total: 'fill-brand', up: 'fill-ok', down: 'fill-bad' };

/** From one total to the next. What takes away is hatched, so that it tells itself from what adds without its colour. */
export function Waterfall({ title, steps, format = asNumber, height = 240 }: WaterfallProps) {
  const hatching = useId();
  const width = Math.max(1000, steps.length * 96);
  let level = 0;
  const spans = steps.map((step) => {
    const from = step.kind === 'total' ? 0 : level;
    level = step.kind === 'total' ? step.value : level + (step.kind === 'up' ? step.value : -step.value);
    return { ...step, from, to: step.to, level };
  });
  const ends = spans.flatMap(({ from, level }) => [from, level]);
  const x = scaleBand(
    spans.map((span) => span.key),
    [0, width],
  ).padding(0.28);
  // Between two large totals the changes would be hairlines: then the foot of the chart is cut off, and dashed to say so.
  const lowest = Math.min(...spans.map((span) => span.level));
  const cut = lowest > 0.7 * Math.max(...ends) ? lowest * 0.85 : Math.min(0, ...ends);
  const y = scaleLinear([cut, Math.max(1, ...ends)], [height - 28, 24]).clamp(true);
  const foot = y(cut > 0 ? cut : 0);
  return (
    <ChartFrame
      title={title}
      data={spans.map(({ label, value, kind }) => ({ label, value: kind === 'down' ? -value : value }))}
      format={format}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on the phone it scrolls, so the keyboard must reach it */}
      <div className="strip" tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          aria-label={title}
          className="w-full"
          style={{ minWidth: width * 0.82 }}
        >
          <Hatching id={hatching} />
          <line
            x1="0"
            x2={width}
            y1={foot}
            y2={foot}
            strokeDasharray={cut > 0 ? '4 3' : undefined}
            className="stroke-line-strong"
          />
          {spans.map((span, index) => {
            const left = x(span.key) ?? 0;
            const middle = left + x.bandwidth() / 2;
            const top = Math.min(y(span.from), y(span.level));
            const bar = { x: left, y: top, width: x.bandwidth(), rx: 3 };
            const tall = Math.max(Math.abs(y(span.from) - y(span.level)), 1.5);
            const next = spans[index + 1];
            const said = `${span.label} ${sign[span.kind]}${format(span.value)}`;
            const drawn = (
              <>
                <title>{said}</title>
                {span.to && (
                  <rect
                    x={left - 4}
                    y={4}
                    width={x.bandwidth() + 8}
                    height={height - 6}
                    rx="6"
                    className={clsx(span.active ? 'fill-sunken' : 'fill-transparent', 'group-hover:fill-sunken')}
                  />
                )}
                <rect {...bar} height={tall} className={fills[span.kind]} />
                {span.kind === 'down' && <rect {...bar} height={tall} fill={`url(#${hatching})`} />}
                <text x={middle} y={top - 6} textAnchor="middle" className="num fill-ink text-xs font-semibold">
                  {sign[span.kind] + format(span.value)}
                </text>
                <text
                  x={middle}
                  y={height - 9}
                  textAnchor="middle"
                  className={clsx('text-xs', span.to ? 'fill-ink underline decoration-dotted' : 'fill-ink-2')}
                >
                  {span.label}
                </text>
              </>
            );
            return (
              <g key={span.key}>
                {next && (
                  <line
                    x1={left + x.bandwidth()}
                    x2={x(next.key)}
                    y1={y(span.level)}
                    y2={y(span.level)}
                    strokeDasharray="2 2"
                    className="stroke-ink-3"
                  />
                )}
                {span.to ? (
                  <a href={span.to} aria-current={span.active ? 'true' : undefined} className="group">
                    {drawn}
                  </a>
                ) : (
                  drawn
                )}
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFrame>
  );
}
