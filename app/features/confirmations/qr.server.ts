import qrcode from 'qrcode-generator';

/** The dark squares of a QR code as one path, and how many squares a side has. */
export function qrPath(text: string): { path: string; side: number } {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const side = code.getModuleCount();
  const all = [...Array(side).keys()];
  const path = all.flatMap((y) => all.filter((x) => code.isDark(y, x)).map((x) => `M${x} ${y}h1v1h-1z`)).join('');
  return { path, side };
}
