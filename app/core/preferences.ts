export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['compact', 'default', 'comfortable'] as const;
export type Density = (typeof densities)[number];
