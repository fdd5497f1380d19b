export const buyingRoles = [
  'decision_maker',
  'influencer',
  'technical_evaluator',
  'user',
  'gatekeeper',
  'champion',
] as const;
export type BuyingRole = (typeof buyingRoles)[number];

export const attitudes = ['supports', 'neutral', 'opposes', 'unknown'] as const;
export type Attitude = (typeof attitudes)[number];
