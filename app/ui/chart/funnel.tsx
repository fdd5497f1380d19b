import { scaleLinear } from 'd3-scale';
import { ChartFrame } from './frame';
import { asNumber } from './tones';

export type FunnelStep = { label: string; value: number; note?: string };
type FunnelProps = {
  title: string;
  note?: string;
  steps: FunnelStep[];
  head: [string, string, string];
  format?: (value: number) => string;
};

/** How much is left at each step; `note` names the share of the step before. */
export function Funnel({ title, note, steps, head, format = asNumber }: FunnelProps) {
  const [width, row, wide] = [640, 36, 380];
  const span = scaleLinear([0, Math.max(1, ...steps.map((step) => step.value))], [0, wide]);
  const middle = 150 + wide / 2;
  const table = {
    head,
    rows: steps.map(({ label, value, note: more = '' }) => ({ key: label, cells: [label, format(value), more] })),
  };
  return (
    <ChartFrame title={title} note={note} table={table}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on the phone it scrolls, so the keyboard must reach it */}
      <div className="strip" tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${steps.length * row}`} role="img" aria-label={title} className="w-full min-w-130">
          {steps.map((step, at) => {
            const top = at * row;
            const across = Math.max(span(step.value), 4);
            return (
              <g key={step.label}>
                <text x="0" y={top + 21} className="fill-ink-2 text-sm">
                  {step.label}
                </text>
                <rect
                  x={middle - across / 2}
                  y={top + 3}
                  width={across}
                  height={row - 8}
                  rx="4"
                  className="fill-brand"
                  opacity="0.22"
                />
                <text x={middle} y={top + 21} textAnchor="middle" className="num fill-ink text-sm font-semibold">
                  {format(step.value)}
                </text>
                <text x={width} y={top + 21} textAnchor="end" className="num fill-ink-3 text-xs">
                  {step.note}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFrame>
  );
}
