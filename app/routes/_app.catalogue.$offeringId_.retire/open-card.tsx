import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { RetireData } from './route';

/** Deals about it that are still open. */
export function OpenCard({ data }: { data: RetireData }) {
  const t = useT();
  const f = useFormat();
  const { open, figures } = data;
  if (!open)
    return (
      <Card title={t('retirement.open')} note={f.number(figures.open)}>
        <p className="text-ink-2">{t('retirement.open_hint')}</p>
      </Card>
    );
  return (
    <Card padded={false} title={t('retirement.open')} note={f.number(open.length)}>
      <p className="px-3 pb-2 text-ink-2 max-sm:px-4">
        {t(open.length ? 'retirement.open_hint' : 'retirement.open_none')}
      </p>
      <ul className="divide-y divide-line">
        {open.map((deal) => (
          <li key={deal.id} className="flex items-center gap-3 px-3 py-2 max-sm:px-4">
            <span className="min-w-0 flex-1">
              <Link to={paths.opportunity(deal.id)} className="hover:text-brand-ink">
                {deal.title}
              </Link>
              <span className="block truncate text-xs text-ink-3">
                {[deal.account, deal.owner].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className="text-xs text-ink-2">{f.locale === 'en' ? deal.stageEn : deal.stage}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
