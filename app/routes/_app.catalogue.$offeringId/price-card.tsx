import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import type { OfferingData } from './route';

type Version = NonNullable<OfferingData['prices']>[number];

const stateOf = (price: Version, day: string) => {
  if (!price.approvedAt) return 'draft' as const;
  if (price.validFrom > day) return 'coming' as const;
  return price.validUntil !== null && price.validUntil < day ? ('over' as const) : ('now' as const);
};
const tones = { draft: 'warn', now: 'ok', coming: 'info', over: 'neutral' } as const;

/** What it costs now, what was drafted, and under it the versions before. */
export function PriceCard({ data }: { data: OfferingData }) {
  const t = useT();
  const { offering, mayManage, day } = data;
  const prices = data.prices ?? [];
  const current = prices.filter((price) => stateOf(price, day) !== 'over');
  const over = prices.filter((price) => stateOf(price, day) === 'over');
  const list = (rows: Version[]) => (
    <ul className="divide-y divide-line">
      {rows.map((price) => (
        <PriceRow key={price.id} price={price} data={data} />
      ))}
    </ul>
  );
  return (
    <Card
      padded={false}
      title={t('offering.prices')}
      note={t('offering.sample')}
      action={
        mayManage && (
          <ButtonLink size="sm" icon={Plus} to={`${paths.offering(offering.id)}/price`}>
            {t('offering.price_new')}
          </ButtonLink>
        )
      }
    >
      {current.length ? list(current) : <p className="px-3 pb-3 text-ink-2">{t('offering.prices_none')}</p>}
      {over.length > 0 && (
        <details className="border-t border-line">
          <summary className="px-3 py-2 text-xs text-ink-3 max-sm:px-4">{t('offering.versions')}</summary>
          {list(over)}
        </details>
      )}
    </Card>
  );
}

function PriceRow({ price, data }: { price: Version; data: OfferingData }) {
  const t = useT();
  const f = useFormat();
  const { mayManage, me, day, offering } = data;
  const state = stateOf(price, day);
  const here = paths.offering(offering.id);
  const unit = t(`offering.unit.${price.unit}`);
  const per = price.period ? `${unit} / ${t(`offering.period.${price.period}`)}` : unit;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-3 py-2 max-sm:px-4">
      <span className="min-w-0 flex-1 basis-44">
        <span className="flex flex-wrap items-center gap-2">
          {nameIn(f.locale, price)}
          <Badge tone={tones[state]}>{t(`offering.price_state.${state}`)}</Badge>
        </span>
        <span className="block text-xs text-ink-3">
          {price.validUntil
            ? t('offering.until', { from: f.day(price.validFrom, data.now), until: f.day(price.validUntil, data.now) })
            : t('offering.since', { from: f.day(price.validFrom, data.now) })}
          {price.by && ` · ${t('offering.drafted_by', { by: price.by })}`}
          {price.approver && ` · ${t('offering.approved_by', { by: price.approver })}`}
        </span>
        {price.tiers.length > 0 && (
          <span className="num block text-xs text-ink-2">
            {price.tiers
              .map(({ from, amountFen }) => t('offering.tier', { from, amount: f.yuan(amountFen) }))
              .join(' · ')}
          </span>
        )}
      </span>
      <span className="num ml-auto text-right">
        {f.yuan(price.amountFen)} <span className="text-xs text-ink-3">/ {per}</span>
        <span className="block text-xs text-ink-3">
          {t('offering.tax')} {price.taxPercent}%
          {price.costFen !== null && ` · ${t('offering.cost')} ${f.yuan(price.costFen)}`}
        </span>
      </span>
      {mayManage && (
        <span className="flex w-full flex-wrap justify-end gap-2">
          {state === 'draft' && (
            <>
              {price.createdBy !== me && (
                <PostButton size="sm" navigate action={here} fields={{ intent: 'approve', price: price.id }}>
                  {t('offering.approve')}
                </PostButton>
              )}
              <ButtonLink size="sm" variant="ghost" to={`${here}/price?price=${price.id}`}>
                {t('common.edit')}
              </ButtonLink>
              <PostButton
                size="sm"
                variant="ghost"
                navigate
                action={here}
                fields={{ intent: 'remove', price: price.id }}
              >
                {t('common.delete')}
              </PostButton>
            </>
          )}
          {state === 'now' && (
            <Link className="text-xs text-brand-ink" to={`${here}/price?after=${price.id}`}>
              {t('offering.price_next')}
            </Link>
          )}
        </span>
      )}
    </li>
  );
}
