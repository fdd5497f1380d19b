import type { Criterion } from '../opportunities/criteria';
import type { StageType } from '../opportunities/rules';

/** A stage as a definition has it; its place in the list is its position, its code what it keeps through all versions. */
export type DefinedStage = {
  code: string;
  name: string;
  nameEn: string;
  type: StageType;
  probability: number;
  stuckAfterDays: number | null;
  guidance: string | null;
  exitCriteria: Criterion[];
};
export type Definition = { name: string; nameEn: string; stages: DefinedStage[] };

export const mostStages = 20;
export const mostCriteria = 12;
