import type { Column } from '~/ui/data-table';

/** What a card was asked to show besides its own. */
export function CardFacts<Row>({ facts, row }: { facts: Column<Row>[]; row: Row }) {
  return facts.map(({ id, header, cell }) => (
    <span key={id} className="max-w-full truncate">
      {header} <span className="text-ink-2">{cell(row)}</span>
    </span>
  ));
}
