import { leavesOf } from './criteria';
import { evidenceKinds, type Stage } from './rules';

/** The evidence a deal of these stages can show: what they ask for, and what every deal can. Each once. */
export function evidenceOf(stages: Pick<Stage, 'exitCriteria'>[]) {
  const asked = stages.flatMap(({ exitCriteria }) =>
    exitCriteria.flatMap(leavesOf).flatMap((one) => (one.kind === 'evidence' ? [one] : [])),
  );
  const common = evidenceKinds.map((key) => ({
    kind: 'evidence' as const,
    key: key as string,
    name: null,
    nameEn: null,
    withNote: false,
    withFile: false,
  }));
  // what a stage calls it counts more
  return [...new Map([...common, ...asked].map((one) => [one.key, one])).values()];
}
