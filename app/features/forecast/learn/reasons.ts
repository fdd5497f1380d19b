import { binned } from './bins';
import { forestContributions } from './boosting';
import { type Column, pick } from './column';
import { type Design, designOf } from './design';
import { type Strength, strengthOf } from './strength';
import type { Model } from './train';

/** Log-odds of a row taken apart: `base` is the average row, `of` what each source field adds; they sum exactly. */
export type Contributions = { base: number; of: Float64Array };

function linearPart(model: Model, design: Design, row: number): Contributions {
  const x = new Float64Array(model.inputs.length + 1);
  design.expand(row, x);
  const of = new Float64Array(model.fields.length);
  for (const [j, input] of model.inputs.entries()) of[input.field] = of[input.field]! + model.weights[j]! * x[j]!;
  return { base: model.weights[model.inputs.length]!, of };
}

/** The contributions of these rows of the columns, in their order. */
export function contributionsOf(model: Model, given: Column[], rows: Int32Array): Contributions[] {
  const columns = model.fields.map((field) => {
    const column = given.find(({ name }) => name === field.name);
    return column && pick(column, rows);
  });
  const design = designOf(model.fields, columns, rows.length, model.inputs);
  const data = model.forest && binned(model.forest.binning, columns, rows.length);
  return Array.from(rows, (_, i) => {
    const linear = linearPart(model, design, i);
    const share = model.forest?.share ?? 0;
    const trees = model.forest && data ? forestContributions(model.forest.forest, data, i) : null;
    const mixed = (a: number, b: number) => model.slope * ((1 - share) * a + share * b);
    return {
      base: model.offset + mixed(linear.base, trees?.base ?? 0),
      of: linear.of.map((v, f) => mixed(v, trees?.of[f] ?? 0)),
    };
  });
}

export type Reason = { field: string; contribution: number; strength: Strength };

/** Fields that move the odds by a tenth or more, the strongest first. */
export function topReasons(names: readonly string[], of: ArrayLike<number>, most = 3): Reason[] {
  return names
    .map((field, i) => ({ field, contribution: of[i]!, strength: strengthOf(of[i]!) }))
    .filter(({ contribution }) => Math.abs(contribution) >= 0.1)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.field < b.field ? -1 : 1))
    .slice(0, most);
}
