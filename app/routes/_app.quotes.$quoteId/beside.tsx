import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { QuoteBadge } from '~/features/quotes/quote-badge';
import { percentOf } from '~/features/quotes/words';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Link } from '~/ui/link';
import { Money, None } from '~/ui/value';
import type { QuoteShown } from './route';

/** What is good to know beside the figures: like quotes, variants, conditions. */
export function Beside({ data }: { data: QuoteShown }) {
  const t = useT();
  const f = useFormat();
  const { quote, precedents, others } = data;
  return (
    <>
      {precedents.length > 0 && (
        <Card title={t('quote.precedents')} note={t('quote.precedents_n', { n: precedents.length })}>
          <ul className="grid gap-1.5">
            {precedents.map((one) => (
              <li key={one.id}>
                <Link to={paths.quote(one.id)} className="block hover:underline">
                  <span className="block truncate">{one.title}</span>
                  <span className="num text-xs text-ink-3">
                    {data.may.cost
                      ? t('quote.precedent', {
                          discount: percentOf(one.discountBp),
                          margin: one.marginBp === null ? '—' : percentOf(one.marginBp),
                        })
                      : `${t('quote.discount')} ${percentOf(one.discountBp)}`}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {others.length > 0 && (
        <Card
          title={t('quote.others')}
          action={
            <ButtonLink to={`${paths.quote(quote.id)}/compare`} size="sm">
              {t('quote.compare')}
            </ButtonLink>
          }
        >
          <ul className="grid gap-1.5">
            {others.map((one) => (
              <li key={one.id} className="flex items-baseline gap-2">
                <Link to={paths.quote(one.id)} className="min-w-0 flex-1 truncate hover:underline">
                  {one.title}
                </Link>
                <QuoteBadge state={one.state} />
                <Money fen={one.totalFen} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t('quote.terms')}>
        <Facts>
          <Fact label={t('quote.number')}>{quote.number}</Fact>
          <Fact label={t('quote.deal')}>
            <Link to={paths.opportunity(quote.opportunityId)} className="hover:underline">
              {data.dealTitle}
            </Link>
          </Fact>
          <Fact label={t('quote.months')}>{quote.months}</Fact>
          <Fact label={t('quote.valid_until')}>{quote.validUntil ? f.day(quote.validUntil, data.now) : <None />}</Fact>
          <Fact label={t('quote.owner')}>{data.ownerName ?? <None />}</Fact>
          {quote.note && <Fact label={t('quote.note')}>{quote.note}</Fact>}
        </Facts>
        <p className="mt-2 text-xs whitespace-pre-wrap text-ink-2">{quote.terms}</p>
      </Card>
    </>
  );
}
