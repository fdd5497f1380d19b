import { useFormat, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { Installed } from './queries/contract.server';

/** What a customer has of us now, by offering. */
export function InstalledCard({ installed }: { installed: Installed[] }) {
  const t = useT();
  const f = useFormat();
  if (!installed.length) return null;
  return (
    <Card
      title={t('contract.products')}
      action={
        <Link to="/contracts" className="text-brand-ink hover:underline">
          {t('contract.more')}
        </Link>
      }
    >
      <ul className="grid gap-1">
        {installed.map((one) => (
          <li key={one.name} className="flex items-baseline gap-3 max-sm:py-1.5">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{(f.locale === 'en' && one.nameEn) || one.name}</span>
              <span className="block text-xs text-ink-3">
                {[
                  one.sites > 0 && t('offer_paper.sites', { n: one.sites }),
                  one.untilOn && t('contract.until', { day: f.day(one.untilOn) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="num whitespace-nowrap">
              <Money fen={one.monthlyFen} />
              <span className="text-xs text-ink-3">{t('contract.a_month')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
