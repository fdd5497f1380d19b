import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import type { DuplicatesPage } from './route';

type Pairs = DuplicatesPage['pairs'];

/** Each pair with why it is one, the two side by side. */
export function PairList({ pairs, isApart }: { pairs: Pairs; isApart: boolean }) {
  const t = useT();
  return (
    <ul className="grid gap-3">
      {pairs.map(({ id, reasons, low, high, may }) => (
        <li
          key={id}
          className="rounded-[10px] border border-line bg-surface p-3 shadow-card max-sm:rounded-2xl max-sm:p-4"
        >
          <div className="flex flex-wrap items-center gap-2">
            {reasons.map((reason) => (
              <Badge key={reason} tone={reason === 'code' ? 'bad' : 'warn'}>
                {t(`duplicates.reason.${reason}`)}
              </Badge>
            ))}
            {may && (
              <div className="ml-auto flex flex-wrap gap-2 max-sm:ml-0 max-sm:w-full">
                <PostButton size="sm" fields={{ pair: id, intent: isApart ? 'again' : 'apart' }}>
                  {t(isApart ? 'duplicates.again' : 'duplicates.not')}
                </PostButton>
                {!isApart && (
                  <ButtonLink size="sm" variant="primary" to={`/accounts/merge?kept=${low.id}&gone=${high.id}`}>
                    {t('duplicates.compare')}
                  </ButtonLink>
                )}
              </div>
            )}
          </div>
          <div className="mt-2 grid gap-3 sm:grid-cols-2">
            {[low, high].map((side) => (
              <div key={side.id} className="min-w-0">
                <Link
                  to={paths.account(side.id)}
                  className="font-medium text-brand-ink hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center"
                >
                  {side.name}
                </Link>
                <p className="text-xs text-ink-2">
                  {[side.creditCode, side.phone, side.address].filter(Boolean).join(' · ') || t('duplicates.nothing')}
                </p>
                {side.ownerName && (
                  <p className="text-xs text-ink-3">{t('duplicates.owner', { name: side.ownerName })}</p>
                )}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
