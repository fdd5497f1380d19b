import type { Tone } from '../badge';

export const fillTone: Record<Tone, string> = {
  ok: 'fill-ok',
  warn: 'fill-warn',
  bad: 'fill-bad',
  info: 'fill-info',
  brand: 'fill-brand',
  neutral: 'fill-line-strong',
};

export const asNumber = (value: number) => String(value);

/** Slanting lines over a surface, as a second sign beside its colour: `fill={`url(#${id})`}`. */
export function Hatching({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" strokeWidth="2.5" className="stroke-surface" opacity="0.55" />
      </pattern>
    </defs>
  );
}
