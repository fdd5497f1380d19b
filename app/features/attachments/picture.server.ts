import sharp, { type ResizeOptions } from 'sharp';
import { fromLocal } from '~/core/dates';
import { exifTime } from './exif-time';
import { longestSide, smallSide } from './rules';

export type Picture = { content: Buffer; small: Buffer; width: number; height: number; takenAt: Date | null };

sharp.cache(false);
const mostPixels = 100_000_000;

/** One picture at a time: each may take a few hundred megabytes while it is decoded. */
let turn: Promise<unknown> = Promise.resolve();
function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work, work);
  turn = mine.catch(() => {});
  return mine;
}

const within = (side: number) =>
  ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) satisfies ResizeOptions;

async function decode(path: string): Promise<Picture> {
  const source = sharp(path, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).timeout({ seconds: 30 });
  const { exif } = await source.metadata();
  const told = exif ? exifTime(exif) : null;
  // a new picture carries nothing of the old one's metadata: no place, no device
  const { data, info } = await source
    .autoOrient()
    .resize(within(longestSide))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
  const small = await sharp(data).resize(within(smallSide)).jpeg({ quality: 75 }).toBuffer();
  return { content: data, small, width: info.width, height: info.height, takenAt: told ? fromLocal(told) : null };
}

/** A picture made anew from what was sent, upright and no larger than needed; or why not, a locale key. */
export async function readPicture(
  path: string,
): Promise<{ ok: true; picture: Picture } | { ok: false; reason: string }> {
  try {
    return { ok: true, picture: await oneByOne(() => decode(path)) };
  } catch (error) {
    const isHuge = error instanceof Error && /pixel limit|too large/i.test(error.message);
    return { ok: false, reason: isHuge ? 'attachment.too_many_pixels' : 'attachment.broken' };
  }
}
