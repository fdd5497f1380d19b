import type { Formatter } from '~/core/format';

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1288490189` → `1.3 GB`, as disks are sold. */
export function bytesText(format: Formatter, bytes: number) {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${format.number(bytes / 1000 ** step)} ${units[step]}`;
}
