import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryHome } from '../postgres-binaries.mjs';
import { openDesks } from './desk';
import { openPlace } from './place';
import { type Outcome, type Trial, tally } from './trials';
import { countWrites, type Kind, send, type Write, writer } from './writes';

/** A file system of its own size, where the system lets us make one. */
function smallDisk(megabytes: number) {
  const home = temporaryHome('jiketong-disk-');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', home], { stdio: 'ignore' });
  } catch {
    rmSync(home, { recursive: true, force: true });
    return undefined;
  }
  return {
    home,
    away() {
      execFileSync('umount', ['-l', home]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export const diskFull: Trial = {
  key: 'disk',
  name: 'The disk of the database fills up in the middle of writes and is cleared again',
  promise: 'Refused with 503, nothing acknowledged is lost, and it goes on when there is room',
  async run(_place, { isShort }): Promise<Outcome> {
    const disk = smallDisk(1200);
    if (!disk) return { figures: { 'not tried': 'no right to mount a file system here' }, kept: true };
    const place = await openPlace({ home: path.join(disk.home, 'data'), flags: ['max_wal_size=64MB'] }).catch(
      (error) => {
        disk.away();
        throw error;
      },
    );
    const ballast = path.join(disk.home, 'ballast');
    try {
      const [desk] = await openDesks(place, 1);
      const { next } = writer(desk!);
      const acknowledged = new Map<Kind, string[]>();
      const statuses: number[] = [];
      const waiting: Write[] = [];
      const one = async (write: Write) => {
        const status = await send(place.url, desk!.cookie, write).then(
          (answer) => answer.status,
          () => 0,
        );
        statuses.push(status);
        if (status === 302) acknowledged.set(write.kind, [...(acknowledged.get(write.kind) ?? []), write.id]);
        return status === 302;
      };
      const fill = () => {
        mkdirSync(ballast, { recursive: true });
        const { bavail, bsize } = statfsSync(disk.home);
        writeFileSync(path.join(ballast, String(Date.now())), Buffer.alloc(Math.max(0, bavail * bsize - 8192)));
      };
      const count = isShort ? 60 : 300;
      for (let n = 0; n < count; n++) {
        const write = next();
        if (write.kind === 'edit') continue;
        if (n > count / 5) fill();
        if (!(await one(write))) waiting.push(write);
      }
      const refused = statuses.filter((status) => status !== 302).length;
      const during = tally(statuses);
      rmSync(ballast, { recursive: true, force: true });
      const until = Date.now() + 60_000;
      while (waiting.length && Date.now() < until) if (await one(waiting[0]!)) waiting.shift();
      const counted = await countWrites(place.sql, acknowledged);
      const sum = (key: 'lost' | 'doubled' | 'half') => counted.reduce((all, each) => all + each[key], 0);
      return {
        figures: {
          answers: during,
          'left after it was cleared': waiting.length,
          lost: sum('lost'),
          doubled: sum('doubled'),
          half: sum('half'),
        },
        kept:
          refused > 0 && waiting.length + sum('lost') + sum('doubled') + sum('half') === 0 && !statuses.includes(500),
      };
    } finally {
      await place.close().catch(() => {});
      disk.away();
    }
  },
};
