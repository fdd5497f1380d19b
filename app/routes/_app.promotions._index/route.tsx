import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { nameIn } from '~/features/offerings/named';
import { Budget } from '~/features/promotions/budget';
import { listPromotions } from '~/features/promotions/queries.server';
import { promotionShows, stateOf } from '~/features/promotions/rules';
import { effectText } from '~/features/promotions/words';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { EmptyState } from '~/ui/empty-state';
import { Plus, TicketPercent } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Tabs } from '~/ui/tabs';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'price.read');
  const params = new URL(request.url).searchParams;
  const show = promotionShows.find((one) => one === params.get('show')) ?? 'now';
  const day = today(ctx.now);
  const { rows, after } = await listPromotions(ctx, day, show, readCursor(params.get('after')));
  return {
    show,
    after,
    rows: rows.map(({ promotion, ...on }) => ({ ...promotion, ...on, state: stateOf(promotion, day) })),
    mayManage: can(ctx.actor, 'promotion.manage'),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('promotion.title'),
  };
}
export type Listed = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const tones = { coming: 'info', live: 'ok', spent: 'warn', over: 'neutral' } as const;

export default function Promotions() {
  const t = useT();
  const f = useFormat();
  const { show, rows, after, mayManage, now } = useLoaderData<typeof loader>();
  const on = (row: Listed) =>
    row.offering
      ? nameIn(f.locale, { name: row.offering, nameEn: row.offeringEn })
      : row.line
        ? t(`line.${row.line}`)
        : t('promotion.on_all');
  return (
    <>
      <PageHead
        title={t('promotion.title')}
        primary={mayManage ? { to: '/promotions/new', label: t('promotion.new'), icon: Plus, kbd: 'C' } : undefined}
        tabs={
          <Tabs
            label={t('promotion.title')}
            items={promotionShows.map((one) => ({
              to: one === 'now' ? '/promotions' : `/promotions?show=${one}`,
              label: t(`promotion.show.${one}`),
              active: one === show,
            }))}
          />
        }
      />
      <PageBody>
        {rows.length === 0 && (
          <EmptyState icon={TicketPercent} title={t(show === 'now' ? 'promotion.empty' : 'promotion.empty_over')}>
            {t('promotion.empty_hint')}
          </EmptyState>
        )}
        <ul className="grid gap-3 lg:grid-cols-2">
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                to={paths.promotion(row.id)}
                className="block h-full rounded-[10px] border border-line bg-surface p-4 shadow-card hover:border-line-strong max-sm:rounded-2xl"
              >
                <span className="flex flex-wrap items-center gap-2">
                  <span className="text-base font-semibold">{nameIn(f.locale, row)}</span>
                  <Badge tone={tones[row.state]}>{t(`promotion.state.${row.state}`)}</Badge>
                </span>
                <span className="mt-1 block text-brand-ink">
                  {on(row)} · {effectText(row, t, f)}
                </span>
                <span className="mt-1 block text-xs text-ink-3">
                  {[
                    t('promotion.days', { from: f.day(row.startsOn, now), until: f.day(row.endsOn, now) }),
                    row.purchase === 'any' ? '' : t(`promotion.purchase.${row.purchase}`),
                    row.exclusiveGroup ? `${t('promotion.group')} ${row.exclusiveGroup}` : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <Budget row={row} />
              </Link>
            </li>
          ))}
        </ul>
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
