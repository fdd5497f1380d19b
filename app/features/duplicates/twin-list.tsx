import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import type { ContactReason } from './rules';

type Side = {
  id: string;
  name: string;
  department: string | null;
  title: string | null;
  mobile: string | null;
  email: string | null;
};
type Twins = {
  id: string;
  reasons: ContactReason[];
  account: { id: string; name: string };
  low: Side;
  high: Side;
  may: boolean;
};
type TwinListProps = {
  pairs: Twins[];
  isApart?: boolean;
  /** The page of one account, which says of whom it is and is led back to. */
  at?: string;
};

/** Each pair of contacts with why it may be one person, the two side by side. */
export function TwinList({ pairs, isApart = false, at }: TwinListProps) {
  const t = useT();
  return (
    <ul className="grid gap-3">
      {pairs.map(({ id, reasons, account, low, high, may }) => (
        <li
          key={id}
          className="rounded-[10px] border border-line bg-surface p-3 shadow-card max-sm:rounded-2xl max-sm:p-4"
        >
          <div className="flex flex-wrap items-center gap-2">
            {reasons.map((reason) => (
              <Badge key={reason} tone={reason === 'mobile' ? 'bad' : 'warn'}>
                {t(`twins.reason.${reason}`)}
              </Badge>
            ))}
            {!at && (
              <Link
                to={`${paths.account(account.id)}/people`}
                className="min-w-0 truncate text-xs text-ink-2 hover:text-brand-ink hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center"
              >
                {account.name}
              </Link>
            )}
            {may && (
              <div className="ml-auto flex flex-wrap gap-2 max-sm:ml-0 max-sm:w-full">
                <PostButton
                  size="sm"
                  action="/contacts/duplicates"
                  fields={{ pair: id, intent: isApart ? 'again' : 'apart', ...(at && { to: at }) }}
                >
                  {t(isApart ? 'duplicates.again' : 'twins.not')}
                </PostButton>
                {!isApart && (
                  <ButtonLink size="sm" variant="primary" to={`/contacts/merge?kept=${low.id}&gone=${high.id}`}>
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
                  to={paths.contact(account.id, side.id)}
                  className="font-medium text-brand-ink hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center"
                >
                  {side.name}
                </Link>
                <p className="break-words text-xs text-ink-2">
                  {[side.department, side.title, side.mobile, side.email].filter(Boolean).join(' · ') ||
                    t('duplicates.nothing')}
                </p>
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
