import { writeFileSync } from 'node:fs';
import { type Kills, killUnderLoad } from './kills';
import { openPlace } from './place';
import { killsSection } from './report';

type Size = { writes: number; failovers: number; seed: number; out: string; log(line: string): void };

async function measured(
  replica: 'synchronous' | 'asynchronous',
  { writes, failovers, seed, log }: Size,
): Promise<Kills> {
  const place = await openPlace({ replica });
  const interrupted = () => void place.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await killUnderLoad(place, {
      writes,
      seed,
      log,
      blows: Array.from({ length: failovers }, () => 'primary' as const),
    });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await place.close();
  }
}

/** Primaries that die under a write load, their replicas promoted; writes `failover.md`. True when nothing was lost. */
export async function failover(size: Size, made: string): Promise<boolean> {
  size.log('synchronous');
  const kept = await measured('synchronous', size);
  size.log('asynchronous, the control');
  const control = await measured('asynchronous', {
    ...size,
    writes: size.writes / 2,
    failovers: Math.ceil(size.failovers / 2),
  });
  const text = `# Failover

${made}

Written by \`npm run faults -- --failover\` (seed ${size.seed}). Account managers write through the pages' own forms; the primary database
stops sending to its replica, 0.3 s later it is killed for good (SIGKILL) and its files are thrown away; the replica is promoted, the
address that the application knows leads to it, and it gets a replica of its own. Every acknowledged write is looked for afterwards.

## With a synchronous replica (synchronous_standby_names)

${killsSection(kept)}

## With an asynchronous replica

The control: this is what it costs not to wait for the replica.

${killsSection(control)}
`;
  writeFileSync(`${size.out}/failover.md`, text);
  return kept.lost + kept.doubled + kept.half + kept.wrongSums === 0;
}
