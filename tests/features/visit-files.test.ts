import { existsSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { attachments, visits } from '#drizzle/schema';
import { pathOfContent } from '~/core/files.server';
import { newId } from '~/core/ids';
import { addFile } from '~/features/attachments/commands/add.server';
import { changeFile } from '~/features/attachments/commands/change.server';
import { getFile, listFiles } from '~/features/attachments/queries.server';
import { receiveFile } from '~/features/attachments/receive.server';
import { serveFile } from '~/features/attachments/serve.server';
import { startVisit } from '~/features/visits/commands/start.server';
import { inWorld, type World } from '../support/world';

async function* arriving(content: Uint8Array) {
  for (let i = 0; i < content.length; i += 65_536) yield content.subarray(i, i + 65_536);
}
const receive = (content: Uint8Array, kind = 'photo') => receiveFile(arriving(content), { kind });

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2456a8' } });
const taken = (at: string) => ({ IFD2: { DateTimeOriginal: at }, IFD0: { Make: 'SECRETPHONE' } });
const photo = (at = '2026:11:21 09:58:00', width = 2400, height = 1200) =>
  canvas(width, height).jpeg().withExif(taken(at)).toBuffer();

async function stored(content: Uint8Array, kind = 'photo') {
  const taken = await receive(content, kind);
  if (!taken.ok) throw new Error(taken.reason);
  return { ...taken.file, name: '现场.jpg' };
}
const given = (change = {}) => ({
  id: newId(),
  kind: 'photo' as const,
  seconds: null,
  takenAt: null,
  sentAt: null,
  ...change,
});

async function begun(w: World) {
  const visit = await w.visit(await w.account({ latitude: 30.2741, longitude: 120.1551 }), {
    plannedAt: w.manager.now,
  });
  const position = { latitude: 30.2743, longitude: 120.1554, accuracy: 12, deviceAt: '2026-11-21T01:59:58.000Z' };
  await startVisit(w.manager, visit.id, { version: 1, position, clock: null });
  return visit;
}
const rowOf = async (w: World, id: string) => (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!;

describe('what arrives', () => {
  it('is made anew: upright, small, with nothing of what the camera wrote but the time', async () => {
    const sent = await canvas(2400, 1200)
      .jpeg()
      .withExif(taken('2026:11:21 09:58:00'))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const file = await stored(sent);
    expect(file).toMatchObject({ mime: 'image/jpeg', width: 800, height: 1600 });
    const kept = await sharp(pathOfContent(file.sha256)).metadata();
    expect([kept.exif, kept.xmp, kept.orientation]).toEqual([undefined, undefined, undefined]);
    const small = await sharp(pathOfContent(file.smallSha256!)).metadata();
    expect([small.width, small.height]).toEqual([160, 320]);
    expect((await stored(await photo())).takenAt).toEqual(new Date('2026-11-21T01:58:00Z'));
  });

  it('is judged by its content, and refused in words', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]);
    const bomb = await canvas(11_000, 9_200).png({ compressionLevel: 9 }).toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const cut = (await photo()).subarray(0, 700);
    const cases: [Uint8Array, string, string][] = [
      [Buffer.from('just text'), 'photo', 'attachment.not_picture'],
      [svg, 'photo', 'attachment.not_picture'],
      [heic, 'photo', 'attachment.heic'],
      [bomb, 'photo', 'attachment.too_many_pixels'],
      [cut, 'photo', 'attachment.broken'],
      [new Uint8Array(0), 'photo', 'attachment.empty'],
      [new Uint8Array(40 * 1024 * 1024), 'photo', 'attachment.photo_too_large'],
      [new Uint8Array(11 * 1024 * 1024), 'voice', 'attachment.voice_too_large'],
      [await photo(), 'voice', 'attachment.not_sound'],
      [heic, 'voice', 'attachment.not_sound'],
    ];
    for (const [content, kind, reason] of cases) expect(await receive(content, kind)).toEqual({ ok: false, reason });
  });

  it('takes a spoken note as it is', async () => {
    const sound = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(2000, 7)]);
    expect(await stored(sound, 'voice')).toMatchObject({ kind: 'voice', mime: 'audio/webm', bytes: 2004 });
  });
});

describe('a photo of a visit', () => {
  it('is added once, counts for the check, and leaves the version to the people who edit', () =>
    inWorld(async (w) => {
      const visit = await begun(w);
      const [file, input] = [await stored(await photo()), given()];
      expect((await rowOf(w, visit.id)).confidence).toBe(85);
      expect(await addFile(w.manager, visit.id, input, file)).toMatchObject({ ok: true });
      expect(await addFile(w.manager, visit.id, input, file)).toMatchObject({ ok: true });
      expect(await listFiles(w.manager, visit.id)).toHaveLength(1);
      expect(await rowOf(w, visit.id)).toMatchObject({ confidence: 95, version: 2 });
      const change = { attachmentId: input.id };
      expect(await changeFile(w.manager, visit.id, { ...change, intent: 'delete' })).toMatchObject({ ok: true });
      expect(await rowOf(w, visit.id)).toMatchObject({ confidence: 85, version: 2 });
      await expect(getFile(w.manager, input.id)).rejects.toMatchObject({ init: { status: 404 } });
      await changeFile(w.manager, visit.id, { ...change, intent: 'restore' });
      expect((await rowOf(w, visit.id)).confidence).toBe(95);
    }));

  it('counts only when it was taken while the visit took place', () =>
    inWorld(async (w) => {
      const visit = await begun(w);
      await addFile(w.manager, visit.id, given(), await stored(await photo('2026:11:19 09:00:00')));
      expect((await rowOf(w, visit.id)).confidence).toBe(85);
      const [row] = await w.owner.select().from(attachments).where(eq(attachments.visitId, visit.id));
      expect(row?.takenAt).toEqual(new Date('2026-11-19T01:00:00Z'));
      await addFile(w.manager, visit.id, given(), await stored(await photo('2011:01:01 00:00:00')));
      expect((await rowOf(w, visit.id)).confidence).toBe(95); // an unbelievable time is none: it arrived now
    }));

  it('is one of nine at most, and of none before the visit', () =>
    inWorld(async (w) => {
      const visit = await begun(w);
      const file = await stored(await photo());
      const added: string[] = [];
      for (let i = 0; i < 9; i++) {
        const input = given();
        added.push(input.id);
        expect(await addFile(w.manager, visit.id, input, file)).toMatchObject({ ok: true });
      }
      const full = { ok: false, fields: { file: 'attachment.photo_full' } };
      expect(await addFile(w.manager, visit.id, given(), file)).toMatchObject(full);
      await changeFile(w.manager, visit.id, { intent: 'delete', attachmentId: added[0]! });
      expect(await addFile(w.manager, visit.id, given(), file)).toMatchObject({ ok: true });
      expect(await changeFile(w.manager, visit.id, { intent: 'restore', attachmentId: added[0]! })).toMatchObject(full);
      const planned = await w.visit(await w.account());
      expect(await addFile(w.manager, planned.id, given(), file)).toMatchObject({
        fields: { file: 'attachment.not_yet' },
      });
    }));

  it('is added and deleted by who may log the visit, and seen by who sees it', () =>
    inWorld(async (w) => {
      const visit = await begun(w);
      const [file, input] = [await stored(await photo()), given()];
      await expect(addFile(w.colleague, visit.id, given(), file)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(addFile(w.stranger, visit.id, given(), file)).rejects.toMatchObject({ init: { status: 404 } });
      await addFile(w.manager, visit.id, input, file);
      expect(await getFile(w.director, input.id)).toMatchObject({ id: input.id });
      expect(await listFiles(w.strangerDirector, visit.id)).toEqual([]);
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam])
        await expect(getFile(who, input.id)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(getFile(w.trainer, input.id)).rejects.toMatchObject({ init: { status: 403 } });
      const change = { intent: 'delete' as const, attachmentId: input.id };
      await expect(changeFile(w.stranger, visit.id, change)).rejects.toMatchObject({ init: { status: 404 } });
      const other = await begun(w);
      await expect(changeFile(w.manager, other.id, change)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(addFile(w.manager, other.id, input, file)).rejects.toMatchObject({ init: { status: 404 } });
    }));

  it('is sent whole or in part, shown and never run', () =>
    inWorld(async (w) => {
      const visit = await begun(w);
      const [file, input] = [await stored(await photo()), given()];
      expect(existsSync(pathOfContent(file.sha256))).toBe(true);
      await addFile(w.manager, visit.id, input, file);
      const row = await getFile(w.manager, input.id);
      const ask = (headers = {}) => serveFile(new Request('http://x/files/1', { headers }), row, false);
      const whole = await ask();
      expect((await whole.arrayBuffer()).byteLength).toBe(file.bytes);
      expect(whole.headers.get('Content-Security-Policy')).toContain('sandbox');
      expect(whole.headers.get('Content-Disposition')).toContain("filename*=UTF-8''%E7%8E%B0");
      const part = await ask({ Range: 'bytes=10-19' });
      expect([part.status, part.headers.get('Content-Range')]).toEqual([206, `bytes 10-19/${file.bytes}`]);
      expect((await part.arrayBuffer()).byteLength).toBe(10);
    }));
});
