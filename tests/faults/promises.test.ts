import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trials } from '../../scripts/faults/all';
import { chainKinds } from '../../scripts/faults/chains';
import { killUnderLoad } from '../../scripts/faults/kills';
import { openPlace, type Place } from '../../scripts/faults/place';
import { kinds } from '../../scripts/faults/writes';
import { ensureBuilt, ensurePrograms } from '../../scripts/ready.mjs';

// The short form of `npm run faults`; what depends on how busy the machine is stays there.
const size = { isShort: true, seed: Number(process.env.FAULT_SEED ?? 20_261_123), log: () => {} };

let place: Place;
beforeAll(async () => {
  await ensureBuilt();
  await ensurePrograms();
  place = await openPlace();
}, 240_000);
afterAll(() => place?.close());

describe('writes of every kind', () => {
  it('are each there once and whole, whatever is killed', async () => {
    const found = await killUnderLoad(place, {
      ...size,
      writes: 300,
      blows: ['app', 'database', 'connections', 'database'],
    });
    expect(found.kills).toMatchObject({ app: 1, database: 2, connections: 1 });
    expect(found.acknowledged).toBeGreaterThanOrEqual(300);
    expect(found.counted.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...kinds, ...chainKinds]));
    expect(found).toMatchObject({ lost: 0, doubled: 0, half: 0, wrongSums: 0 });
  }, 300_000);
});

describe.each(trials.filter(({ key }) => !['overload', 'disk', 'beside'].includes(key)))(
  '$key: $name',
  ({ promise, run }) => {
    it(promise, async () => {
      const { kept, figures } = await run(place, size);
      expect(kept, JSON.stringify(figures)).toBe(true);
    }, 300_000);
  },
);
