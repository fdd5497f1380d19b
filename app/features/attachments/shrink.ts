import { longestSide } from './rules';

/** Words over a dark band at the foot, sized to the picture. */
function mark(canvas: CanvasRenderingContext2D, width: number, height: number, lines: string[]) {
  const size = Math.max(14, Math.round(Math.max(width, height) / 45));
  const band = Math.round(size * (lines.length * 1.5 + 0.8));
  canvas.fillStyle = 'rgba(12, 16, 24, 0.55)';
  canvas.fillRect(0, height - band, width, band);
  canvas.fillStyle = '#ffffff';
  canvas.textBaseline = 'middle';
  canvas.font = `500 ${size}px system-ui, sans-serif`;
  for (const [i, line] of lines.entries())
    canvas.fillText(line, size, height - band + size * (0.4 + 0.75 + i * 1.5), width - 2 * size);
}

/** A photo as it is sent: upright, small, with who, where and when on it; as it is where the browser cannot read it. */
export async function shrink(file: File, lines: string[]): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d');
    if (!context) return file;
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    mark(context, canvas.width, canvas.height, lines);
    return await new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob ?? file), 'image/jpeg', 0.85));
  } catch {
    return file; // no picture this browser knows: the server says why
  }
}
