import type { charts as zh } from '../zh-CN/charts';

export const charts = {
  'chart.download': 'Picture',
  'chart.download_as': 'Download the picture as {kind}',
} as const satisfies Record<keyof typeof zh, string>;
