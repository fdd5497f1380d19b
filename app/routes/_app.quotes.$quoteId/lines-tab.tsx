import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { CircleAlert, FileSpreadsheet } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { ApprovalCard } from './approval-card';
import { Beside } from './beside';
import { BundleCards } from './bundle-cards';
import { Economics } from './economics';
import { LineList } from './line-list';
import { PromotionsCard } from './promotions-card';
import type { QuoteAnswer, QuoteShown } from './route';
import { Totals } from './totals-card';

export function LinesTab({ data, answer }: { data: QuoteShown; answer: QuoteAnswer | undefined }) {
  const t = useT();
  const { quote, lines, may } = data;
  const page = paths.quote(quote.id);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 content-start gap-4">
        <ChangedPrices data={data} />
        <Card
          title={t('quote.tab.lines')}
          note={t('quote.no_tax')}
          action={
            may.write &&
            lines.length > 0 && (
              <ButtonLink to={`${page}/bundle`} size="sm">
                {t('quote_bundle.add')}
              </ButtonLink>
            )
          }
        >
          {lines.length === 0 && data.offers.bundles.length > 0 ? (
            <p className="text-ink-3">{t('quote_bundle.only')}</p>
          ) : lines.length === 0 ? (
            <EmptyState
              icon={FileSpreadsheet}
              title={t('quote_line.empty')}
              action={
                may.write && (
                  <>
                    <ButtonLink to={`${page}/sites`}>{t('quote.add_sites')}</ButtonLink>
                    <ButtonLink to={`${page}/bundle`}>{t('quote_bundle.add')}</ButtonLink>
                    <ButtonLink to={`${page}/lines`} variant="primary">
                      {t('quote.add_lines')}
                    </ButtonLink>
                  </>
                )
              }
            >
              {t('quote_line.empty_hint')}
            </EmptyState>
          ) : (
            <LineList data={data} lines={lines} answer={answer} />
          )}
        </Card>
        <BundleCards data={data} />
        {quote.lineCount > 0 && <Totals data={data} answer={answer} />}
        {quote.lineCount > 0 && <Economics data={data} />}
      </div>
      <div className="grid min-w-0 content-start gap-4">
        <ApprovalCard data={data} answer={answer} />
        <PromotionsCard data={data} />
        <Beside data={data} />
      </div>
    </div>
  );
}

/** Prices that have moved on since, and products that are off sale: the draft asks, what was sent stays. */
function ChangedPrices({ data }: { data: QuoteShown }) {
  const t = useT();
  const f = useFormat();
  const { plan, quote } = data;
  if (!plan) return null;
  return (
    <>
      {plan.retired.map(({ name, nameEn }) => (
        <Callout
          key={name}
          tone="bad"
          icon={CircleAlert}
          title={t('quote_line.retired', { offering: (f.locale === 'en' && nameEn) || name })}
        />
      ))}
      {plan.prices.length > 0 && (
        <Callout
          icon={CircleAlert}
          title={t('quote_line.changed', { n: plan.prices.length })}
          action={
            plan.prices.some(({ now }) => now) && (
              <PostButton
                action={paths.quote(quote.id)}
                navigate
                fields={{ intent: 'reprice', version: quote.version }}
                size="sm"
              >
                {t('quote_line.take_new')}
              </PostButton>
            )
          }
        >
          <ul>
            {plan.prices.map(({ priceId, offeringName, wasFen, now }) => (
              <li key={priceId} className="num">
                {now
                  ? t('quote_line.changed_item', {
                      offering: offeringName,
                      was: f.yuan(wasFen),
                      now: f.yuan(now.amountFen ?? 0),
                    })
                  : t('quote_line.changed_gone', { offering: offeringName })}
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </>
  );
}
