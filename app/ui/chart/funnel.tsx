import clsx from 'clsx';
import { scaleLinear } from 'd3-scale';
import { Link } from '../link';
import { ChartFrame } from './frame';
import { asNumber } from './tones';

export type FunnelStep = { label: string; value: number; note?: string; to?: string };
type FunnelProps = { title: string; steps: FunnelStep[]; format?: (value: number) => string };

/** How much is left at each step; `note` names the conversion from the step before. */
export function Funnel({ title, steps, format = asNumber }: FunnelProps) {
  const width = scaleLinear([0, Math.max(1, ...steps.map((step) => step.value))], [0, 100]);
  return (
    <ChartFrame title={title} data={steps} format={format}>
      <ol className="grid gap-1">
        {steps.map((step) => {
          const line = (
            <>
              <span className="w-28 shrink-0 truncate text-ink-2 max-sm:w-20">{step.label}</span>
              <span className="relative flex h-7 min-w-0 flex-1 items-center justify-center">
                <span
                  className="absolute inset-y-0 left-1/2 -translate-x-1/2 rounded-md bg-brand/20"
                  style={{ width: `${Math.max(width(step.value), 1)}%` }}
                />
                <span className="num relative font-semibold">{format(step.value)}</span>
              </span>
              <span className="num w-14 shrink-0 text-right text-xs text-ink-3">{step.note}</span>
            </>
          );
          const frame = 'flex items-center gap-3 rounded-md max-sm:min-h-11';
          return (
            <li key={step.label}>
              {step.to ? (
                <Link to={step.to} className={clsx(frame, 'hover:bg-sunken')}>
                  {line}
                </Link>
              ) : (
                <span className={frame}>{line}</span>
              )}
            </li>
          );
        })}
      </ol>
    </ChartFrame>
  );
}
