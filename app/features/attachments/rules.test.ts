import { describe, expect, it } from 'vitest';
import { exifTime } from './exif-time';
import { isOfTheFile, mimeOf, plausibleTime, refusalOf, takesFiles } from './rules';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('what a file is', () => {
  it('is told by its first bytes', () => {
    expect(mimeOf(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
    expect(mimeOf(bytes('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp');
    expect(mimeOf(bytes('RIFF\0\0\0\0WAVEfmt '))).toBe('audio/wav');
    expect(mimeOf(bytes('\0\0\0\x18ftypheic'))).toBe('image/heic');
    expect(mimeOf(bytes('\0\0\0\x18ftypM4A '))).toBe('audio/mp4');
    expect(mimeOf(bytes('<svg xmlns='))).toBeNull();
    expect(mimeOf(new Uint8Array(0))).toBeNull();
  });

  it('decides whether it is taken', () => {
    expect(refusalOf('photo', 'image/png')).toBeNull();
    expect(refusalOf('photo', 'audio/webm')).toBe('attachment.not_picture');
    expect(refusalOf('voice', 'image/heic')).toBe('attachment.not_sound');
    expect(isOfTheFile(refusalOf('photo', null) ?? '')).toBe(true);
    expect(isOfTheFile('attachment.photo_full')).toBe(false);
    expect(takesFiles('planned')).toBe(false);
    expect(takesFiles('missed')).toBe(true);
  });
});

describe('the time of a photo', () => {
  const now = new Date('2026-11-21T02:00:00Z');

  it('is believed within two weeks, and never ahead', () => {
    expect(plausibleTime(new Date('2026-11-20T02:00:00Z'), now)).toEqual(new Date('2026-11-20T02:00:00Z'));
    expect(plausibleTime(new Date('2026-11-21T02:03:00Z'), now)).toEqual(now);
    expect(plausibleTime(new Date('2026-11-21T03:00:00Z'), now)).toBeNull();
    expect(plausibleTime(new Date('2026-10-01T00:00:00Z'), now)).toBeNull();
    expect(plausibleTime(new Date('no time'), now)).toBeNull();
  });

  it('is not found in what is cut off or points at itself', () => {
    for (const block of [
      '',
      'Exif',
      'Exif\0\0II*\0',
      'Exif\0\0II*\0\x08\0\0\0\xff\xff\x69\x87',
      'MM\0*\0\0\0\x08\0\x01\x87\x69',
    ])
      expect(exifTime(bytes(block))).toBeNull();
  });
});
