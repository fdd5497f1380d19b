import type { VisitStatus } from '~/features/visits/rules';

export const attachmentKinds = ['photo', 'voice', 'document'] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];
/** What a visit takes. */
export const visitFileKinds = ['photo', 'voice'] as const;
export type VisitFileKind = (typeof visitFileKinds)[number];

const megabyte = 1024 * 1024;
export const mostBytes: Record<VisitFileKind, number> = { photo: 15 * megabyte, voice: 10 * megabyte };
/** The most that is taken in one part of a file that arrives in parts. */
export const mostPartBytes = 512 * 1024;
/** Days after which parts of what was never finished are thrown away. */
export const partDays = 7;
/** How many of each a visit holds. */
export const mostFiles: Record<VisitFileKind, number> = { photo: 9, voice: 5 };
/** The longer side of a photo and of its small picture, in pixels. */
export const longestSide = 1600;
export const smallSide = 320;
export const longestSeconds = 600;

/** There is nothing to take a picture of before the visit, nor of one that was called off. */
export const takesFiles = (status: VisitStatus) => status !== 'planned' && status !== 'cancelled';

const daysBack = 14;

/** A time a photo says it was taken at, unless it lies ahead or too far back to be of this visit. */
export function plausibleTime(told: Date | null, now: Date) {
  if (!told || Number.isNaN(told.getTime())) return null;
  const age = now.getTime() - told.getTime();
  return age < -5 * 60_000 || age > daysBack * 86_400_000 ? null : new Date(Math.min(told.getTime(), now.getTime()));
}

const ascii = (head: Uint8Array, from: number, to: number) => String.fromCharCode(...head.subarray(from, to));

/** What the first bytes say a file is; its name and what the sender calls it count for nothing. */
export function mimeOf(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (head[0] === 0x89 && ascii(head, 1, 4) === 'PNG') return 'image/png';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return 'audio/wav';
  if (ascii(head, 4, 8) === 'ftyp')
    return /^(hei|hev|mif1|msf1|avif)/.test(ascii(head, 8, 12)) ? 'image/heic' : 'audio/mp4';
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return 'audio/webm';
  if (ascii(head, 0, 4) === 'OggS') return 'audio/ogg';
  if (ascii(head, 0, 3) === 'ID3' || (head[0] === 0xff && (head[1]! & 0xe6) === 0xe2)) return 'audio/mpeg';
  return null;
}

/** Why a file of this sort is not taken, a locale key; null when it is. */
export function refusalOf(kind: VisitFileKind, mime: string | null): string | null {
  if (kind === 'voice') return mime?.startsWith('audio/') ? null : 'attachment.not_sound';
  if (mime === 'image/heic') return 'attachment.heic';
  return mime?.startsWith('image/') ? null : 'attachment.not_picture';
}

const ofTheFile = [
  'heic',
  'not_picture',
  'not_sound',
  'empty',
  'too_many_pixels',
  'photo_too_large',
  'voice_too_large',
];

/** What is wrong with the file itself: sending it again would change nothing. */
export const isOfTheFile = (reason: string) => ofTheFile.includes(reason.replace('attachment.', ''));
