import type { Kills } from './kills';
import type { Outcome, Trial } from './trials';

/** Of what code, when and how long a part is; a run of some parts leaves the others as they were. */
export type Made = { at: string; commit: string; isShort: boolean; seed: number; machine: string; node: string };
export type Report = {
  kills?: Kills & { made: Made };
  /** The same with a database that may forget: shows that the counting would see a loss. */
  control?: Kills & { made: Made };
  trials: Record<string, Omit<Trial, 'run'> & Outcome & { made: Made }>;
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

const saidOf = ({ at, commit, isShort, seed, machine, node }: Made) =>
  `${at}, commit ${commit}${isShort ? ', short' : ''}, seed ${seed}: ${machine}, Node ${node}.`;

const trialSection = ({ name, promise, figures, kept, made }: Report['trials'][string]) => `## ${name}

${promise}: **${kept ? 'kept' : 'not kept'}**. ${saidOf(made)}

${table(['', ''], Object.entries(figures))}`;

/** The report for `docs/faults.md`; `order` is that of the trials' keys. */
export function faultsMarkdown({ kills, control, trials }: Report, order: string[]) {
  const sections = [
    `# Faults

Written by \`npm run faults\`: real processes of ours and a real PostgreSQL (embedded, fsync on), killed with SIGKILL; writes go through
the pages' own forms; everything acknowledged is looked for in the database afterwards. Each part says when and of what code it was made.`,
    kills && `## Processes killed while account managers write\n\n${saidOf(kills.made)}\n\n${killsSection(kills)}`,
    control &&
      `## The same with a database that may forget (synchronous_commit off)

The control: if nothing were lost here, the counting above would prove nothing. ${saidOf(control.made)}

${killsSection(control)}`,
    ...order.flatMap((key) => (trials[key] ? trialSection(trials[key]) : [])),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}
