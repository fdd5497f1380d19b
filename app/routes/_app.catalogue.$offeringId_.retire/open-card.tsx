import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { QuoteBadge } from '~/features/quotes/quote-badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { RetireData } from './route';

/** Quotes and deals about it that are still open. */
export function OpenCard({ data }: { data: RetireData }) {
  const t = useT();
  const f = useFormat();
  const { open, figures } = data;
  if (!open)
    return (
      <Card title={t('retirement.open')} note={f.number(figures.open + figures.openQuotes)}>
        <p className="text-ink-2">{t('retirement.open_hint')}</p>
      </Card>
    );
  const { deals, quotes } = open;
  return (
    <>
      <Card padded={false} title={t('retirement.open_quotes')} note={f.number(quotes.length)}>
        <p className="px-3 pb-2 text-ink-2 max-sm:px-4">
          {t(quotes.length ? 'retirement.open_quotes_hint' : 'retirement.open_quotes_none')}
        </p>
        <ul className="divide-y divide-line">
          {quotes.map((quote) => (
            <li key={quote.id} className="flex items-center gap-3 px-3 py-2 max-sm:px-4">
              <span className="min-w-0 flex-1">
                <Link to={paths.quote(quote.id)} className="hover:text-brand-ink">
                  {quote.title}
                </Link>
                <span className="block truncate text-xs text-ink-3">{[quote.number, quote.account].join(' · ')}</span>
              </span>
              <QuoteBadge state={quote.state} />
              <span className="num w-24 text-right">{f.money(quote.totalFen)}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card padded={false} title={t('retirement.open')} note={f.number(deals.length)}>
        <p className="px-3 pb-2 text-ink-2 max-sm:px-4">
          {t(deals.length ? 'retirement.open_hint' : 'retirement.open_none')}
        </p>
        <ul className="divide-y divide-line">
          {deals.map((deal) => (
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
    </>
  );
}
