import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Dot } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Hourglass } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { AccountData } from './route';

const shown = 5;

export function DealsCard({ data }: { data: AccountData }) {
  const t = useT();
  const format = useFormat();
  const open = data.deals.filter((deal) => deal.stageType === 'open' || deal.stageType === 'on_hold');
  return (
    <Card
      title={t('account.open_opportunities')}
      padded={false}
      action={
        <Link to={`${paths.account(data.account.id)}?tab=opportunities`} className="text-brand-ink hover:underline">
          {t('account.see_all', { n: data.deals.length })}
        </Link>
      }
    >
      {open.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('account.no_opportunities')}</p>}
      <ul className="divide-y divide-line">
        {open.slice(0, shown).map((deal) => (
          <li key={deal.id} className="px-3 py-2 max-sm:px-4 max-sm:py-3">
            <Link to={paths.opportunity(deal.id)} className="group block">
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate font-medium group-hover:text-brand-ink">{deal.title}</span>
                <span className="font-semibold">
                  <Money fen={deal.totalFen} />
                </span>
              </span>
              <span className="mt-0.5 flex items-center gap-1.5 text-xs text-ink-3">
                <Dot stage={deal.stagePosition} />
                {format.locale === 'en' ? deal.stageNameEn : deal.stageName}
                {deal.stuck && <Hourglass className="text-[12px] text-warn" />}
                {deal.expectedCloseOn && (
                  <span className={deal.expectedCloseOn < data.today ? 'ml-auto text-bad-ink' : 'ml-auto'}>
                    {t('account.expected', { day: format.day(deal.expectedCloseOn, data.now) })}
                  </span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
