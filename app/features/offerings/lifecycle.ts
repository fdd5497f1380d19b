import type { Lifecycle } from './rules';

/** Where an offering may go from where it is, forwards first. */
export const nextLifecycles: Record<Lifecycle, readonly Lifecycle[]> = {
  design: ['pilot'],
  pilot: ['launched', 'design'],
  launched: ['retiring'],
  retiring: ['retired', 'launched'],
  retired: [],
};

export const lifecycleNeeds = ['design_note', 'demo_record', 'price_approved', 'training_course', 'retires_on', 'last_day_over'] as const; // biome-ignore format: a list
export type LifecycleNeed = (typeof lifecycleNeeds)[number];

/** What each step asks for; going back asks nothing. */
export const needsOf: Partial<Record<Lifecycle, readonly LifecycleNeed[]>> = {
  pilot: ['design_note'],
  launched: ['design_note', 'demo_record', 'price_approved', 'training_course'],
  retiring: ['retires_on'],
  retired: ['retires_on', 'last_day_over'],
};

export type LifecycleFacts = {
  designNote: string | null;
  demoOn: string | null;
  demoNote: string | null;
  trainingCourse: string | null;
  retiresOn: string | null;
  /** Whether a price is approved and valid today. */
  isPriced: boolean;
};

const isMet: Record<LifecycleNeed, (facts: LifecycleFacts, today: string) => boolean> = {
  design_note: ({ designNote }) => Boolean(designNote),
  demo_record: ({ demoOn, demoNote }, today) => demoOn !== null && demoOn <= today && Boolean(demoNote),
  price_approved: ({ isPriced }) => isPriced,
  training_course: ({ trainingCourse }) => Boolean(trainingCourse),
  retires_on: ({ retiresOn }) => retiresOn !== null,
  last_day_over: ({ retiresOn }, today) => retiresOn !== null && retiresOn < today,
};

/** What a step asks for and whether it is there. */
export const checklist = (to: Lifecycle, facts: LifecycleFacts, today: string) =>
  (needsOf[to] ?? []).map((need) => ({ need, isMet: isMet[need](facts, today) }));

/** What is missing before it may go there. Returning from retirement to sale asks nothing anew. */
export const missingFor = (from: Lifecycle, to: Lifecycle, facts: LifecycleFacts, today: string): LifecycleNeed[] =>
  from === 'retiring' && to === 'launched'
    ? []
    : checklist(to, facts, today).flatMap(({ need, isMet }) => (isMet ? [] : [need]));
