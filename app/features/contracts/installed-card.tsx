import { useFormat, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Money } from '~/ui/value';
import type { Installed } from './queries/contract.server';

/** What a customer has of us now, by offering. */
export function InstalledCard({ installed }: { installed: Installed[] }) {
  const t = useT();
  const f = useFormat();
  if (!installed.length) return null;
  return (
    <Card title={t('contract.products')}>
      <ul className="grid gap-1">
        {installed.map((one) => (
          <li key={one.name} className="flex flex-wrap items-baseline gap-x-3 max-sm:py-1.5">
            <span className="min-w-0 flex-1">
              {(f.locale === 'en' && one.nameEn) || one.name}
              {one.sites > 0 && (
                <span className="ml-2 text-xs text-ink-3">{t('offer_paper.sites', { n: one.sites })}</span>
              )}
            </span>
            {one.untilOn && (
              <span className="num text-xs text-ink-3">{t('contract.until', { day: f.day(one.untilOn) })}</span>
            )}
            <Money fen={one.monthlyFen} className="w-20 text-right" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
