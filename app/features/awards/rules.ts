export const awardStates = ['nominated', 'granted', 'declined'] as const;
export type AwardState = (typeof awardStates)[number];
