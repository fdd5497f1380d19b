export const productLines = [
  'internet',
  'private_line',
  'mobile',
  'iot',
  'cloud',
  'security',
  'voice',
  'video',
  'satellite',
  'integration',
  'other',
] as const;
export type ProductLine = (typeof productLines)[number];

export const lifecycles = ['design', 'pilot', 'launched', 'retiring', 'retired'] as const;
export type Lifecycle = (typeof lifecycles)[number];
