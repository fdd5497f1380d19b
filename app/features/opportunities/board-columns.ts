import type { Stage, StageType } from './rules';

export type Placed = Pick<Stage, 'id' | 'pipelineId' | 'position' | 'code'> & { type: StageType };
/** A column of a board: the stage it is named after, and the stages of all versions whose deals stand in it. */
export type BoardStage<S> = { stage: S; ids: number[] };

/**
 * The columns of one pipeline, all its versions together: a stage stands with the one of its code; one that the shown
 * version does not have, with the nearest before it that the shown version has.
 */
export function boardColumns<S extends Placed>(shown: S[], all: S[]): BoardStage<S>[] {
  const columns = shown.map((stage) => ({ stage, ids: [stage.id] }));
  const byCode = new Map(columns.map((column) => [column.stage.code, column]));
  const isShown = new Set(shown.map((stage) => stage.id));
  const others = all.filter((stage) => !isShown.has(stage.id));
  for (const pipelineId of new Set(others.map((stage) => stage.pipelineId))) {
    const version = others.filter((stage) => stage.pipelineId === pipelineId);
    let before = columns[0];
    for (const stage of version.sort((a, b) => a.position - b.position)) {
      const same =
        byCode.get(stage.code) ?? columns.find((column) => closes(stage) && column.stage.type === stage.type);
      const column = same ?? before;
      column?.ids.push(stage.id);
      if (column?.stage.type === 'open') before = column;
    }
  }
  return columns;
}

const closes = (stage: Placed) => stage.type !== 'open';

type Versioned = Placed & { pipelineCode: string; pipelineVersion: number };

/** Stages of one code in all versions of a pipeline together, named after the newest; pipeline by pipeline, in order. */
export function stageGroups<S extends Versioned>(all: S[]): BoardStage<S>[] {
  const groups = new Map<string, BoardStage<S>>();
  for (const stage of all) {
    const key = `${stage.pipelineCode} ${stage.code}`;
    const group = groups.get(key);
    const isNewer = group && stage.pipelineVersion > group.stage.pipelineVersion;
    groups.set(key, { stage: group && !isNewer ? group.stage : stage, ids: [...(group?.ids ?? []), stage.id] });
  }
  const order = [...new Set(all.map((stage) => stage.pipelineCode))];
  const placeOf = ({ stage }: BoardStage<S>) => order.indexOf(stage.pipelineCode) * 1000 + stage.position;
  return [...groups.values()].sort((a, b) => placeOf(a) - placeOf(b));
}
