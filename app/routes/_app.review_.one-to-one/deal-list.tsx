import clsx from 'clsx';
import { useLocale, useT } from '~/core/i18n';
import { Badge, Count } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import { dealAddress } from './addresses';
import type { TalkPage } from './route';

/** The deals of the person, the largest first; on the phone the one talked about stands alone. */
export function DealList({ page }: { page: TalkPage }) {
  const t = useT();
  const locale = useLocale();
  return (
    <Card title={t('talk.deals')} note={page.deals.length} padded={false} className="max-lg:hidden">
      <ol className="max-h-[70vh] overflow-y-auto pb-1">
        {page.deals.map((deal, at) => (
          <li key={deal.id} className="border-t border-line">
            <Link
              to={dealAddress(page, deal.id)}
              preventScrollReset
              aria-current={at === page.at ? 'true' : undefined}
              className={clsx('block px-3 py-2', at === page.at ? 'bg-brand-soft' : 'hover:bg-sunken')}
            >
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate font-medium">{deal.accountName}</span>
                <Money fen={deal.totalFen} />
              </span>
              <span className="flex items-center gap-2 text-xs text-ink-3">
                <span className="min-w-0 flex-1 truncate">{deal.title}</span>
                {deal.isOpen ? (
                  <span className="shrink-0">{locale === 'en' ? deal.stage.nameEn : deal.stage.name}</span>
                ) : (
                  <Badge>{t('talk.on_hold')}</Badge>
                )}
                {deal.risks.length > 0 && <Count n={deal.risks.length} tone="warn" />}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
