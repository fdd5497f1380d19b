import { type Analysis, leaning } from '~/features/forecast/learn/analysis';
import { pick } from '~/features/forecast/learn/column';
import { levelsOf, nothing } from '~/features/forecast/learn/plan';
import { contributionsOf } from '~/features/forecast/learn/reasons';
import { strengthOf } from '~/features/forecast/learn/strength';
import type { TableFile } from './file';
import type { Request } from './run';

type Facts = {
  request: Request;
  training: TableFile;
  asked: TableFile;
  counts: [string, number][];
  no: string | undefined;
  only: { train: string[]; predict: string[] };
  unlabelled: number;
  name: string;
};

const whys = {
  constant: 'the same in every row',
  identifier: 'an identifier',
  group: 'an identifier that repeats: its rows stay on one side of every split',
  text: 'free text',
  date: 'a date: a model would learn when, not what (--time uses it for the order)',
  answer: 'alone all but gives the answer, so probably known only after it',
};
const failures = {
  few: 'too few rows (150, with 40 of the rarer outcome, are needed)',
  ranking: 'ranking no better than AUC 0.60',
  error: 'squared error less than 2 % below that of the base rate',
  calibration: 'probabilities off by more than five points',
};
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const listed = (names: string[]) =>
  names.slice(0, 20).join(', ') + (names.length > 20 ? ` and ${names.length - 20} more` : '');

function data(analysis: Analysis, { request, training, asked, counts, no, only, unlabelled }: Facts) {
  const { rows, positives, base, twins, left, suspects } = analysis;
  const lines = [
    `Rows: ${rows} to learn from, ${positives} "${request.positive}" (${percent(base)}); ${asked.rows} to predict. Read as ${training.layout.encoding}, cut at ${JSON.stringify(training.layout.delimiter)}.`,
  ];
  if (unlabelled) lines.push(`Left out: ${unlabelled} rows without an outcome to learn from.`);
  if (counts.length > 2 && no !== undefined)
    lines.push(
      `Only "${request.positive}" against "${no}": the other values of "${request.target}" are taken as not decided yet.`,
    );
  if (counts.length > 2 && no === undefined)
    lines.push(
      `"${request.target}" has ${counts.length} values; all but "${request.positive}" count as its opposite. If some are still open, name the other with --negative.`,
    );
  for (const [file, of] of [
    [training, 'train'],
    [asked, 'predict'],
  ] as const)
    if (file.ragged) lines.push(`${file.ragged} rows of the ${of} file have more or fewer cells than its heading.`);
  if (twins)
    lines.push(
      `Duplicates: ${twins} rows repeat an earlier one; each set of them stays on one side of every split and is measured once.`,
    );
  if (only.train.length) lines.push(`Only in the train file, not used: ${listed(only.train)}`);
  if (only.predict.length) lines.push(`Only in the predict file, not used: ${listed(only.predict)}`);
  for (const why of Object.keys(whys) as (keyof typeof whys)[]) {
    const names = left
      .filter((l) => l.why === why)
      .map((l) => (l.alone ? `${l.name} (AUC ${l.alone.toFixed(3)})` : l.name));
    if (names.length) lines.push(`Not used, ${whys[why]}: ${listed(names)}`);
  }
  for (const { name, alone } of suspects)
    lines.push(`Mind "${name}": alone it reaches AUC ${alone.toFixed(3)}. Is it known before the outcome?`);
  return lines;
}

function quality({ evaluation, trained, gate, rung }: Analysis): string[] {
  if (rung === 'base' || !evaluation || !trained)
    return [
      'Too few rows to learn from (30, with 10 of each outcome, are the least): every row gets the base rate.',
      'Gate: NOT passed. No skill is claimed.',
    ];
  const { metrics: m, slope, deciles } = evaluation;
  const { choice, model } = trained;
  const kind = choice.share
    ? `additive logistic and ${choice.trees} boosted trees (weight ${choice.share})`
    : 'additive logistic';
  return [
    `Model: ${kind}, ${model.fields.length} columns as ${model.inputs.length} inputs, C ${choice.C}${rung === 'cautious' ? '; cautious, as rows are few' : ''}.`,
    `Cross-validated: ROC AUC ${m.auc.toFixed(4)}, PR AUC ${m.prAuc.toFixed(4)}, log-loss ${m.logLoss.toFixed(4)}, Brier ${m.brier.toFixed(4)} (${percent(m.skill)} better than the base rate), ECE10 ${m.ece10.toFixed(3)}, slope ${slope.toFixed(2)}.`,
    `Tenths, predicted/observed: ${deciles.map((d) => `${d.predicted.toFixed(3)}/${d.observed.toFixed(3)}`).join(' ')}`,
    gate.passed
      ? 'Gate: passed.'
      : `Gate: NOT passed (${gate.failures.map((f) => failures[f]).join('; ')}). No skill is claimed: the probabilities stay near the base rate and should not be acted on.`,
  ];
}

/** The columns that move the probability most, and which way. */
function reasons(analysis: Analysis): string[] {
  const { trained, columns, label } = analysis;
  if (!trained) return [];
  const count = columns[0]!.codes.length;
  const step = Math.ceil(count / 1500);
  const rows = Int32Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
  const parts = contributionsOf(trained.model, columns, rows);
  const sampled = columns.map((column) => pick(column, rows));
  const ranked = trained.model.fields.map((field, f) => {
    const own = parts.map(({ of }) => of[f]!);
    return { field, f, own, size: own.reduce((sum, v) => sum + Math.abs(v), 0) / own.length };
  });
  ranked.sort((a, b) => b.size - a.size);
  // beside columns that say the same, a weight may point the wrong way
  const straight = ranked.filter(({ field, f, own }) => {
    if (field.kind === 'category') return true;
    const [says, is] = [
      leaning(sampled[f]!, own),
      leaning(
        sampled[f]!,
        rows.map((row) => label[row]!),
      ),
    ];
    return says * is >= 0 || Math.abs(says) < 0.3 || Math.abs(is) < 0.03;
  });
  const lines = straight
    .slice(0, 8)
    .filter(({ size }) => size >= 0.02)
    .map(({ field, f, own, size }) => {
      const column = sampled[f]!;
      if (field.kind === 'number') {
        const lean = leaning(column, own);
        const way = lean > 0.3 ? 'higher raises' : lean < -0.3 ? 'higher lowers' : 'both ways';
        return `  ${field.name}: ${way}, ${strengthOf(size)} (${size.toFixed(2)} in log-odds on average)`;
      }
      const { index, names } = levelsOf(column);
      const sums = new Map<number, [number, number]>();
      for (const [row, i] of index.entries()) {
        const sum = sums.get(i) ?? [0, 0];
        sums.set(i, [sum[0] + own[row]!, sum[1] + 1]);
      }
      const means = [...sums]
        .filter(([, [, n]]) => n >= Math.min(10, rows.length / 50))
        .map(([i, [sum, n]]) => ({
          name: names[i] === nothing ? '(missing)' : (names[i] ?? '(other)'),
          mean: sum / n,
        }));
      means.sort((a, b) => b.mean - a.mean);
      const [high, low] = [means[0], means.at(-1)];
      const way = high && low ? `"${high.name}" raises, "${low.name}" lowers` : 'both ways';
      return `  ${field.name}: ${way}, ${strengthOf(size)} (${size.toFixed(2)})`;
    });
  return lines.length ? ['Associated most (no proof of cause):', ...lines] : [];
}

export const describe = (analysis: Analysis, facts: Facts): string[] => [
  ...data(analysis, facts),
  ...quality(analysis),
  ...(analysis.gate.passed || analysis.rung === 'cautious' ? reasons(analysis) : []),
  `Wrote ${facts.asked.rows} rows with "${facts.name}" to ${facts.request.out}`,
];
