import { once } from 'node:events';
import type postgres from 'postgres';

export type Cell = string | number | null;
/** One line of COPY's text format. Texts hold no tab, line break or backslash: they are all our own. */
export const line = (cells: Cell[]) => {
  let text = '';
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at];
    text += (at === 0 ? '' : '\t') + (cell === null ? '\\N' : cell);
  }
  return `${text}\n`;
};

const chunk = 256 * 1024;

/** Streams lines into a table, waiting whenever the server is behind. Answers how many. */
export async function copyLines(
  sql: postgres.TransactionSql,
  table: string,
  columns: string[],
  lines: Iterable<string>,
) {
  const into = await sql.unsafe(`copy ${table} (${columns.join(', ')}) from stdin`).writable();
  const failed = once(into, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  let count = 0;
  let pending = '';
  const flush = async () => {
    const isAhead = !into.write(pending);
    pending = '';
    if (isAhead) await Promise.race([once(into, 'drain'), failed]);
  };
  for (const text of lines) {
    pending += text;
    count += 1;
    if (pending.length > chunk) await flush();
  }
  await flush();
  const finished = once(into, 'finish');
  into.end();
  await Promise.race([finished, failed]);
  return count;
}
