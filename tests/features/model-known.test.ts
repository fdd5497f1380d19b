import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { columnOf } from '~/features/forecast/learn/column';
import { designOf } from '~/features/forecast/learn/design';
import { everyRow } from '~/features/forecast/learn/folds';
import { planColumn } from '~/features/forecast/learn/plan';
import { contributionsOf } from '~/features/forecast/learn/reasons';
import { readTable } from '../../scripts/model/file';
import { analyseFiles } from '../../scripts/model/run';

const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-model-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, content: string) => {
  const at = path.join(dir, name);
  writeFileSync(at, content);
  return at;
};
const run = async (wishes: Omit<Parameters<typeof analyseFiles>[0], 'out'>) => {
  const lines: string[] = [];
  const out = path.join(dir, 'out.csv');
  const analysis = await analyseFiles({ ...wishes, out }, (line) => lines.push(line));
  return { analysis, text: lines.join('\n'), out: readFileSync(out) };
};

const shared = path.resolve('../shared/data');
const given = existsSync(shared);
if (!given) console.warn('skipped: ../shared/data is not here');

describe.skipIf(!given)('on known data', () => {
  it('Salvirt: ROC AUC of 0.80 or more, copies on one side', { timeout: 120_000 }, async () => {
    const { analysis, text, out } = await run({
      train: `${shared}/salvirt/b2b_train.csv`,
      predict: `${shared}/salvirt/b2b_holdout_features.csv`,
      target: 'Status',
      positive: 'Won',
    });
    expect(analysis.evaluation!.metrics.auc).toBeGreaterThanOrEqual(0.8);
    expect(text).toContain('Duplicates: 79 rows');
    expect(out.toString().trim().split('\n')).toHaveLength(111);
  });

  it('Maven: no skill is claimed', { timeout: 120_000 }, async () => {
    const sales = readFileSync(`${shared}/maven/sales_pipeline_asof_2017-09-30.csv`, 'utf8');
    const { text, analysis } = await run({
      train: file('maven.csv', sales),
      predict: file('maven2.csv', sales),
      target: 'deal_stage',
      positive: 'Won',
    });
    expect(analysis.gate.passed).toBe(false);
    expect(text).toContain('No skill is claimed');
    expect(text).toContain('Only "Won" against "Lost"');
    expect(text).toContain('close_value');
  });

  it('takes the worked customers apart as they were', async () => {
    const fixture = JSON.parse(readFileSync(`${shared}/insight/reasons.json`, 'utf8'));
    const tables = await Promise.all(
      ['train', 'holdout_features'].map((part) => readTable(`${shared}/churn/telco_${part}.csv`, true)),
    );
    const rows = tables.flatMap(({ names, records }) =>
      records.map((record) => Object.fromEntries(record.split(',').map((cell, i) => [names[i], cell.trim()]))),
    );
    const keys = Object.keys(fixture.coef_std);
    const columns = keys.map((key) => {
      const [name, level] = key.split('=');
      const value = (cell: string) => (level === undefined ? Number(cell) : cell === level ? 1 : 0);
      return columnOf(
        key,
        rows.map((row) => value(row[name!]!)),
      );
    });
    const fields = columns.map((column) => ({ ...planColumn(column)!, knots: [], low: -1e9, high: 1e9 }));
    const design = designOf(fields as never, columns, rows.length);
    const weights = Float64Array.from([...keys.map((key) => fixture.coef_std[key]), fixture.base_logit]);
    const model = { fields, inputs: design.columns, weights, C: 1, forest: null, slope: 1, offset: 0 };
    for (const { id, logit, all } of fixture.examples) {
      const row = rows.findIndex((r) => r.customerID === id);
      const [{ base, of }] = contributionsOf(model as never, columns, everyRow(rows.length).subarray(row, row + 1)) as [
        never,
      ];
      const bySource = new Map<string, number>();
      for (const [j, key] of keys.entries()) {
        const name = key.split('=')[0]!;
        bySource.set(name, (bySource.get(name) ?? 0) + (of as Float64Array)[j]!);
      }
      expect([...bySource.values()].reduce((sum, v) => sum + v, base as number)).toBeCloseTo(logit, 6);
      for (const [name, value] of Object.entries(all)) expect(bySource.get(name)).toBeCloseTo(value as number, 6);
    }
  });
});
