export type Strength = 'strong' | 'clear' | 'slight';
/** By the factor on the odds: twice or more, a third or more, less. */
export const strengthOf = (contribution: number): Strength =>
  Math.abs(contribution) >= Math.log(2) ? 'strong' : Math.abs(contribution) >= Math.log(1.35) ? 'clear' : 'slight';
