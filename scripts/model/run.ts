import { existsSync } from 'node:fs';
import path from 'node:path';
import { analyse, probabilities } from '~/features/forecast/learn/analysis';
import { type Column, pick, textAt } from '~/features/forecast/learn/column';
import { readTable, type TableFile, writeWithProbability } from './file';
import { describe } from './report';

/** What the person who asked can mend. */
export class Refusal extends Error {}

export type Request = {
  train: string;
  target: string;
  positive: string;
  predict: string;
  out: string;
  negative?: string | undefined;
  time?: string | undefined;
  group?: string | undefined;
  keep?: string[] | undefined;
};

const same = (a: string, b: string) =>
  a === b || a.toLowerCase() === b.toLowerCase() || (a !== '' && b !== '' && Number(a) === Number(b));

function columnNamed(file: TableFile, name: string, option: string): Column {
  const found =
    file.columns.find((column) => column.name === name.trim()) ??
    file.columns.find((column) => column.name.toLowerCase() === name.trim().toLowerCase());
  if (!found) throw new Refusal(`--${option}: there is no column "${name}". Columns: ${file.names.join(', ')}`);
  return found;
}

function countsOf(column: Column) {
  const counts = new Map<string, number>();
  for (let row = 0; row < column.codes.length; row++) {
    const text = textAt(column, row);
    if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

const found = (counts: [string, number][]) =>
  counts
    .slice(0, 12)
    .map(([value, n]) => `"${value}" (${n})`)
    .join(', ') + (counts.length > 12 ? ', …' : '');

/** Outcomes that have a plain opposite: what is neither of the two is not decided yet. */
const opposites = [
  ['won', 'lost'],
  ['win', 'loss'],
  ['win', 'lose'],
  ['closed won', 'closed lost'],
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
  ['1', '0'],
  ['success', 'failure'],
  ['accepted', 'rejected'],
  ['赢单', '输单'],
  ['赢单', '丢单'],
  ['成交', '未成交'],
  ['是', '否'],
];

function oppositeOf(yes: string, counts: [string, number][]) {
  const word = yes.toLowerCase();
  const others = opposites.flatMap(([a, b]) => (a === word ? [b!] : b === word ? [a!] : []));
  return counts.find(([value]) => others.includes(value.toLowerCase()))?.[0];
}

/** Rows whose outcome is known, and what it was. */
function outcomes(target: Column, { positive, negative, target: name }: Request) {
  const counts = countsOf(target);
  const exact = (wanted: string) =>
    counts.find(([value]) => value === wanted.trim())?.[0] ?? counts.find(([value]) => same(value, wanted.trim()))?.[0];
  const yes = exact(positive);
  if (yes === undefined)
    throw new Refusal(`--positive: "${positive}" never occurs in "${name}". It holds ${found(counts)}`);
  const no = negative !== undefined ? exact(negative) : counts.length > 2 ? oppositeOf(yes, counts) : undefined;
  if (negative !== undefined && no === undefined)
    throw new Refusal(`--negative: "${negative}" never occurs in "${name}". It holds ${found(counts)}`);
  const rows: number[] = [];
  const label: number[] = [];
  for (let row = 0; row < target.codes.length; row++) {
    const text = textAt(target, row);
    if (text === null || (no !== undefined && text !== yes && text !== no)) continue;
    rows.push(row);
    label.push(text === yes ? 1 : 0);
  }
  if (!label.includes(0)) throw new Refusal(`Every row of "${name}" is "${yes}": there is nothing to tell apart.`);
  return { rows: Int32Array.from(rows), label: Float64Array.from(label), counts, no };
}

/** Learns from one file, writes the other with probabilities, and says how far to trust them. */
export async function analyseFiles(request: Request, say: (line: string) => void) {
  for (const file of [request.train, request.predict])
    if (!existsSync(file)) throw new Refusal(`There is no file ${file}`);
  if ([request.train, request.predict].some((file) => path.resolve(file) === path.resolve(request.out)))
    throw new Refusal('--out would overwrite a file that is read');
  const training = await readTable(request.train);
  if (!training.rows) throw new Refusal(`${request.train} holds no rows`);
  const target = columnNamed(training, request.target, 'target');
  const time = request.time === undefined ? undefined : columnNamed(training, request.time, 'time');
  const group = request.group === undefined ? undefined : columnNamed(training, request.group, 'group');
  const { rows, label, counts, no } = outcomes(target, request);
  const asked = await readTable(request.predict, true);
  const shared = training.columns.filter((c) => c !== target && asked.names.includes(c.name));
  const only = {
    train: training.names.filter((name) => name !== target.name && !asked.names.includes(name)),
    predict: asked.names.filter((name) => !training.names.includes(name)),
  };
  const analysis = analyse(rows.length === training.rows ? shared : shared.map((column) => pick(column, rows)), label, {
    ...(time && { time: pick(time, rows) }),
    ...(group && { group: pick(group, rows) }),
    ...(request.keep && { keep: request.keep }),
  });
  training.columns = [];
  const p = probabilities(analysis, asked.columns, asked.rows);
  const name = await writeWithProbability(request.out, asked, p);
  const facts = { request, training, asked, counts, no, only, unlabelled: training.rows - rows.length, name };
  for (const line of describe(analysis, facts)) say(line);
  return analysis;
}
