import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { Proposal } from './rules';
import { useReason } from './use-reason';

type Props = {
  proposals: Proposal[];
  accountId: string;
  /** The deal a quote would be for; without one the page that begins a quote asks. */
  opportunityId?: string;
  mayQuote: boolean;
};

/** What to offer this customer, with the reason in words, and a quote one press away. */
export function SolutionsCard({ proposals, accountId, opportunityId, mayQuote }: Props) {
  const t = useT();
  const { locale } = useFormat();
  const said = useReason();
  const quote = ({ of, reasons }: Proposal) => {
    const need = reasons.find((reason) => reason.kind === 'need');
    return `/quotes/new?${new URLSearchParams({
      account: accountId,
      ...(opportunityId && { opportunity: opportunityId }),
      [of.kind]: of.id,
      ...(need && { needId: need.needId }),
    })}`;
  };
  return (
    <Card title={t('solution.title')} note={proposals.length ? t('solution.note') : undefined}>
      {proposals.length === 0 && <p className="text-ink-3">{t('solution.empty')}</p>}
      <ul className="grid gap-2.5">
        {proposals.map((one) => (
          <li key={one.of.id} className="flex items-start gap-2">
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-x-2">
                <Link
                  to={one.of.kind === 'bundle' ? paths.bundle(one.of.id) : paths.offering(one.of.id)}
                  className="font-medium hover:text-brand-ink"
                >
                  {nameIn(locale, one.of)}
                </Link>
                {one.of.kind === 'bundle' && <Badge tone="info">{t('solution.bundle')}</Badge>}
              </span>
              {one.reasons.slice(0, 2).map((reason) => (
                <span key={JSON.stringify(reason)} className="line-clamp-2 text-xs text-ink-3">
                  {said(reason)}
                </span>
              ))}
            </span>
            {mayQuote && (
              <Link
                to={quote(one)}
                className="shrink-0 text-xs whitespace-nowrap text-brand-ink hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center max-sm:px-2"
              >
                {t('solution.quote')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
