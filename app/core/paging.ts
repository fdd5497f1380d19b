/** Where a keyset page starts: the sort value and id of the last row before it. */
export type Cursor = { value: string | number | null; id: string };

export const pageSize = 50;
/** Counts stop here: "1,000+" is all a person needs, and counting on costs the database a second. */
export const countCap = 1000;

export const writeCursor = ({ value, id }: Cursor) =>
  btoa(encodeURIComponent(JSON.stringify([value, id]))).replace(/=+$/, '');

/** Reads a cursor from a URL; nonsense starts from the first page. */
export function readCursor(text: string | null): Cursor | null {
  if (!text || text.length > 500) return null;
  try {
    const parsed: unknown = JSON.parse(decodeURIComponent(atob(text)));
    if (!Array.isArray(parsed)) return null;
    const [value, id] = parsed as unknown[];
    const fits = value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
    return fits && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
      ? { value: value as Cursor['value'], id }
      : null;
  } catch {
    return null; // the address was edited by hand
  }
}
