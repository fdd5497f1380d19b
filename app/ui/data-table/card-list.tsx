import type { ReactNode } from 'react';
import { Link } from '../link';

type CardListProps<Row> = {
  rows: Row[];
  rowKey: (row: Row) => string;
  linkTo: (row: Row) => string | undefined;
  card: (row: Row) => ReactNode;
};

/** The rows of a table as cards, each a link as a whole. */
export function CardList<Row>({ rows, rowKey, linkTo, card }: CardListProps<Row>) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface shadow-card">
      {rows.map((row) => {
        const to = linkTo(row);
        return (
          <li key={rowKey(row)} className="below-row">
            {to ? (
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
