import { useFormat, useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { ProcessData } from './route';

/** What was published when, and the way to bring running deals to the newest. */
export function Versions({ data }: { data: ProcessData }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={t('process.versions')} padded={false}>
      <ul className="divide-y divide-line border-t border-line">
        {data.versions.map((one) => (
          <li key={one.id} className="flex items-center gap-2 px-3 py-2 max-sm:px-4">
            <span className="min-w-0 flex-1">
              {t(one.tenantId === null ? 'process.national_version' : 'process.own_version', { n: one.version })}
              <span className="mt-0.5 block text-xs text-ink-3">
                {[one.publisher, one.publishedAt && f.when(one.publishedAt, data.now)].filter(Boolean).join(' · ')}
              </span>
            </span>
            {one.id === data.publishedId && <Badge tone="ok">{t('process.current')}</Badge>}
          </li>
        ))}
      </ul>
      {data.mayWrite && data.company !== null && data.versions.length > 1 && (
        <p className="border-t border-line px-3 py-2 max-sm:px-4">
          <Link
            to={`/processes/${data.code}/move-over?company=${data.company}`}
            className="font-medium text-brand-ink underline underline-offset-2"
          >
            {t('process.move_over')}
          </Link>
        </p>
      )}
    </Card>
  );
}
