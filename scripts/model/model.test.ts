import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { columnOf } from '~/features/forecast/learn/column';
import { designOf } from '~/features/forecast/learn/design';
import { everyRow } from '~/features/forecast/learn/folds';
import { planColumn } from '~/features/forecast/learn/plan';
import { contributionsOf } from '~/features/forecast/learn/reasons';
import { cellsOf, readTable } from './file';
import { analyseFiles } from './run';

const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-model-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, content?: string | Buffer) => {
  const at = path.join(dir, name);
  if (content !== undefined) writeFileSync(at, content);
  return at;
};
const run = async (wishes: Partial<Parameters<typeof analyseFiles>[0]>) => {
  const lines: string[] = [];
  const asked = { target: 'won', positive: 'yes', out: file('out.csv'), ...wishes } as Parameters<
    typeof analyseFiles
  >[0];
  const analysis = await analyseFiles(asked, (line) => lines.push(line));
  return { analysis, text: lines.join('\n'), out: readFileSync(asked.out) };
};
const few = 'a,won\r\n1,yes\r\n2,no\r\n';

describe('the command', () => {
  it('writes each row back byte for byte, in order', async () => {
    const bytes = Buffer.from('\uFEFFa;"n;m"\r\n1;"x ""y"" 单位"\r\n;"line\nbreak"\r\n3\r\n');
    const { out } = await run({ train: file('few.csv', few), predict: file('ask.csv', bytes) });
    expect(out.toString()).toBe(
      '\uFEFFa;"n;m";probability\r\n1;"x ""y"" 单位";0.500000\r\n;"line\nbreak";0.500000\r\n3;;0.500000\r\n',
    );
  });

  it('reads GB18030 and leaves it as it is', async () => {
    const heading = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]); // two Chinese letters
    const bytes = Buffer.concat([heading, Buffer.from(',a\n'), heading, Buffer.from(',1\n')]);
    expect((await readTable(file('gb.csv', bytes))).names).toEqual(['名称', 'a']);
    const { out } = await run({ train: file('few.csv', few), predict: file('gb.csv', bytes) });
    expect(out.subarray(0, 4).equals(heading)).toBe(true);
  });

  it('refuses with what can be mended', async () => {
    const [train, predict] = [file('few.csv', few), file('ask.csv', 'a\n1\n')];
    await expect(run({ train, predict, positive: 'maybe' })).rejects.toThrow(
      'never occurs in "won". It holds "yes" (1), "no" (1)',
    );
    await expect(run({ train, predict, target: 'gone' })).rejects.toThrow('there is no column "gone". Columns: a, won');
    await expect(run({ train, predict: file('none.csv') })).rejects.toThrow('There is no file');
    await expect(run({ train, predict, out: predict })).rejects.toThrow('overwrite');
  });

  it('splits quoted cells', () => {
    expect(cellsOf('"a,b",c,"say ""hi""",', ',')).toEqual(['a,b', 'c', 'say "hi"', '']);
  });
});

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
