import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { incomingFolder } from '~/core/files.server';
import { newId } from '~/core/ids';
import { addPart, dropIncoming, haveOf, isWhole, partialFile } from '~/core/partial-files.server';
import { tasks } from '~/features/attachments/jobs.server';

const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file in parts', () => {
  it('grows at its end only, however many send it at once', async () => {
    const target = partialFile(newId(), newId(), hash);
    const answers = await Promise.all([1, 2, 3].map(() => addPart(target, 0, bytes('ab'))));
    expect(answers.filter(({ fits }) => fits)).toEqual([{ fits: true, have: 2 }]);
    expect(await addPart(target, 1, bytes('c'))).toEqual({ fits: false, have: 2 });
    expect(await addPart(target, 2, bytes('c'))).toEqual({ fits: true, have: 3 });
    expect(await isWhole(target, hash)).toBe(true);
    expect(await isWhole(target, hash.replace('b', 'c'))).toBe(false);
    expect(await haveOf(target)).toBe(0);
  });

  it('is thrown away after a week without its end, also what was left of one piece', async () => {
    const now = new Date('2026-11-21T19:40:00Z');
    const age = (days: number) => new Date(now.getTime() - days * 86_400_000);
    const files = [partialFile(newId(), newId(), hash), path.join(incomingFolder(), newId())];
    for (const file of files) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, 'x');
      utimesSync(file, age(6.9), age(6.9));
    }
    await tasks['attachments.drop_unfinished']({}, { job: { run_at: now } });
    expect(await Promise.all(files.map(haveOf))).toEqual([1, 1]);
    for (const file of files) utimesSync(file, age(7.1), age(7.1));
    await dropIncoming(age(7));
    expect(await Promise.all(files.map(haveOf))).toEqual([0, 0]);
  });
});
