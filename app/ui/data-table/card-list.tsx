import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Tick } from '../checkbox';
import { Link } from '../link';
import { useHold } from './use-hold';
import type { Selection } from './use-rows';

type CardListProps<Row> = {
  rows: Row[];
  rowKey: (row: Row) => string;
  linkTo: (row: Row) => string | undefined;
  card: (row: Row) => ReactNode;
  /** Rows can be selected, by a finger resting on one to begin with. */
  selection?: Selection & { isOn: boolean; formId: string; value: (row: Row) => string };
};

/** The rows of a table as cards, each a link as a whole; while rows are selected, each a box to be ticked. */
export function CardList<Row>({ rows, rowKey, linkTo, card, selection }: CardListProps<Row>) {
  const hold = useHold((key) => selection?.put([key], true));
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface shadow-card">
      {rows.map((row) => {
        const key = rowKey(row);
        const to = linkTo(row);
        const box = selection?.box(key);
        return (
          <li
            key={key}
            data-row={key}
            {...(selection && hold(key))}
            className={clsx(selection && 'select-none [-webkit-touch-callout:none]')}
          >
            {selection?.isOn ? (
              <label
                htmlFor={`pick-${key}`}
                className={clsx('flex items-center pl-4', box?.checked && 'bg-brand-soft/50')}
              >
                <Tick id={`pick-${key}`} form={selection.formId} name="ids" value={selection.value(row)} {...box} />
                <span className="block min-w-0 flex-1">{card(row)}</span>
              </label>
            ) : to ? (
              <Link to={to} className="block active:bg-sunken">
                {card(row)}
              </Link>
            ) : (
              card(row)
            )}
          </li>
        );
      })}
    </ul>
  );
}
