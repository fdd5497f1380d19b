/** Reads whole numbers of a TIFF block; outside of it they are 0. */
function reader(block: Uint8Array, start: number) {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const little = view.byteLength > start + 8 && view.getUint16(start) === 0x4949;
  const at = (offset: number, size: number) => start + offset >= 0 && start + offset + size <= view.byteLength;
  return {
    short: (offset: number) => (at(offset, 2) ? view.getUint16(start + offset, little) : 0),
    long: (offset: number) => (at(offset, 4) ? view.getUint32(start + offset, little) : 0),
  };
}

const exifDirectory = 0x8769;
const takenTag = 0x9003;

/** The wall clock at which a camera says it took a picture, `YYYY-MM-DDTHH:mm:ss`; null when it does not say. */
export function exifTime(exif: Uint8Array): string | null {
  const text = (from: number, to: number) => String.fromCharCode(...exif.subarray(from, to));
  const start = text(0, 4) === 'Exif' ? 6 : 0;
  const { short, long } = reader(exif, start);
  const entry = (directory: number, tag: number) => {
    const entries = Math.min(short(directory), 200);
    for (let i = 0; i < entries; i++) {
      const offset = directory + 2 + i * 12;
      if (short(offset) === tag) return long(offset + 8);
    }
    return 0;
  };
  const exifAt = entry(long(4), exifDirectory);
  const timeAt = exifAt && entry(exifAt, takenTag);
  if (!timeAt) return null;
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text(start + timeAt, start + timeAt + 19));
  return found && `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}`;
}
