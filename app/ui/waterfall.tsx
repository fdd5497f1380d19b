import { scaleBand, scaleLinear } from 'd3-scale';
import { ChartFrame } from './chart/frame';
import { asNumber } from './chart/tones';

export type WaterfallStep = { label: string; value: number; kind: 'total' | 'up' | 'down' };
type WaterfallProps = { title: string; steps: WaterfallStep[]; format?: (value: number) => string; height?: number };

const fills = { total: 'fill-brand', up: 'fill-ok', down: 'fill-bad' };

/** From one total to the next. `value` of a step is its size; `down` takes it away. */
export function Waterfall({ title, steps, format = asNumber, height = 220 }: WaterfallProps) {
  const width = 640;
  let level = 0;
  const spans = steps.map((step) => {
    const from = step.kind === 'total' ? 0 : level;
    level = step.kind === 'total' ? step.value : level + (step.kind === 'up' ? step.value : -step.value);
    return { ...step, from, to: level };
  });
  const ends = spans.flatMap(({ from, to }) => [from, to]);
  const x = scaleBand(
    spans.map((span) => span.label),
    [0, width],
  ).padding(0.28);
  // Between two large totals the changes would be hairlines: then the foot of the chart is cut off, and dashed to say so.
  const lowest = Math.min(...spans.map(({ to }) => to));
  const cut = lowest > 0.5 * Math.max(...ends) ? lowest * 0.85 : Math.min(0, ...ends);
  const y = scaleLinear([cut, Math.max(1, ...ends)], [height - 26, 22]).clamp(true);
  const sign = { total: '', up: '+', down: '−' };
  return (
    <ChartFrame
      title={title}
      data={spans.map(({ label, value, kind }) => ({ label, value: kind === 'down' ? -value : value }))}
      format={format}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on the phone it scrolls, so the keyboard must reach it */}
      <div className="strip" tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} className="w-full min-w-130">
          <line
            x1="0"
            x2={width}
            y1={y(cut > 0 ? cut : 0)}
            y2={y(cut > 0 ? cut : 0)}
            strokeDasharray={cut > 0 ? '4 3' : undefined}
            className="stroke-line-strong"
          />
          {spans.map((span, index) => {
            const left = x(span.label) ?? 0;
            const top = Math.min(y(span.from), y(span.to));
            const next = spans[index + 1];
            return (
              <g key={span.label}>
                <rect
                  x={left}
                  y={top}
                  width={x.bandwidth()}
                  height={Math.max(Math.abs(y(span.from) - y(span.to)), 1.5)}
                  rx="3"
                  className={fills[span.kind]}
                />
                {next && (
                  <line
                    x1={left + x.bandwidth()}
                    x2={x(next.label)}
                    y1={y(span.to)}
                    y2={y(span.to)}
                    strokeDasharray="2 2"
                    className="stroke-ink-3"
                  />
                )}
                <text
                  x={left + x.bandwidth() / 2}
                  y={top - 6}
                  textAnchor="middle"
                  className="num fill-ink text-xs font-semibold"
                >
                  {sign[span.kind] + format(span.value)}
                </text>
                <text x={left + x.bandwidth() / 2} y={height - 8} textAnchor="middle" className="fill-ink-2 text-xs">
                  {span.label}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFrame>
  );
}
