import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { dearFigures } from '~/core/dear-figures.server';
import { useFormat, useT } from '~/core/i18n';
import { isId } from '~/core/ids';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { listStages } from '~/features/opportunities/queries.server';
import { reviewByPerson, reviewByUnit } from '~/features/review/breakdown.server';
import { listChanges, sumChanges } from '~/features/review/changes.server';
import { compareDays, keptSince, levelsOf } from '~/features/review/compare.server';
import { countStuck, sumsByMonth, sumsByStage } from '~/features/review/queries.server';
import { askedUnit, getReach } from '~/features/review/reach.server';
import { ReviewTabs } from '~/features/review/review-tabs';
import { changeGroups, overdueOf, reviewMonths } from '~/features/review/rules';
import { isBar, readAsked, spanOf, weeksBack } from '~/features/review/spans';
import { Card } from '~/ui/card';
import { Trend } from '~/ui/chart/trend';
import { MessagesSquare } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { withParams } from '~/ui/params';
import { ViewSwitch } from '~/ui/view-switch';
import { BreakdownTable } from './breakdown-table';
import { ChangeList } from './change-list';
import { ChangeWaterfall } from './change-waterfall';
import { MovedDeals } from './moved-deals';
import { ReviewFigures } from './review-figures';
import { SpanForm } from './span-form';
import { StageMonths, stageRows } from './stage-months';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'review.read');
  const { searchParams } = new URL(request.url);
  const reach = await getReach(ctx, askedUnit(searchParams));
  const day = today(ctx.now);
  const asked = readAsked(searchParams, day);
  const span = spanOf(asked);
  const wanted = searchParams.get('bar');
  const bar = isBar(wanted) ? wanted : null;
  const wantedPerson = searchParams.get('person');
  const person = isId(wantedPerson) ? wantedPerson : null;
  const groups = searchParams.getAll('change').filter((g) => (changeGroups as readonly string[]).includes(g));
  const isLog = asked.until === day && (searchParams.get('list') === 'log' || groups.length > 0);
  const by: 'unit' | 'person' = reach.children.length && searchParams.get('by') !== 'person' ? 'unit' : 'person';
  const after = readCursor(searchParams.get('after'));
  const [stages, sums, changeSums, changes, figures] = await Promise.all([
    listStages(ctx),
    sumsByStage(ctx, reach),
    isLog ? sumChanges(ctx, reach, asked.since, person) : {},
    isLog ? listChanges(ctx, reach, asked.since, groups, person) : [],
    dearFigures(ctx, ['review', reach.unit.id, day, asked, by, isLog, bar, after], () =>
      Promise.all([
        sumsByMonth(ctx, reach),
        levelsOf(ctx, reach, [span.since, span.until], span.horizon),
        levelsOf(ctx, reach, weeksBack(asked.until, 26)),
        compareDays(ctx, reach, span, isLog ? null : { bar, after }),
        keptSince(ctx, reach),
        countStuck(ctx, reach),
        by === 'unit' ? reviewByUnit(ctx, reach, asked.since) : reviewByPerson(ctx, reach, asked.since),
      ]),
    ),
  ]);
  const [months, levels, trend, compared, since, stuck, rows] = figures;
  const open = sums.filter((s) => s.type === 'open');
  const closed = (type: 'won' | 'lost') => months.filter((m) => m.type === type).reduce((sum, m) => sum + m.fen, 0);
  const { sums: barSums, rows: moves } = compared;
  const last = moves.length > pageSize ? moves[pageSize - 1]! : null;
  return {
    unit: reach.unit,
    parents: reach.parents,
    hasChildren: reach.children.length > 0,
    day,
    asked,
    by,
    bar,
    groups,
    isLog,
    now: ctx.now.toISOString(),
    stages: stages.map(({ id, name, nameEn, type }) => ({ id, name, nameEn, type })),
    stageRows: stageRows(stages, months),
    figures: {
      openFen: open.reduce((sum, s) => sum + s.fen, 0),
      openCount: open.reduce((sum, s) => sum + s.count, 0),
      weightedFen: open.reduce((sum, s) => sum + s.weightedFen, 0),
      wonFen: closed('won'),
      lostFen: closed('lost'),
    },
    troubles: { stuck, overdue: overdueOf(months) },
    months: months.filter((m) => m.type === 'open'),
    monthColumns: reviewMonths(day),
    opening: levels[0]!,
    closing: levels[1]!,
    trend: trend.filter(({ on }) => since && on >= since),
    barSums,
    keptSince: since,
    moves: moves.slice(0, pageSize),
    next: last && writeCursor({ value: last.sizeFen, id: last.id }),
    isWhole: !after && !last,
    changeSums,
    changes,
    rows,
    /** Whose changes are told, when not everybody's. */
    person: isLog && person ? (rows.find(({ key }) => key === person)?.name ?? changes[0]?.ownerName ?? '—') : null,
  };
}

export default function Review() {
  const t = useT();
  const f = useFormat();
  const page = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const { asked } = page;
  const isNow = asked.until === page.day;
  return (
    <>
      <PageHead
        title={t('review.title')}
        views={<ReviewTabs at="/review" unitId={page.unit.id} />}
        crumbs={page.parents.map((p) => ({
          to: `/review${withParams(search, { unit: `${p.id}`, bar: null, after: null })}`,
          label: p.name,
        }))}
        primary={{
          to: `/review/one-to-one?unit=${page.unit.id}`,
          label: t('talk.open'),
          icon: MessagesSquare,
          kbd: 'O',
        }}
      />
      <ReviewFigures figures={page.figures} troubles={page.troubles} unitId={page.unit.id} />
      <SpanForm asked={asked} day={page.day} unitId={page.unit.id} by={page.by} />
      <PageBody>
        <ChangeWaterfall
          asked={asked}
          opening={page.opening}
          closing={page.closing}
          sums={page.barSums}
          bar={page.bar}
          keptSince={page.keptSince}
          isNow={isNow}
          now={page.now}
        />
        <div className="mt-4 grid gap-4 *:min-w-0 xl:grid-cols-[5fr_4fr]">
          <StageMonths
            unitId={page.unit.id}
            rows={page.stageRows}
            months={page.months}
            columns={page.monthColumns}
            day={page.day}
          />
          {page.trend.length > 1 && (
            <Card>
              <Trend
                title={t('span.trend')}
                note={t('span.trend_note')}
                head={[t('span.trend_day'), t('span.trend_fen'), t('span.trend_count')]}
                format={f.money}
                points={page.trend.map(({ on, fen, count }) => ({
                  label: f.day(on),
                  value: fen,
                  note: f.number(count),
                }))}
              />
            </Card>
          )}
        </div>
        <Card
          className="mt-4"
          padded={false}
          title={page.unit.name}
          action={
            page.hasChildren && (
              <ViewSwitch
                label={t('review.by')}
                items={(['unit', 'person'] as const).map((by) => ({
                  to: withParams(search, { by }),
                  label: t(`review.by_${by}`),
                  active: page.by === by,
                }))}
              />
            )
          }
        >
          <BreakdownTable rows={page.rows} by={page.by} since={asked.since} unitId={page.unit.id} />
        </Card>
        <Card
          className="mt-4"
          padded={false}
          title={page.isLog ? t('review.changes_since', { since: f.day(asked.since) }) : t('span.rows')}
          action={
            isNow && (
              <ViewSwitch
                label={t('span.shape')}
                items={[
                  {
                    to: withParams(search, { list: null, change: null, person: null }),
                    label: t('span.by_amount'),
                    active: !page.isLog,
                  },
                  {
                    to: withParams(search, { list: 'log', bar: null, after: null }),
                    label: t('span.by_time'),
                    active: page.isLog,
                  },
                ]}
              />
            )
          }
        >
          {page.isLog ? (
            <ChangeList
              changes={page.changes}
              stages={page.stages}
              chosen={page.groups}
              person={page.person}
              sums={page.changeSums}
              now={page.now}
            />
          ) : (
            <MovedDeals
              rows={page.moves}
              stages={page.stages}
              bar={page.bar}
              sums={page.barSums}
              next={page.next}
              isWhole={page.isWhole}
            />
          )}
        </Card>
      </PageBody>
    </>
  );
}
