import { useFormat, useT } from '~/core/i18n';

const most = 100;

type MovingProps = { counts: Record<string, number>; subject?: 'account' | 'contact' };

/** How many rows of each kind, the kinds people know first. */
export function Moving({ counts, subject = 'account' }: MovingProps) {
  const t = useT();
  const format = useFormat();
  const byTable = new Map<string, number>();
  for (const [key, n] of Object.entries(counts)) {
    const table = key.split('.')[0]!;
    byTable.set(table, Math.max(byTable.get(table) ?? 0, n));
  }
  if (byTable.size === 0)
    return <p className="text-ink-2">{t(subject === 'contact' ? 'twins.moving_none' : 'duplicates.moving_none')}</p>;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {[...byTable]
        .sort(([one], [other]) => place(one) - place(other) || one.localeCompare(other))
        .map(([table, n]) => (
          <li key={table}>{t('duplicates.count', { table: tableWords(t, table, subject), n: format.number(n) })}</li>
        ))}
    </ul>
  );
}

const known = ['contacts', 'opportunities', 'quotes', 'contracts', 'installed_products', 'visits', 'interactions', 'commitments', 'needs', 'sites', 'attachments']; // biome-ignore format: a list
const place = (table: string) => (known.includes(table) ? known.indexOf(table) : most);

/** What a contact names is called otherwise where it is not what hangs on an account. */
export function tableWords(t: ReturnType<typeof useT>, table: string, subject: 'account' | 'contact' = 'account') {
  const keys = [...(subject === 'contact' ? [`twins.table.${table}`] : []), `duplicates.table.${table}`];
  const key = keys.find((one) => t.has(one));
  return key ? t.any(key) : table;
}
