import { useState } from 'react';
import { newId } from '~/core/ids';
import { useFormScope } from '~/ui/form-scope';

type Typed = Record<string, unknown>;
const isBlank = (row: Typed = {}) => Object.entries(row).every(([name, value]) => name === 'id' || !value);
const isTyped = (value: unknown): value is Typed => typeof value === 'object' && value !== null;

/**
 * Rows of a repeated group. A row keeps its number for life, so that what is typed in it never moves to another; the
 * server counts only the rows it is sent, which is what errors are named by. `ids` come from the server, one a row; a
 * list that `mayBeEmpty` shows none until one is asked for.
 */
export function useRowList(group: string, ids: string[], mayBeEmpty = false) {
  const scope = useFormScope();
  const sent = scope?.values[group];
  const typed = (Array.isArray(sent) ? sent : []).filter(isTyped);
  const [rows, setRows] = useState(() =>
    Array.from({ length: Math.max(typed.length, ids.length) }, (_, n) => ({
      n,
      id: String(typed[n]?.id || ids[n] || newId()),
      typed: typed[n] ?? {},
      // with JavaScript the second empty row waits to be asked for; without, nobody could ask
      isWaiting: mayBeEmpty ? isBlank(typed[n]) : n > 0 && n >= typed.length,
    })),
  );
  return {
    rows: rows.map((row, position) => ({
      ...row,
      field: (name: string) => `${group}[${row.n}].${name}`,
      start: (name: string) => (row.typed[name] === undefined ? undefined : String(row.typed[name])),
      error: (name: string) => scope?.errors[`${group}.${position}.${name}`],
    })),
    /** One more row; `start` is what it holds already. */
    add(start: Typed = {}) {
      const waiting = rows.find((row) => row.isWaiting);
      if (waiting && !Object.keys(start).length)
        setRows(rows.map((row) => (row === waiting ? { ...row, isWaiting: false } : row)));
      else {
        const n = Math.max(-1, ...rows.map((row) => row.n)) + 1;
        setRows([...rows, { n, id: newId(), typed: start, isWaiting: false }]);
      }
    },
    remove: (n: number) => setRows(rows.filter((row) => row.n !== n)),
  };
}
export type FormRow = ReturnType<typeof useRowList>['rows'][number];
