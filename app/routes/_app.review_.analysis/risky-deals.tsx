import { useLocale, useT } from '~/core/i18n';
import { RiskList } from '~/features/review/risk-list';
import type { TalkDeal } from '~/features/review/talks/deals.server';
import { EmptyState } from '~/ui/empty-state';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';

/** The deals most speaks against, each with why. */
export function RiskyDeals({ deals }: { deals: TalkDeal[] }) {
  const t = useT();
  const locale = useLocale();
  if (!deals.length) return <EmptyState title={t('analysis.no_risks')}>{t('analysis.no_risks_hint')}</EmptyState>;
  return (
    <ul>
      {deals.map((deal) => (
        <li key={deal.id} className="border-t border-line px-4 py-2.5">
          <div className="flex items-baseline gap-3">
            <Link to={`/opportunities/${deal.id}`} className="min-w-0 flex-1 truncate hover:underline max-sm:py-1">
              <span className="font-medium">{deal.accountName}</span> <span className="text-ink-2">{deal.title}</span>
            </Link>
            <Money fen={deal.totalFen} />
          </div>
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <RiskList risks={deal.risks} />
            <span className="text-xs text-ink-3">
              {[deal.ownerName, locale === 'en' ? deal.stage.nameEn : deal.stage.name].filter(Boolean).join(' · ')}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
