import type { Kills } from './kills';
import type { Outcome, Trial } from './trials';

export type Report = {
  machine: string;
  node: string;
  at: string;
  commit: string;
  isShort: boolean;
  seed: number;
  kills?: Kills;
  /** The same with a database that may forget: shows that the counting would see a loss. */
  control?: Kills;
  trials: (Omit<Trial, 'run'> & Outcome)[];
};

const count = (n: number) => n.toLocaleString('en');

const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map((_, no) => (no ? '---:' : '---')), ...rows]
    .map((cells) => `| ${cells.map((cell) => (typeof cell === 'number' ? count(cell) : cell)).join(' | ')} |`)
    .join('\n');

export function killsSection(kills: Kills) {
  const blows = Object.entries(kills.kills)
    .filter(([what, n]) => n > 0 || what !== 'primary')
    .map(([what, n]) => `${what} ${n} times`)
    .join(', ');
  const rows = kills.counted.map((one) => [one.kind, one.acknowledged, one.lost, one.doubled, one.half]);
  const below = kills.lost === 0 ? ` None lost in so many means below ${(300 / kills.acknowledged).toFixed(3)} %.` : '';
  return `Killed: ${blows}. Sent ${count(kills.sent)} requests until ${count(kills.acknowledged)} writes were acknowledged, some twice on
purpose; refused or cut meanwhile: ${Object.entries(kills.refused)
    .map(([status, n]) => `${n} × ${status === '0' ? 'cut' : status}`)
    .join(', ')}.

${table(
  ['write', 'acknowledged', 'lost', 'doubled', 'half-written'],
  [...rows, ['**all**', kills.acknowledged, kills.lost, kills.doubled, kills.half]],
)}

Kept sums that differ from their rows: ${kills.wrongSums}. Slowest until a write was acknowledged again: ${count(kills.slowestRecoveryMs)} ms.${below}`;
}

const trialSection = ({ name, promise, figures, kept }: Report['trials'][number]) => `## ${name}

${promise}: **${kept ? 'kept' : 'not kept'}**.

${table(['', ''], Object.entries(figures))}`;

/** The report for `docs/faults.md`. */
export function faultsMarkdown({ kills, control, trials, ...made }: Report) {
  const sections = [
    `# Faults

${made.at}, commit ${made.commit}: ${made.machine}, Node ${made.node}, embedded PostgreSQL with fsync on.

Written by \`npm run faults${made.isShort ? ' -- --short' : ''}\` (seed ${made.seed}): real processes of ours and a real PostgreSQL, killed with
SIGKILL; writes go through the pages' own forms; everything acknowledged is looked for in the database afterwards.`,
    kills && `## Processes killed while account managers write\n\n${killsSection(kills)}`,
    control &&
      `## The same with a database that may forget (synchronous_commit off)

The control: if nothing were lost here, the counting above would prove nothing.

${killsSection(control)}`,
    ...trials.map(trialSection),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}
