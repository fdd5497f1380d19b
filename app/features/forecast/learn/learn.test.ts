import { describe, expect, it } from 'vitest';
import { analyse, probabilities } from './analysis';
import { type Column, columnOf, isMissing, numberOf, pick } from './column';
import { designOf } from './design';
import { everyRow, interleavedFolds, timeFolds } from './folds';
import { fitLogistic, logits } from './logistic';
import { brier, deciles, logLoss, prAuc, rocAuc } from './metrics';
import { planColumn } from './plan';
import { contributionsOf, topReasons } from './reasons';
import { settle } from './row-order';
import { strengthOf } from './strength';
import { unusable } from './usable';

/** Numbers between 0 and 1 that are the same in every run. */
function numbers(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function sample(rows: number) {
  const next = numbers(7);
  const x = Array.from({ length: rows }, () => Math.round((next() - 0.5) * 600) / 100);
  const noise = Array.from({ length: rows }, () => Math.round(next() * 1000) / 7);
  const kind = Array.from({ length: rows }, () => ['a', 'b', 'c'][Math.floor(next() * 3)]!);
  const y = x.map((v, i) => (next() < 1 / (1 + Math.exp(-(v + (kind[i] === 'a' ? 1.5 : 0)))) ? 1 : 0));
  return { columns: [columnOf('x', x), columnOf('noise', noise), columnOf('kind', kind)], y: Float64Array.from(y) };
}

describe('cells', () => {
  it.each([
    ['1,234.5', 1234.5],
    ['12%', 12],
    ['¥3.2', 3.2],
    ['-1e-3', -0.001],
    ['1,2', Number.NaN],
    ['abc', Number.NaN],
    ['7 days', Number.NaN],
  ])('%s is %d', (text, value) => expect(numberOf(text)).toEqual(value));
  it('takes a comma for the decimal point only where told', () => expect(numberOf('1,5', true)).toBe(1.5));
  it('knows what stands for nothing', () => {
    expect(['', 'NA', 'n/a', '?', 'null', '#N/A'].every(isMissing)).toBe(true);
    expect(['None', 'No', '0', 'Unknown'].some(isMissing)).toBe(false);
  });
});

describe('metrics', () => {
  it('rank with shared ties', () => {
    expect(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBe(0.75);
    expect(rocAuc([0, 1], [0.5, 0.5])).toBe(0.5);
    expect(prAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBeCloseTo(0.8333, 4);
  });
  it('measure error', () => {
    expect(brier([1, 0], [0.8, 0.4])).toBeCloseTo(0.1, 12);
    expect(logLoss([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
    expect(
      deciles(
        [...Array(20).keys()].map((i) => i % 2),
        [...Array(20).keys()],
      ),
    ).toHaveLength(10);
  });
});

describe('folds', () => {
  it('share classes evenly and keep groups whole', () => {
    const label = Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    const groups = Int32Array.from(label, (_, i) => (i < 6 ? 0 : i));
    for (const { train, test } of interleavedFolds(label, groups, 5)) {
      expect(test.filter((row) => row < 6).length % 6).toBe(0);
      expect(test.reduce((sum, row) => sum + label[row]!, 0)).toBeGreaterThanOrEqual(4);
      expect(train.length + test.length).toBe(100);
    }
  });
  it('never learn from what comes later', () => {
    const time = Float64Array.from({ length: 60 }, (_, i) => (i * 37) % 60);
    for (const { train, test } of timeFolds(time, everyRow(60), 5)) {
      expect(Math.max(...train.map((row) => time[row]!))).toBeLessThan(Math.min(...test.map((row) => time[row]!)));
    }
  });
});

describe('logistic regression', () => {
  const { columns, y } = sample(400);
  const fields = columns.map((column) => planColumn(column)!);
  const design = designOf(fields, columns, 400);
  const rows = everyRow(400);
  const weight = new Float64Array(400).fill(1);

  it.each([0.01, 1, 3])('stands at the optimum (C %d)', (C) => {
    const w = fitLogistic({ design, label: y, weight, rows }, C);
    const p = logits(design, w, rows).map((z) => 1 / (1 + Math.exp(-z)));
    const x = new Float64Array(w.length);
    const gradient = w.map((v, j) => (j < w.length - 1 ? v : 0));
    for (const row of rows) {
      design.expand(row, x);
      for (let j = 0; j < w.length; j++) gradient[j] = gradient[j]! + C * (p[row]! - y[row]!) * x[j]!;
    }
    // the objective bends at least like ½‖w‖², so no exact solver's weights are further away than the slope is steep
    expect(Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))).toBeLessThan(1e-7);
  });
});

describe('an analysis', { timeout: 60_000 }, () => {
  const { columns, y } = sample(600);
  const shuffled = (order: Int32Array): [Column[], Float64Array] => [
    columns.map((column) => pick(column, order)),
    Float64Array.from(order, (row) => y[row]!),
  ];
  const straight = analyse(columns, y);

  it('finds what there is to find and takes it apart exactly', () => {
    expect(straight.gate.passed).toBe(true);
    expect(straight.evaluation!.metrics.auc).toBeGreaterThan(0.8);
    const model = straight.trained!.model;
    const p = probabilities(straight, columns, 600);
    for (const [row, { base, of }] of contributionsOf(model, columns, everyRow(600)).entries()) {
      const z = of.reduce((sum, v) => sum + v, base);
      expect(1 / (1 + Math.exp(-z))).toBeCloseTo(p[row]!, 10);
    }
  });

  it('does not depend on the order of rows', () => {
    const next = numbers(3);
    const order = everyRow(600).sort(() => next() - 0.5);
    const other = analyse(...shuffled(order));
    expect(other.trained!.model.weights).toEqual(straight.trained!.model.weights);
    expect(probabilities(other, columns, 600)).toEqual(probabilities(straight, columns, 600));
  });

  it('scores unseen levels and missing columns', () => {
    const p = probabilities(straight, [columnOf('kind', ['zz', null, 'a'])], 3);
    expect([...p].every((v) => v > 0 && v < 1)).toBe(true);
  });

  it('claims nothing where there is nothing', () => {
    const next = numbers(11);
    const blank = analyse(
      columns,
      y.map(() => (next() < 0.4 ? 1 : 0)),
    );
    expect(blank.gate.passed).toBe(false);
    const p = probabilities(blank, columns, 600);
    expect(Math.max(...p) - Math.min(...p)).toBeLessThan(0.35);
  });

  it('answers with the base rate from very few rows', () => {
    const few = analyse(
      columns.map((column) => pick(column, everyRow(20))),
      y.slice(0, 20),
    );
    expect(few.rung).toBe('base');
    expect([...probabilities(few, columns, 2)]).toEqual([few.base, few.base]);
  });

  it('leaves out what gives the answer away and keeps copies together', () => {
    const leak = columnOf(
      'closed',
      Array.from(y, (v) => (v ? 'signed' : null)),
    );
    const ids = columnOf(
      'deal_id',
      Array.from(y, (_, i) => `D${i + 1000}`),
    );
    const found = analyse([...columns, leak, ids], y);
    expect(found.left.map(({ name, why }) => `${name} ${why}`)).toEqual(['deal_id identifier', 'closed answer']);
    const { groups, twins } = settle(
      columns.map((c) => pick(c, Int32Array.from([0, 1, 0]))),
      [0, 1, 1],
      3,
    );
    expect([twins, new Set(groups).size]).toEqual([1, 2]);
  });
});

describe('columns', () => {
  it.each([
    ['id', ['A1', 'A2', 'A3'].flatMap((v) => Array.from({ length: 10 }, (_, i) => `${v}${i}`)), 'identifier'],
    ['engaged', ['2017-01-02', '2017-03-04', '2017-03-04'], 'date'],
    ['same', ['1', '1', '1'], 'constant'],
    ['amount', Array.from({ length: 50 }, (_, i) => `${i * i * 97}`), null],
    ['customer_id', Array.from({ length: 60 }, (_, i) => `${9000 + Math.floor(i / 3)}`), 'group'],
  ])('%s', (name, cells, why) => expect(unusable(columnOf(name, cells))).toBe(why));
});

describe('reasons', () => {
  it('name the strongest, with their sign, and leave out the faint', () => {
    expect(topReasons(['a', 'b', 'c', 'd'], [0.05, -0.4, 0.8, 0.2])).toEqual([
      { field: 'c', contribution: 0.8, strength: 'strong' },
      { field: 'b', contribution: -0.4, strength: 'clear' },
      { field: 'd', contribution: 0.2, strength: 'slight' },
    ]);
    expect(strengthOf(-0.7)).toBe('strong');
  });
});
