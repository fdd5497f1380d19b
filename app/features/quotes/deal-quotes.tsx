import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { QuoteBrief } from './queries/quote.server';
import { QuoteBadge } from './quote-badge';

type Props = { opportunityId: string; quotes: Omit<QuoteBrief, 'updatedAt'>[]; mayWrite: boolean };

/** The quotes of a deal, and the button that begins one. */
export function DealQuotes({ opportunityId, quotes, mayWrite }: Props) {
  const t = useT();
  return (
    <Card
      title={t('quote.of_deal')}
      action={
        mayWrite && (
          <ButtonLink to={`/quotes/new?opportunity=${opportunityId}`} size="sm" icon={Plus}>
            {t('quote.new')}
          </ButtonLink>
        )
      }
    >
      {quotes.length === 0 && <p className="text-ink-3">{t('quote.of_deal_empty')}</p>}
      <ul className="-mx-2 grid">
        {quotes.map((quote) => (
          <li key={quote.id}>
            <Link
              to={paths.quote(quote.id)}
              className="flex flex-wrap items-baseline gap-x-3 rounded-md px-2 py-1.5 hover:bg-sunken max-sm:py-3"
            >
              <span className="min-w-0 flex-1 truncate">{quote.title}</span>
              <QuoteBadge state={quote.state} />
              <Money fen={quote.totalFen} className="w-20 text-right" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
