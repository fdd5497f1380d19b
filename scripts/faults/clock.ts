import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { sleep } from '../pid-file.mjs';
import { openDesks } from './desk';
import { type Trial, tally } from './trials';
import { countWrites, type Kind, send, writer } from './writes';

const hour = 3_600_000;

export const clockJumps: Trial = {
  key: 'clock',
  name: 'The clock of the server jumps by hours, forwards and backwards, while writes arrive',
  promise: 'Nobody is signed out, nothing fails, everything is there once',
  async run(place, { isShort }) {
    const file = path.join(place.dataDir, 'clock');
    const set = (off: number) => writeFileSync(file, String(off));
    set(0);
    await place.web.stop();
    const preload = pathToFileURL(path.resolve('scripts/faults/shifted-clock.mjs')).href;
    await place.web.start({ NODE_OPTIONS: `--import ${preload}`, CLOCK_FILE: file });
    try {
      const [desk] = await openDesks(place, 1);
      const { next, taken } = writer(desk!);
      const acknowledged = new Map<Kind, string[]>();
      const statuses: number[] = [];
      const jumps = [2 * hour, -2 * hour, 0, 5 * hour, -hour, 0];
      for (const off of jumps) {
        set(off);
        await sleep(120);
        for (let n = 0; n < (isShort ? 7 : 70); n++) {
          const write = next();
          const { status } = await send(place.url, desk!.cookie, write);
          statuses.push(status);
          if (status >= 400) continue;
          taken(write);
          acknowledged.set(write.kind, [...(acknowledged.get(write.kind) ?? []), write.id]);
        }
      }
      const counted = await countWrites(place.sql, acknowledged);
      const sum = (key: 'lost' | 'doubled' | 'half') => counted.reduce((all, one) => all + one[key], 0);
      return {
        figures: {
          jumps: jumps.length,
          answers: tally(statuses),
          lost: sum('lost'),
          doubled: sum('doubled'),
          half: sum('half'),
        },
        kept: statuses.every((status) => status < 400) && sum('lost') + sum('doubled') + sum('half') === 0,
      };
    } finally {
      await place.web.stop();
      await place.web.start();
    }
  },
};
