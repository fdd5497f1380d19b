import type { ReactNode } from 'react';
import type { Edit } from '../inline-edit';

export type Column<Row> = {
  id: string;
  header: string;
  /** A list has hundreds of cells: text where it can be, `look` and `hint` instead of an element around it. */
  cell: (row: Row) => ReactNode;
  /** Classes of the cell. */
  look?: string | ((row: Row) => string);
  /** Says more when the pointer rests on the cell. */
  hint?: (row: Row) => string | undefined;
  /** Makes the cell one to click and change. */
  edit?: (row: Row) => Edit;
  align?: 'left' | 'right' | 'center';
  sortable?: boolean;
  /** Pixels; the primary column takes what is left. */
  width?: number;
  /** May be left out where a list lets its columns be chosen (`features/views/use-columns`). */
  hideable?: boolean;
  /** A hideable column that is left out until somebody asks for it. */
  extra?: boolean;
  /** Carries the row's link. The first column when none is. */
  primary?: boolean;
  total?: ReactNode;
};

/** `-name` → the column and its direction. */
export function readSort(sort: string | null | undefined) {
  if (!sort) return null;
  return sort.startsWith('-') ? { id: sort.slice(1), descending: true } : { id: sort, descending: false };
}

/** What a click on the head asks for next: ascending, then descending, then the other way again. */
export const nextSort = (id: string, sort: string | null | undefined) => (sort === id ? `-${id}` : id);
