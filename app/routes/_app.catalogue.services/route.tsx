import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { nameIn } from '~/features/offerings/named';
import { findRateCards } from '~/features/offerings/rate-card.server';
import { type RateCard, rateUnits } from '~/features/offerings/rules';
import { translate } from '~/locales/translate.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Package } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'price.read');
  return {
    cards: await findRateCards(ctx, today(ctx.now)),
    title: translate(ctx.actor.locale)('offering.services'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Services() {
  const t = useT();
  const { locale } = useFormat();
  const { cards } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('offering.services')} back="/catalogue" />
      <PageBody>
        <p className="max-w-3xl text-ink-2">{t('offering.services_intro')}</p>
        {cards.length === 0 && (
          <EmptyState icon={Package} title={t('offering.services_none')}>
            {t('offering.services_none_hint')}
          </EmptyState>
        )}
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {cards.map((card) => (
            <Card
              key={card.id}
              padded={false}
              title={
                <Link to={paths.offering(card.id)} className="hover:text-brand-ink">
                  {nameIn(locale, card)}
                </Link>
              }
              note={t('offering.sample')}
            >
              <Rates card={card} />
            </Card>
          ))}
        </div>
      </PageBody>
    </>
  );
}

function Rates({ card }: { card: RateCard }) {
  const t = useT();
  const f = useFormat();
  const units = rateUnits.filter((unit) => card.rows.some((row) => row.fen[unit] !== undefined));
  return (
    <table className="w-full">
      <thead>
        <tr className="border-b border-line text-xs text-ink-3">
          <th scope="col" className="px-3 py-1.5 text-left font-normal max-sm:px-4">
            {t(card.kind === 'travel' ? 'offering.distance' : 'offering.skill')}
          </th>
          {units.map((unit) => (
            <th key={unit} scope="col" className="px-3 py-1.5 text-right font-normal max-sm:px-2">
              {t('offering.per', { unit: t(`offering.unit.${unit}`) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {card.rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className="px-3 py-2 text-left font-normal max-sm:px-4">
              {nameIn(f.locale, row)}
            </th>
            {units.map((unit) => (
              <td key={unit} className="num px-3 py-2 text-right whitespace-nowrap max-sm:px-1.5">
                {row.fen[unit] === undefined ? '–' : f.yuan(row.fen[unit])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
