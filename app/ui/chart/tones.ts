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
