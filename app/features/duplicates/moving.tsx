import { useFormat, useT } from '~/core/i18n';

const most = 100;

/** How many rows of each kind, the kinds people know first. */
export function Moving({ counts }: { counts: Record<string, number> }) {
  const t = useT();
  const format = useFormat();
  const byTable = new Map<string, number>();
  for (const [key, n] of Object.entries(counts)) {
    const table = key.split('.')[0]!;
    byTable.set(table, Math.max(byTable.get(table) ?? 0, n));
  }
  if (byTable.size === 0) return <p className="text-ink-2">{t('duplicates.moving_none')}</p>;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {[...byTable]
        .sort(([one], [other]) => place(one) - place(other) || one.localeCompare(other))
        .map(([table, n]) => (
          <li key={table}>{t('duplicates.count', { table: tableWords(t, table), n: format.number(n) })}</li>
        ))}
    </ul>
  );
}

const known = ['contacts', 'opportunities', 'quotes', 'contracts', 'installed_products', 'visits', 'interactions', 'commitments', 'needs', 'sites', 'attachments']; // biome-ignore format: a list
const place = (table: string) => (known.includes(table) ? known.indexOf(table) : most);

export const tableWords = (t: ReturnType<typeof useT>, table: string) =>
  t.has(`duplicates.table.${table}`) ? t.any(`duplicates.table.${table}`) : table;
