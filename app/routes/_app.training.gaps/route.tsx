import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import type { Gap } from '~/features/certification/matrix';
import { nameIn } from '~/features/certification/named';
import { listTypes } from '~/features/certification/queries/certificate-types.server';
import { countWaiting } from '~/features/certification/queries/evidence.server';
import { listGaps, mostGaps, sumGaps } from '~/features/certification/queries/gaps.server';
import { companyOf } from '~/features/certification/queries/matrix.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { translate } from '~/locales/translate.server';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Figures } from '~/ui/figures';
import { FilterBar } from '~/ui/filter-bar';
import { CircleCheck } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';
import { Money } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { searchParams } = new URL(request.url);
  const [code, owner] = [searchParams.get('code'), searchParams.get('owner')];
  const company = await companyOf(ctx, Number(searchParams.get('company')) || null);
  const [gaps, costs, types, waiting] = await Promise.all([
    listGaps(ctx, company, { code, ownerId: owner }),
    sumGaps(ctx, company),
    listTypes(ctx, { tenantId: company, withRetired: true }),
    countWaiting(ctx),
  ]);
  return {
    gaps,
    isCut: gaps.length === mostGaps,
    costs,
    names: Object.fromEntries(types.map(({ code, name, nameEn }) => [code, { name, nameEn }])),
    code,
    owner: owner && { id: owner, name: gaps[0]?.owner ?? '' },
    waiting,
    now: ctx.now.toISOString(),
    /** A trainer is told what waits, but does not go into other people's deals. */
    mayOpen: can(ctx.actor, 'opportunity.read'),
    mayManage: can(ctx.actor, 'certificate.manage'),
    title: translate(ctx.actor.locale)('blocked.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Gaps() {
  const t = useT();
  const f = useFormat();
  const { gaps, isCut, costs, names, code, owner, waiting, now, mayOpen, mayManage } = useLoaderData<typeof loader>();
  const named = (one: string) => {
    const type = names[one];
    return type ? nameIn(f.locale, type) : one;
  };
  const placeOf = (gap: Gap) => (gap.kind === 'quote' ? paths.quote(gap.id) : paths.opportunity(gap.id));
  const [worst] = Object.entries(costs.byCode).sort(([, a], [, b]) => b.fen - a.fen);
  const columns: Column<Gap>[] = [
    {
      id: 'title',
      header: t('blocked.deal'),
      primary: true,
      cell: (gap) => (
        <span className="grid min-w-0">
          <span className="truncate font-medium">{gap.title}</span>
          <span className="truncate text-xs text-ink-3">
            {t(`blocked.kind.${gap.kind}`)} · {gap.account}
          </span>
        </span>
      ),
    },
    { id: 'code', header: t('blocked.certificate'), cell: (gap) => named(gap.code), width: 170 },
    { id: 'offering', header: t('blocked.offering'), cell: (gap) => gap.offering, width: 180 },
    {
      id: 'owner',
      header: t('blocked.owner'),
      cell: (gap) => (
        <Link to={`/training/people/${gap.ownerId}`} className="hover:underline">
          {gap.owner}
        </Link>
      ),
      width: 110,
    },
    {
      id: 'due',
      header: t('blocked.due_on'),
      cell: (gap) => (gap.dueOn ? f.day(gap.dueOn, now) : '—'),
      width: 110,
      align: 'right',
    },
    {
      id: 'amount',
      header: t('blocked.amount'),
      cell: (gap) => <Money fen={gap.amountFen} />,
      width: 120,
      align: 'right',
    },
  ];
  return (
    <>
      <PageHead title={t('training.title')} tabs={<TrainingTabs mayManage={mayManage} waiting={waiting} />} />
      <Figures
        items={[
          { label: t('blocked.total'), fen: costs.total.fen },
          { label: t('blocked.deals'), value: costs.total.count },
          ...(worst
            ? [
                {
                  label: t('blocked.worst'),
                  value: named(worst[0]),
                  note: f.money(worst[1].fen),
                  tone: 'bad' as const,
                  to: `/training/gaps?code=${encodeURIComponent(worst[0])}`,
                },
              ]
            : []),
        ]}
      />
      <PageBody>
        <p className="text-ink-2">{t('blocked.hint')}</p>
        {isCut && <p className="text-xs text-ink-3">{t('blocked.cut', { n: gaps.length })}</p>}
        {(code || owner) && (
          <FilterBar
            chips={[
              ...(code ? [{ param: 'code', label: t('blocked.certificate'), value: named(code) }] : []),
              ...(owner ? [{ param: 'owner', label: t('blocked.owner'), value: owner.name }] : []),
            ]}
          />
        )}
        <DataTable
          label={t('blocked.title')}
          rows={gaps}
          columns={columns}
          rowKey={(gap) => `${gap.id}${gap.code}`}
          card={(gap) => (
            <RowCard
              title={gap.title}
              sub={`${gap.account} · ${gap.owner}`}
              right={<Money fen={gap.amountFen} />}
              meta={t('blocked.lacks', { code: named(gap.code) })}
            />
          )}
          rowTo={mayOpen ? placeOf : undefined}
          empty={
            <EmptyState icon={CircleCheck} title={t('blocked.none_title')} filtered={Boolean(code || owner)}>
              {t('blocked.none_hint')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
