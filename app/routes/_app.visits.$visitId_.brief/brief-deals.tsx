import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { Section } from '~/ui/card';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { BriefData } from './route';

/** The open deals, the largest first. */
export function BriefDeals({ page: { deals, dealCount, account, now } }: { page: BriefData }) {
  const t = useT();
  const f = useFormat();
  if (!deals.length) return null;
  return (
    <Section title={t('brief.deals')} note={dealCount}>
      <ul className="grid gap-2.5">
        {deals.map((deal) => (
          <li key={deal.id}>
            <p className="flex items-baseline gap-3">
              <Link
                to={paths.opportunity(deal.id)}
                className="min-w-0 flex-1 font-medium hover:text-brand-ink hover:underline"
              >
                {deal.title}
              </Link>
              <Money fen={deal.totalFen} className="shrink-0 font-semibold" />
            </p>
            <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
              <span>{f.locale === 'en' ? deal.stageNameEn : deal.stageName}</span>
              <span className="num">{deal.probability}%</span>
              {deal.expectedCloseOn && (
                <span className="num">{t('brief.close_on', { day: f.day(deal.expectedCloseOn, now) })}</span>
              )}
              {deal.stuck && <Badge tone="warn">{t('opportunity.stuck_days', { n: deal.quietDays })}</Badge>}
              {deal.slips > 0 && <Badge tone="neutral">{t('brief.slips', { n: deal.slips })}</Badge>}
            </p>
          </li>
        ))}
      </ul>
      {account && dealCount > deals.length && (
        <Link
          to={`${paths.account(account.id)}?tab=opportunities`}
          className="mt-2 block text-xs text-brand-ink hover:underline print:hidden"
        >
          {t('account.see_all', { n: dealCount })}
        </Link>
      )}
    </Section>
  );
}
