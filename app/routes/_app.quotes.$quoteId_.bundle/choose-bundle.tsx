import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ruleText } from '~/features/bundles/rule-words';
import { nameIn } from '~/features/offerings/named';
import { Badge } from '~/ui/badge';
import { EmptyState } from '~/ui/empty-state';
import { Package } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { ChoosingData } from './route';

/** What is on sale as a bundle; one that is not for this customer says why. */
export function ChooseBundle({ data }: { data: ChoosingData }) {
  const t = useT();
  const f = useFormat();
  const to = (bundle: string) =>
    `${paths.quote(data.quote.id)}/bundle?${new URLSearchParams([
      ['bundle', bundle],
      ...data.ticked.map((id): [string, string] => ['ids', id]),
    ])}`;
  if (!data.bundles.length)
    return (
      <EmptyState icon={Package} title={t('bundle.empty')}>
        {t('bundle.empty_hint')}
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
      {data.bundles.map((one) => (
        <li key={one.id}>
          <Link to={to(one.id)} className="block px-3 py-2.5 hover:bg-sunken max-sm:px-4 max-sm:py-3">
            <span className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{nameIn(f.locale, one)}</span>
              {one.bars.map((bar) => (
                <Badge key={bar} tone="warn">
                  {t(`bundle.bar.${bar}`)}
                </Badge>
              ))}
            </span>
            <span className="block text-ink-2">
              {f.locale === 'en' ? (one.descriptionEn ?? one.description) : one.description}
            </span>
            <span className="block text-xs text-brand-ink">{ruleText(one.priceRule, t, f)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
