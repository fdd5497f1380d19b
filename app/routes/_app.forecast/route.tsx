import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { addMonths, isDay, startOf, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { adjustForecast } from '~/features/forecast/commands/adjust.server';
import { callDeal } from '~/features/forecast/commands/call.server';
import { submitForecast } from '~/features/forecast/commands/submit.server';
import { adjustInput, callInput } from '~/features/forecast/input';
import { listForecastDeals, readSubmission } from '~/features/forecast/queries/mine.server';
import { listAdjustments, listForecastRows, listTested } from '~/features/forecast/queries/team.server';
import { backTest, spreadOfSums } from '~/features/forecast/rules';
import { categoryOf, forecastMonths, linesOf, spreadOfDeals, sumDeals, totalOfRows } from '~/features/forecast/sums';
import { getReach } from '~/features/review/reach.server';
import { PageHead } from '~/ui/page-head';
import { ViewSwitch } from '~/ui/view-switch';
import { Mine } from './mine';
import { MonthTabs } from './month-tabs';
import { Team } from './team';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'forecast.read');
  const { searchParams } = new URL(request.url);
  const day = today(ctx.now);
  const months = Array.from({ length: forecastMonths }, (_, i) => addMonths(startOf(day, 'month'), i));
  const asked = searchParams.get('month') ?? '';
  const month = isDay(asked) && months.includes(asked) ? asked : months[0]!;
  const weekOn = startOf(day, 'week');
  const leads = can(ctx.actor, 'forecast.adjust');
  const common = { now: ctx.now.toISOString(), months, month, weekOn, leads };
  if (leads && searchParams.get('view') !== 'mine')
    return { ...common, view: 'team' as const, ...(await loadTeam(ctx, searchParams, weekOn, month)) };
  return { ...common, view: 'mine' as const, ...(await loadMine(ctx, weekOn, month, months)) };
}

async function loadMine(ctx: Context, weekOn: string, month: string, months: string[]) {
  const [{ due, overdue }, submission] = await Promise.all([listForecastDeals(ctx), readSubmission(ctx, weekOn)]);
  const of = (wanted: string) => due.filter((deal) => startOf(deal.closeOn, 'month') === wanted);
  const deals = of(month);
  return {
    deals: deals.map((deal) => ({ ...deal, category: categoryOf(deal) })),
    overdue,
    sums: sumDeals(deals),
    spread: spreadOfDeals(deals),
    byMonth: months.map((one) => ({
      month: one,
      sums: sumDeals(of(one)),
      expectedFen: Math.round(linesOf(of(one)).reduce((sum, line) => sum + line.mean, 0)),
    })),
    submission,
    maySubmit: can(ctx.actor, 'forecast.submit'),
  };
}

async function loadTeam(ctx: Context, params: URLSearchParams, weekOn: string, month: string) {
  const unit = Number.parseInt(params.get('unit') ?? '', 10);
  const reach = await getReach(ctx, Number.isSafeInteger(unit) ? Math.min(Math.abs(unit), 2 ** 31 - 1) : null);
  const [rows, history, tested] = await Promise.all([
    listForecastRows(ctx, reach, weekOn, month),
    listAdjustments(ctx, reach, weekOn, month),
    listTested(ctx, reach),
  ]);
  const total = totalOfRows(rows);
  const compare = (said: 'commitFen' | 'expectedFen') =>
    backTest(tested.map((one) => ({ submitted: one[said], actual: one.actualFen })));
  return {
    unit: reach.unit,
    parents: reach.parents,
    rows,
    total,
    spread: spreadOfSums([total]),
    history,
    tested,
    errors: { commit: compare('commitFen'), expected: compare('expectedFen') },
    newId: newId(),
    adjusting: params.get('adjust'),
    category: params.get('category'),
  };
}

export type ForecastData = Awaited<ReturnType<typeof loader>>;
export type MineData = Extract<ForecastData, { view: 'mine' }>;
export type TeamData = Extract<ForecastData, { view: 'team' }>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const { search } = new URL(request.url);
  if (body.intent === 'call') {
    const input = checkInput(body, callInput);
    const result = input.ok ? await callDeal(ctx, input.value) : input;
    return result.ok ? redirectWithToast(`/forecast${search}`, { key: 'forecast.called' }) : invalid(result, body);
  }
  if (body.intent === 'adjust') {
    const input = checkInput(body, adjustInput);
    const result = input.ok ? await adjustForecast(ctx, input.value) : input;
    if (!result.ok) return invalid(result, body);
    const to = new URLSearchParams(search);
    to.delete('adjust');
    to.delete('category');
    return redirectWithToast(`/forecast?${to}`, { key: 'forecast.adjusted' });
  }
  const result = await submitForecast(ctx);
  return result.ok ? redirectWithToast(`/forecast${search}`, { key: 'forecast.submitted' }) : invalid(result, body);
}

export default function Forecast() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const views = page.leads && (
    <ViewSwitch
      label={t('forecast.views')}
      items={[
        { to: `/forecast?month=${page.month}`, label: t('forecast.team'), active: page.view === 'team' },
        { to: `/forecast?view=mine&month=${page.month}`, label: t('forecast.mine'), active: page.view === 'mine' },
      ]}
    />
  );
  const crumbs =
    page.view === 'team'
      ? page.parents.map((p) => ({ to: `/forecast?unit=${p.id}&month=${page.month}`, label: p.name }))
      : [];
  return (
    <>
      <PageHead
        title={t('forecast.title')}
        crumbs={crumbs}
        views={views}
        tabs={<MonthTabs months={page.months} month={page.month} />}
      />
      {page.view === 'mine' ? <Mine page={page} /> : <Team page={page} />}
    </>
  );
}
