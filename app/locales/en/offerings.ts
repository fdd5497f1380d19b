import type { offerings as zh } from '../zh-CN/offerings';

export const offerings = {
  'line.internet': 'Internet access',
  'line.private_line': 'Private line',
  'line.mobile': 'Mobile',
  'line.iot': 'IoT',
  'line.cloud': 'Cloud & IDC',
  'line.security': 'Security',
  'line.voice': 'Voice',
  'line.video': 'Video',
  'line.satellite': 'Satellite',
  'line.integration': 'Integration',
  'line.other': 'Other',
} as const satisfies Record<keyof typeof zh, string>;
