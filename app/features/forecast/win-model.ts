import { type DealState, factColumns, logarithmic, PastRates } from './deal-facts';
import { leaning } from './learn/analysis';
import { type Column, pick, textAt } from './learn/column';
import { everyRow, type Fold } from './learn/folds';
import { brier, measure } from './learn/metrics';
import { type Field, planColumn } from './learn/plan';
import { contributionsOf, topReasons } from './learn/reasons';
import { foldsWithin, sigmoid, strengths, type Task, taskOf } from './learn/select';
import { type Model, score, train } from './learn/train';
import {
  type Fact,
  type GateFailure,
  gateFailures,
  type Reason,
  type Rung,
  rungFor,
  shrunkRate,
  type WinModel,
} from './rules';

export type Learnt = {
  rung: Rung;
  failures: GateFailure[];
  deals: number;
  won: number;
  snapshots: number;
  from: number | null;
  until: number | null;
  model: WinModel;
};

/** Each deal weighs one, however many months it was open. */
function weightsOf(deals: readonly DealState[]) {
  const months = new Map<string, number>();
  for (const { opportunityId } of deals) months.set(opportunityId, (months.get(opportunityId) ?? 0) + 1);
  return Float64Array.from(deals, ({ opportunityId }) => 1 / months.get(opportunityId)!);
}

/** Share won by stage, shrunk towards the share won of all. */
function stageTable(deals: readonly DealState[], weight: Float64Array, rows: Int32Array) {
  const sums = new Map<number, [number, number]>();
  let [won, all] = [0, 0];
  for (const row of rows) {
    const { stageId, won: isWon } = deals[row]!;
    const sum = sums.get(stageId) ?? [0, 0];
    const w = weight[row]!;
    sums.set(stageId, [sum[0] + (isWon ? w : 0), sum[1] + w]);
    won += isWon ? w : 0;
    all += w;
  }
  const base = all ? won / all : 0.5;
  const rates = new Map([...sums].map(([stage, [w, n]]) => [stage, shrunkRate(w, n, base)]));
  return { base, rates };
}

/** The first columns that fit: an input for each ten of the rarer outcome; bends only when all columns fit. */
function withinReach(columns: Column[], most: number) {
  const planned = columns.flatMap((column) => {
    const field = planColumn(column);
    return field ? [{ field, column }] : [];
  });
  const inputs = (field: Field) =>
    field.kind === 'category'
      ? field.levels.length + (field.other ? 1 : 0)
      : 1 + field.knots.length + (field.flag ? 1 : 0);
  if (planned.reduce((sum, { field }) => sum + inputs(field), 0) <= most) return planned;
  const straight = planned.map(({ field, column }) => ({
    column,
    field: field.kind === 'number' ? { ...field, knots: [], flag: false } : field,
  }));
  let room = most;
  return straight.filter(({ field }) => {
    const fits = inputs(field) <= room;
    if (fits) room -= inputs(field);
    return fits;
  });
}

function taskFrom(deals: readonly DealState[], won: number, count: number): Task {
  const weight = weightsOf(deals);
  const kept = withinReach(factColumns(deals, new PastRates(deals)), Math.floor(Math.min(won, count - won) / 10));
  const ids = new Map<string, number>();
  const groups = Int32Array.from(deals, ({ opportunityId }) => {
    const known = ids.get(opportunityId) ?? ids.size;
    ids.set(opportunityId, known);
    return known;
  });
  const task = taskOf(
    kept.map(({ field }) => field),
    kept.map(({ column }) => column),
    Float64Array.from(deals, (deal) => (deal.won ? 1 : 0)),
    groups,
    Float64Array.from(deals, (deal) => deal.at),
    weight,
  );
  return { ...task, known: Float64Array.from(deals, (deal) => deal.closedAt!) };
}

/** What the stage table would have said of each held-out row, from the same history. */
function stageForecast(deals: readonly DealState[], task: Task, folds: Fold[]) {
  const said = new Float64Array(deals.length);
  for (const { train: from, test } of folds) {
    const { base, rates } = stageTable(deals, task.weight, from);
    for (const row of test) said[row] = rates.get(deals[row]!.stageId) ?? base;
  }
  return said;
}

/** Climbs the ladder as far as the history carries. `given` are monthly states of closed deals, in any order. */
export function learnDeals(given: readonly DealState[]): Learnt {
  const deals = [...given].sort((a, b) => a.at - b.at || (a.opportunityId < b.opportunityId ? -1 : 1));
  const outcome = new Map(deals.map((deal) => [deal.opportunityId, deal.won === true]));
  const count = outcome.size;
  const won = [...outcome.values()].filter(Boolean).length;
  const { base, rates } = stageTable(deals, weightsOf(deals), everyRow(deals.length));
  const model: WinModel = { base, stages: Object.fromEntries(rates), measures: null, columns: [], learnt: null };
  const common = {
    deals: count,
    won,
    snapshots: deals.length,
    from: deals[0]?.at ?? null,
    until: deals.at(-1)?.at ?? null,
  };
  const rung = rungFor(count, won);
  if (rung !== 'model') return { rung, failures: [], ...common, model };

  const task = taskFrom(deals, won, count);
  const trained = train(task, { strengths, boosting: false });
  const { held } = trained.evaluation;
  const stages = stageForecast(deals, task, foldsWithin(task, everyRow(deals.length), 5));
  const of = <T>(value: (row: number) => T) => Array.from(held.rows, value);
  const label = of((row) => task.label[row]!);
  const weight = of((row) => task.weight[row]!);
  const p = Array.from(held.logit, sigmoid);
  const { auc, ece10, logLoss, brier: own } = measure(label, p, weight);
  const worth = of((row) => (deals[row]!.totalFen ?? 0) * task.weight[row]!);
  const came = worth.reduce((sum, fen, i) => sum + fen * label[i]!, 0);
  const said = worth.reduce((sum, fen, i) => sum + fen * p[i]!, 0);
  const measures = {
    brier: own,
    stageBrier: brier(
      label,
      of((row) => stages[row]!),
      weight,
    ),
    auc,
    bias: came > 0 ? said / came - 1 : 1,
    ece10,
    logLoss,
  };
  const failures = gateFailures(measures);
  const learnt = {
    ...trained.model,
    weights: Array.from(trained.model.weights),
    forest: null,
    mute: contrary(task, trained.model),
  };
  const columns = task.fields.map(({ name }) => name);
  return {
    rung: failures.length ? 'stages' : 'model',
    failures,
    ...common,
    model: { ...model, measures, columns, learnt: failures.length ? null : learnt },
  };
}

/** Columns whose weight points against what they show alone: beside others that say the same they explain nothing. */
function contrary(task: Task, model: Model): string[] {
  const step = Math.ceil(task.label.length / 2000);
  const rows = everyRow(Math.ceil(task.label.length / step)).map((i) => i * step);
  const parts = contributionsOf(model, task.columns, rows);
  return task.fields.flatMap((field, f) => {
    if (field.kind === 'category') return [];
    const column = pick(task.columns[f]!, rows);
    const says = leaning(
      column,
      parts.map(({ of }) => of[f]!),
    );
    const is = leaning(
      column,
      rows.map((row) => task.label[row]!),
    );
    return says * is < 0 && Math.abs(says) > 0.3 && Math.abs(is) > 0.03 ? [field.name] : [];
  });
}

export type Scored = { id: string; p: number; why: Reason[] };

/** The probability of each open deal, and what moves it; `closed` tells past rates. */
export function scoreDeals(
  { rung, model }: Learnt,
  open: readonly DealState[],
  closed: readonly DealState[],
): Scored[] {
  if (rung === 'rates') return [];
  if (rung === 'stages' || !model.learnt)
    return open.map((deal) => ({ id: deal.opportunityId, p: model.stages[deal.stageId] ?? model.base, why: [] }));
  const { weights, mute, ...rest } = model.learnt as unknown as Omit<Model, 'weights'> & {
    weights: number[];
    mute: string[];
  };
  const learnt: Model = { ...rest, weights: Float64Array.from(weights) };
  const columns = factColumns(open, new PastRates(closed));
  const p = score(learnt, columns, open.length);
  const names = learnt.fields.map(({ name }) => name);
  return contributionsOf(learnt, columns, everyRow(open.length)).map(({ of }, row) => ({
    id: open[row]!.opportunityId,
    p: p[row]!,
    why: topReasons(
      names,
      of.map((v, f) => (mute.includes(names[f]!) ? 0 : v)),
    ).map(({ field, contribution }) =>
      told(field as Fact, contribution, columns.find(({ name }) => name === field)!, row, learnt),
    ),
  }));
}

function told(fact: Fact, contribution: number, column: Column, row: number, { fields }: Model): Reason {
  const field = fields.find(({ name }) => name === fact)!;
  const plain = (v: number) => (logarithmic.includes(fact) ? Math.expm1(v) : v);
  if (field.kind === 'category') return { fact, contribution, value: textAt(column, row), usual: null };
  const value = column.numbers[row]!;
  return { fact, contribution, value: Number.isNaN(value) ? null : plain(value), usual: plain(field.mean) };
}
