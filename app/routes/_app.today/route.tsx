import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { isDay, today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { can } from '~/core/permissions';
import type { Place } from '~/core/places';
import { listMyDue } from '~/features/coverage/queries/mine.server';
import { isSalesRole, type Role, unitRoles } from '~/features/people/rules';
import { doorLines } from '~/features/visits/door-lines';
import {
  findNextVisit,
  listJointWeek,
  listProposals,
  listTeamDay,
  listWeek,
} from '~/features/visits/queries/day.server';
import { listDrafts } from '~/features/visits/queries/drafts.server';
import {
  countWeekCommitments,
  listDueCommitments,
  listMyNextSteps,
  listMyStuck,
} from '~/features/visits/queries/due.server';
import { findLastPlace, listStops } from '~/features/visits/queries/stops.server';
import { byWay, metresTo } from '~/features/visits/shortest-way';
import { ButtonLink } from '~/ui/button';
import { CalendarPlus, NotebookPen } from '~/ui/icons';
import { PageHead } from '~/ui/page-head';
import { DueCommitments, NextSteps, StuckDeals, Unvisited } from './attention';
import { DayList } from './day-list';
import { DayPlan } from './day-plan';
import { Drafts } from './drafts';
import { NextVisitCard, NothingNext } from './next-visit-card';
import { Proposals } from './proposals';
import { SmallHome } from './small-home';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { role, name } = ctx.actor;
  if (!isSalesRole(role)) return { home: { name, role, mayCommit: can(ctx.actor, 'commitment.update') } };
  const day = today(ctx.now);
  const { searchParams } = new URL(request.url);
  const asked = searchParams.get('day');
  const shown = asked && isDay(asked) ? asked : day;
  const leads = (unitRoles as readonly Role[]).includes(role);
  const [own, joint, ownStops, place, next, team, due, promised, stuck, steps, unvisited, proposals, drafts] =
    await Promise.all([
      listWeek(ctx, shown),
      listJointWeek(ctx, shown),
      listStops(ctx, shown),
      findLastPlace(ctx, shown),
      findNextVisit(ctx),
      leads ? listTeamDay(ctx, shown, 12) : [],
      listDueCommitments(ctx),
      countWeekCommitments(ctx, shown),
      listMyStuck(ctx),
      listMyNextSteps(ctx),
      listMyDue(ctx),
      listProposals(ctx),
      listDrafts(ctx),
    ]);
  const order = searchParams.get('order') === 'way' ? ('way' as const) : ('time' as const);
  const stops = [...ownStops, ...joint];
  const week = [
    ...own.map((visit) => ({ ...visit, isJoint: false })),
    ...joint.map(({ latitude, longitude, ...visit }) => ({ ...visit, isJoint: true })),
  ].sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
  const dated = week.map((visit) => {
    const stop = stops.find(({ id }) => id === visit.id);
    const isAhead = visit.status === 'planned';
    return { ...visit, day: today(visit.plannedAt), metres: stop && isAhead ? metresTo(place, stop) : null };
  });
  const ofDay = dated.filter((visit) => visit.day === shown);
  const isOfDay = place !== null && today(place.at) === shown;
  return {
    home: null,
    week: dated,
    ofDay: order === 'way' ? inWay(isOfDay ? place : null, ofDay, stops) : ofDay,
    order,
    /** When the distances were measured from where one was. */
    since: place?.at ?? null,
    next: next && {
      ...next,
      metres: shown === day && next.status === 'planned' && place ? metresTo(place, next) : null,
      lines: doorLines(next, day),
    },
    team: team.filter(({ id }) => !joint.some((one) => one.id === id)),
    due,
    promised,
    stuck,
    steps,
    unvisited,
    mayCover: can(ctx.actor, 'coverage.read'),
    proposals,
    drafts,
    day,
    shown,
    now: ctx.now,
    mayPlan: can(ctx.actor, 'visit.plan'),
  };
}
/** What is over as it was, then what is still planned by the shortest way. */
function inWay<V extends { id: string; status: string }>(from: Place | null, visits: V[], stops: Stop[]): V[] {
  const isAhead = (visit: V) => visit.status === 'planned';
  const ahead = visits.filter(isAhead).map((visit) => {
    const { latitude = null, longitude = null } = stops.find(({ id }) => id === visit.id) ?? {};
    return { visit, latitude, longitude };
  });
  return [...visits.filter((visit) => !isAhead(visit)), ...byWay(from, ahead).map(({ visit }) => visit)];
}
type Stop = Awaited<ReturnType<typeof listStops>>[number];

export type TodayData = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { home: null }>;

export default function Today() {
  const page = useLoaderData<typeof loader>();
  return page.home ? <SmallHome {...page.home} /> : <SalesDay page={page} />;
}

function SalesDay({ page }: { page: TodayData }) {
  const t = useT();
  const f = useFormat();
  const { next, now, day, mayPlan } = page;
  const shownDay = f.day(page.shown, now);
  return (
    <>
      <PageHead
        title={
          <>
            {t('today.title')}
            <span className="ml-2 text-sm font-normal text-ink-3">{f.dayLong(day, now)}</span>
          </>
        }
      >
        {mayPlan && (
          <div className="flex gap-2 max-sm:hidden">
            <ButtonLink to="/visits/new?mode=log" icon={NotebookPen}>
              {t('today.log')}
            </ButtonLink>
            <ButtonLink to="/visits/plan" variant="primary" icon={CalendarPlus} kbd="C">
              {t('today.plan')}
            </ButtonLink>
          </div>
        )}
      </PageHead>
      <div className="grid gap-4 p-5 max-sm:gap-3 max-sm:p-4 lg:grid-cols-[280px_minmax(0,1fr)_320px] lg:grid-rows-[auto_1fr] lg:items-start">
        <DayPlan page={page} />
        <div className="grid min-w-0 gap-4 max-sm:gap-3 max-lg:order-1 lg:col-start-2 lg:row-start-1">
          {next ? <NextVisitCard visit={next} since={page.since} now={now} /> : <NothingNext mayPlan={mayPlan} />}
        </div>
        <div className="grid min-w-0 gap-4 max-sm:gap-3 max-lg:order-3 lg:col-start-3 lg:row-span-2 lg:row-start-1">
          <DueCommitments page={page} />
          <Drafts page={page} />
          <Proposals page={page} />
          <Unvisited page={page} />
        </div>
        <div className="grid min-w-0 gap-4 max-sm:gap-3 max-lg:order-3 lg:col-start-2 lg:row-start-2 xl:grid-cols-2 xl:items-start">
          {page.team.length > 0 && (
            <div className="min-w-0 xl:col-span-2">
              <DayList title={t('today.team', { day: shownDay })} visits={page.team} now={now} withOwner />
            </div>
          )}
          <NextSteps page={page} />
          <StuckDeals page={page} />
        </div>
      </div>
    </>
  );
}
