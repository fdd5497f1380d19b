import type { charts as zh } from '../zh-CN/charts';

export const charts = {
  'chart.download': 'Picture',
} as const satisfies Record<keyof typeof zh, string>;
