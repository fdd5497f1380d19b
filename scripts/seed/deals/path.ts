import { between, chance, type Random } from '../random';

/** Of the national pipeline. */
export const stage = {
  qualify: 1,
  solution: 3,
  propose: 4,
  negotiate: 5,
  contract: 6,
  won: 7,
  lost: 8,
  onHold: 9,
} as const;
export const stageTypeOf = (stageId: number) =>
  stageId === stage.won ? 'won' : stageId === stage.lost ? 'lost' : stageId === stage.onHold ? 'on_hold' : 'open';
const stageCodes = ['', 'qualify', 'develop', 'solution', 'propose', 'negotiate', 'contract', 'won', 'lost', 'on_hold'];
export const configuredProbability = [0, 10, 20, 40, 60, 80, 90, 100, 0, 10];

export type Step = { stageId: number; daysAgo: number };

/** The stages a deal went through to where it is, with the days since it entered each; the last entry is given. */
export function makePath(random: Random, stageId: number, enteredDaysAgo: number): Step[] {
  const isOff = stageId >= stage.lost;
  const last = isOff ? between(random, 1, 5) : Math.min(stageId, stage.contract);
  const passed = Array.from({ length: last }, (_, at) => at + 1).filter(
    (one) => one === 1 || one === last || !chance(random, 0.1),
  );
  if (stageId > stage.contract) passed.push(stageId);
  let daysAgo = enteredDaysAgo;
  const steps: Step[] = [];
  for (const one of passed.reverse()) {
    steps.unshift({ stageId: one, daysAgo });
    daysAgo += between(random, 4, 26);
  }
  return steps;
}

/** The national process of satellite services: as many stages, with numbers forty higher. */
export const satellite = {
  pipelineId: 4,
  above: 40,
  codes: ['', 'qualify', 'link_check', 'solution', 'trial', 'propose', 'contract', 'won', 'lost', 'on_hold'],
};
const onSatellite = (id: number) => id > satellite.above;
export const stageCodeOf = (id: number) => (onSatellite(id) ? satellite.codes[id - satellite.above] : stageCodes[id]);
export const probabilityAt = (id: number) => configuredProbability[onSatellite(id) ? id - satellite.above : id];
