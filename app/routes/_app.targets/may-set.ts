import type { Target } from '~/features/review/goals/queries.server';
import type { TargetsPage } from './route';

/** The unit itself, above those within it. */
export const isSelf = ({ unit }: TargetsPage, target: Target) =>
  target.kind === 'unit' && target.key === String(unit?.id);

/** Nobody sets their own goal, nor that of the unit whose goal those above set. */
export const maySet = (page: TargetsPage, target: Target) =>
  page.unit !== null && !(isSelf(page, target) && page.isTop) && target.key !== page.personId;
