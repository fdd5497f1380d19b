export const rhythms = ['workdays', 'weekly', 'monthly'] as const;
export type Rhythm = (typeof rhythms)[number];
export const formats = ['csv', 'xlsx'] as const;
export type Format = (typeof formats)[number];

/** When a list is sent; wall clock in Shanghai. */
export type Timing = {
  rhythm: Rhythm;
  /** 1 is Monday. */
  weekday: number | null;
  /** A month that is shorter has it on its last day. */
  monthDay: number | null;
  hour: number;
};

/** Why nothing is sent: the person's wish, or that the list is not theirs to take out any more. */
export const pauseReasons = ['person', 'left', 'role', 'right', 'view'] as const;
export type PauseReason = (typeof pauseReasons)[number];

export const outcomes = ['made', 'too_large', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

export const mostSchedules = 10;
export const keptDays = 14;
/** A run that fails or is killed so often is given up until the next time. */
export const mostAttempts = 5;
export const mostBytes = 500_000_000;
