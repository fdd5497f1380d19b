import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, useLoaderData, useSearchParams, useSubmit } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { listStages } from '~/features/opportunities/queries.server';
import { reviewByPerson, reviewByUnit } from '~/features/review/breakdown.server';
import { listChanges, sumChanges } from '~/features/review/changes.server';
import { countStuck, sumsByMonth, sumsByStage } from '~/features/review/queries.server';
import { getReach } from '~/features/review/reach.server';
import { changeGroups, closedQuery, overdueOf, reviewMonths, reviewSince, waterfall } from '~/features/review/rules';
import { Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Figures } from '~/ui/figures';
import { PageBody, PageHead } from '~/ui/page-head';
import { ViewSwitch } from '~/ui/view-switch';
import { BreakdownTable } from './breakdown-table';
import { ChangeList } from './change-list';
import { ChangeWaterfall } from './change-waterfall';
import { StageMonths } from './stage-months';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'review.read');
  const { searchParams } = new URL(request.url);
  const unit = Number.parseInt(searchParams.get('unit') ?? '', 10);
  const reach = await getReach(ctx, Number.isSafeInteger(unit) ? Math.min(Math.abs(unit), 2 ** 31 - 1) : null);
  const day = today(ctx.now);
  const since = reviewSince(searchParams.get('since'), day);
  const groups = searchParams.getAll('change').filter((g) => (changeGroups as readonly string[]).includes(g));
  const by = reach.children.length && searchParams.get('by') !== 'person' ? 'unit' : 'person';
  const [stages, sums, months, changeSums, changes, stuck, rows] = await Promise.all([
    listStages(ctx),
    sumsByStage(ctx, reach),
    sumsByMonth(ctx, reach),
    sumChanges(ctx, reach, since),
    listChanges(ctx, reach, since, groups),
    countStuck(ctx, reach),
    by === 'unit' ? reviewByUnit(ctx, reach, since) : reviewByPerson(ctx, reach, since),
  ]);
  const open = sums.filter((s) => s.type === 'open');
  const openFen = open.reduce((sum, s) => sum + s.fen, 0);
  const closed = (type: 'won' | 'lost') => months.filter((m) => m.type === type).reduce((sum, m) => sum + m.fen, 0);
  return {
    unit: reach.unit,
    parents: reach.parents,
    hasChildren: reach.children.length > 0,
    day,
    since,
    by,
    groups,
    now: ctx.now.toISOString(),
    stages: stages.map(({ id, name, nameEn, type }) => ({ id, name, nameEn, type })),
    figures: {
      openFen,
      openCount: open.reduce((sum, s) => sum + s.count, 0),
      weightedFen: open.reduce((sum, s) => sum + s.weightedFen, 0),
      wonFen: closed('won'),
      lostFen: closed('lost'),
    },
    troubles: { stuck, overdue: overdueOf(months) },
    months: months.filter((m) => m.type === 'open'),
    monthColumns: reviewMonths(day),
    changeSums,
    steps: waterfall(openFen, changeSums),
    changes,
    rows,
  };
}

export default function Review() {
  const t = useT();
  const f = useFormat();
  const submit = useSubmit();
  const page = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const { figures, troubles } = page;
  const list = (extra: string) => `/opportunities?shape=list&unit=${page.unit.id}&${extra}`;
  const capped = (n: number) => (n > countCap ? `${f.number(countCap)}+` : f.number(n));
  const withBy = (by: string) => {
    const next = new URLSearchParams(search);
    next.set('by', by);
    return `?${next}`;
  };
  return (
    <>
      <PageHead
        title={t('review.title')}
        crumbs={page.parents.map((p) => ({ to: `/review?unit=${p.id}&since=${page.since}`, label: p.name }))}
      >
        <Form
          method="get"
          className="flex items-center gap-2"
          onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
        >
          <input type="hidden" name="unit" value={page.unit.id} />
          <input type="hidden" name="by" value={page.by} />
          <label htmlFor="since" className="whitespace-nowrap text-ink-3 max-sm:sr-only">
            {t('review.since')}
          </label>
          <DateInput id="since" name="since" key={page.since} defaultValue={page.since} max={page.day} />
          <noscript>
            <button type="submit">{t('review.show')}</button>
          </noscript>
        </Form>
      </PageHead>
      <Figures
        items={[
          {
            label: t('review.open'),
            fen: figures.openFen,
            note: t('review.deals', { n: figures.openCount }),
            to: list('type=open'),
          },
          { label: t('review.weighted'), fen: figures.weightedFen, to: list('type=open') },
          { label: t('review.won_quarter'), fen: figures.wonFen, tone: 'ok', to: list(closedQuery('won')) },
          { label: t('review.lost_quarter'), fen: figures.lostFen, to: list(closedQuery('lost')) },
          {
            label: t('review.stuck'),
            value: capped(troubles.stuck.count),
            note: f.money(troubles.stuck.fen),
            tone: troubles.stuck.count ? 'warn' : 'neutral',
            to: list('stuck=1'),
          },
          {
            label: t('review.overdue'),
            value: capped(troubles.overdue.count),
            note: f.money(troubles.overdue.fen),
            tone: troubles.overdue.count ? 'bad' : 'neutral',
            to: list('overdue=1'),
          },
        ]}
      />
      <PageBody>
        <div className="grid gap-4 *:min-w-0 xl:grid-cols-2">
          <ChangeWaterfall steps={page.steps} sums={page.changeSums} since={page.since} />
          <StageMonths
            unitId={page.unit.id}
            stages={page.stages}
            months={page.months}
            columns={page.monthColumns}
            day={page.day}
          />
        </div>
        <Card
          className="mt-4"
          padded={false}
          title={page.unit.name}
          action={
            page.hasChildren && (
              <ViewSwitch
                label={t('review.by')}
                items={[
                  { to: withBy('unit'), label: t('review.by_unit'), active: page.by === 'unit' },
                  { to: withBy('person'), label: t('review.by_person'), active: page.by === 'person' },
                ]}
              />
            )
          }
        >
          <BreakdownTable rows={page.rows} by={page.by} since={page.since} />
        </Card>
        <ChangeList
          changes={page.changes}
          stages={page.stages}
          chosen={page.groups}
          sums={page.changeSums}
          now={page.now}
          since={page.since}
        />
      </PageBody>
    </>
  );
}
