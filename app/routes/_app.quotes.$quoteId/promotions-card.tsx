import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { effectText } from '~/features/promotions/words';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import { Money } from '~/ui/value';
import type { QuoteShown } from './route';

/** What was promised in this quote, and what else runs today for this customer; what it clashes with is said first. */
export function PromotionsCard({ data }: { data: QuoteShown }) {
  const t = useT();
  const f = useFormat();
  const { quote, offers, may } = data;
  if (!offers.promotions.length && !offers.choosable.length) return null;
  const page = paths.quote(quote.id);
  const named = (id: string | undefined) => {
    const one = [...offers.promotions, ...offers.choosable].find((row) => row.id === id);
    return one ? nameIn(f.locale, one) : '';
  };
  return (
    <Card
      title={t('promotion.title')}
      note={offers.promotions.length ? t('quote_promotion.spent_when_sent') : undefined}
    >
      <ul className="grid gap-3">
        {offers.promotions.map((one) => (
          <li key={one.id} className="flex items-start gap-2">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{nameIn(f.locale, one)}</span>
              <span className="block text-xs text-ink-3">{effectText(one, t, f)}</span>
              <span className="block text-xs text-ok-ink">
                {t('quote_promotion.worth')} <Money fen={one.worthFen} />
              </span>
            </span>
            {may.write && (
              <PostButton
                action={page}
                navigate
                size="sm"
                fields={{ intent: 'drop_promotion', version: quote.version, promotionId: one.id }}
              >
                {t('quote_promotion.drop')}
              </PostButton>
            )}
          </li>
        ))}
        {offers.choosable.map((one) => (
          <li key={one.id} className="flex items-start gap-2">
            <span className="min-w-0 flex-1">
              {nameIn(f.locale, one)}
              <span className="block text-xs text-ink-3">
                {t('quote_promotion.until', { day: f.day(one.endsOn, data.now) })}
              </span>
              {one.clashes.map((clash) => (
                <span key={clash.kind} className="block text-xs text-warn-ink">
                  {t(`quote_promotion.clash.${clash.kind}`, {
                    promotion: nameIn(f.locale, one),
                    other: named(clash.otherId),
                  })}
                </span>
              ))}
            </span>
            <PostButton
              action={page}
              navigate
              size="sm"
              fields={{ intent: 'give_promotion', version: quote.version, promotionId: one.id }}
            >
              {t('quote_promotion.give')}
            </PostButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
