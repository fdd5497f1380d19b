import { useState } from 'react';
import { useT } from '~/core/i18n';
import { Editing } from '../inline-edit';
import type { Column } from './columns';

type Was = 'open' | 'saved' | 'left';

/**
 * Cells that are edited in place (`InlineEdit` for a table). The table holds which are open, so that each of the
 * hundreds at rest is a plain link with its mark drawn by CSS.
 */
export function useEditCells() {
  const t = useT();
  const [cells, setCells] = useState<Readonly<Record<string, Was>>>({});
  const [back, setBack] = useState<string | null>(null);
  const set = (cell: string, was: Was) => setCells((others) => ({ ...others, [cell]: was }));

  return function draw<Row>(column: Column<Row>, key: string, row: Row) {
    const cell = `${column.id} ${key}`;
    const edit = column.edit?.(row);
    if (!edit) return column.cell(row);
    const was = cells[cell];
    if (was === 'open') {
      return (
        <Editing
          {...edit}
          onClose={(saved, focus = true) => {
            set(cell, saved ? 'saved' : 'left');
            setBack(focus ? cell : null);
          }}
        />
      );
    }
    return (
      <a
        ref={back === cell ? focusNow : undefined}
        href={edit.editTo}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          setBack(null);
          set(cell, 'open');
        }}
        aria-description={t('common.edit_value', { label: edit.label })}
        className={was === 'saved' ? 'edit-cell edit-cell-saved' : 'edit-cell'}
      >
        {column.cell(row)}
      </a>
    );
  };
}

const focusNow = (link: HTMLAnchorElement | null) => link?.focus();
