import { scaleLinear } from 'd3-scale';

/** A line the size of a word; `label` says what it shows. */
export function Sparkline({
  values,
  label,
  width = 96,
  height = 24,
}: {
  values: number[];
  label: string;
  width?: number;
  height?: number;
}) {
  if (values.length < 2) return null;
  const x = scaleLinear([0, values.length - 1], [2, width - 3]);
  const y = scaleLinear([Math.min(...values), Math.max(...values)], [height - 3, 3]);
  const path = values
    .map((value, index) => `${index ? 'L' : 'M'}${x(index).toFixed(1)},${y(value).toFixed(1)}`)
    .join('');
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      <path
        d={path}
        fill="none"
        className="stroke-brand"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2.2" className="fill-brand" />
    </svg>
  );
}
