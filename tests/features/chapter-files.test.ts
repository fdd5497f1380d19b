import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { incomingFolder, pathOfContent } from '~/core/files.server';
import { receiveMaterial } from '~/features/training/receive-material.server';

const piece = Buffer.alloc(256 * 1024, 7);
/** A video as it comes over the line: its head, then so many pieces. */
async function* video(pieces: number) {
  yield Buffer.from('\0\0\0\x18ftypmp42', 'latin1');
  for (let i = 0; i < pieces; i += 1) yield piece;
}
const arriving = () => readdirSync(incomingFolder());

it('keeps a long video by its hash without holding it in memory, once however often it comes', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const taken = [
    await receiveMaterial(video(200), {}, '讲解.mp4'),
    await receiveMaterial(video(200), {}, '又一次.mp4'),
  ];
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024);
  const bytes = 12 + 200 * piece.length;
  expect(taken).toMatchObject([
    { ok: true, file: { name: '讲解.mp4', mime: 'video/mp4', bytes } },
    { ok: true, file: { name: '又一次.mp4', bytes } },
  ]);
  const [first, again] = taken.map((one) => (one.ok ? one.file.sha256 : ''));
  expect(again).toBe(first);
  expect(statSync(pathOfContent(first!)).size).toBe(bytes);
  expect(
    createHash('sha256')
      .update(await readFile(pathOfContent(first!)))
      .digest('hex'),
  ).toBe(first);
  expect(arriving()).toEqual([]);
});

it('refuses what is neither a picture, a PDF nor a video, and what is too long, and leaves nothing behind', async () => {
  async function* script() {
    yield Buffer.from('<script>alert(1)</script>');
  }
  async function* nothing() {}
  expect(await receiveMaterial(script(), {}, 'film.mp4')).toEqual({ ok: false, reason: 'course.file_unfit' });
  expect(await receiveMaterial(nothing(), {}, 'film.mp4')).toEqual({ ok: false, reason: 'course.file_unfit' });
  expect(await receiveMaterial(video(401), {}, 'film.mp4')).toEqual({ ok: false, reason: 'course.file_too_large' });
  expect(arriving()).toEqual([]);
});
