import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { RecycleBinData } from './route';

/** One's own changes of many records; each opens with the way back. */
export function BulkEdits({ edits }: Pick<RecycleBinData, 'edits'>) {
  const t = useT();
  const format = useFormat();
  return (
    <Card title={t('bulk.mine')} padded={false}>
      <ul className="divide-y divide-line border-t border-line">
        {edits.map(({ id, kind, count, at, undoneAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 px-3 py-2 max-sm:px-4">
            <Link
              to={paths.bulkEdit(id)}
              className="font-medium hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center"
            >
              {t(`bulk.kind.${kind}`, { n: format.number(count) })}
            </Link>
            {undoneAt && <Badge>{t('bulk.undone_badge')}</Badge>}
            <span className="num ml-auto text-xs text-ink-3">{format.dateTime(at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
