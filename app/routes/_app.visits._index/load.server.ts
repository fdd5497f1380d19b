import type { Context } from '~/core/context.server';
import { isDay, startOf, today } from '~/core/dates';
import { readCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { normalise } from '~/core/pinyin.server';
import { listAccountNames } from '~/features/accounts/queries.server';
import { customCriteria } from '~/features/custom-fields/filters.server';
import { shownValues } from '~/features/custom-fields/list-columns';
import { listedFields, onceEach } from '~/features/custom-fields/queries.server';
import { findViewInUse } from '~/features/views/queries.server';
import { type Reach, readVisitFilter, usualReach } from '~/features/visits/filters';
import { listWeek } from '~/features/visits/queries/day.server';
import { countVisits, listVisits } from '~/features/visits/queries/list.server';
import { listVisitorOptions } from '~/features/visits/queries/pickers.server';
import { spokenOf } from '~/features/visits/queries/text.server';
import { textTerms } from '~/features/visits/text-terms';

const common = (ctx: Context) => ({
  mayPlan: can(ctx.actor, 'visit.plan'),
  mayExport: can(ctx.actor, 'export.run'),
  me: ctx.actor.personId,
  now: ctx.now,
});

/** The list, page by page, with its counts. */
export async function loadList(ctx: Context, params: URLSearchParams) {
  const filter = {
    ...readVisitFilter(params, usualReach(ctx.actor.role)),
    custom: await customCriteria(ctx, 'visits', params),
  };
  const whole = { ...filter, custom: null, q: null, status: null, type: null, from: null, to: null };
  const page = { after: readCursor(params.get('after')), before: readCursor(params.get('before')) };
  const asked = filter.q ? { ...filter, spoken: await spokenOf(ctx, filter.q) } : filter;
  const [list, count, today, week, done, overdue, people, accounts, own, view] = await Promise.all([
    listVisits(ctx, asked, page),
    countVisits(ctx, asked),
    countVisits(ctx, { ...whole, period: 'today' }),
    countVisits(ctx, { ...whole, period: 'week' }),
    countVisits(ctx, { ...whole, period: 'last30', status: 'completed' }),
    countVisits(ctx, { ...whole, period: 'overdue' }),
    listVisitorOptions(ctx),
    filter.accountId ? listAccountNames(ctx, [filter.accountId]) : [],
    listedFields(ctx, 'visits'),
    findViewInUse(ctx, 'visits', params),
  ]);
  const fields = onceEach(ctx, own);
  return {
    ...common(ctx),
    fields,
    view,
    shape: 'list' as const,
    rows: list.rows.map(
      ({ note: _, nextStep: __, nextStepOn: ___, satisfaction: ____, answers: _____, custom, ...shown }) => ({
        ...shown,
        custom: shownValues(fields, custom),
      }),
    ),
    before: list.before,
    after: list.after,
    count,
    figures: { today, week, done, overdue },
    filter: { ...filter, custom: null },
    /** Something was typed, but nothing that could be looked for. */
    tooShort: filter.q !== null && !textTerms(normalise(filter.q)),
    people,
    accountName: accounts[0]?.name ?? null,
    reaches: (ctx.actor.role === 'team_lead' ? ['mine', 'team', 'all'] : ['mine', 'all']) as Reach[],
  };
}
export type VisitListData = Awaited<ReturnType<typeof loadList>>;

/** One person's week. */
export async function loadWeek(ctx: Context, params: URLSearchParams) {
  const { personId } = readVisitFilter(params, 'mine');
  const asked = params.get('on');
  const day = today(ctx.now);
  const monday = startOf(asked && isDay(asked) ? asked : day, 'week');
  const person = personId ?? ctx.actor.personId;
  const [visits, people, view] = await Promise.all([
    listWeek(ctx, monday, person),
    listVisitorOptions(ctx),
    findViewInUse(ctx, 'visits', params),
  ]);
  return {
    ...common(ctx),
    shape: 'week' as const,
    visits: visits.map(({ id, accountName, purpose, status, plannedAt, plannedMinutes, startedAt, endedAt, contacts }) => ({
      id, accountName, purpose, status, plannedAt, plannedMinutes, startedAt, endedAt, contacts,
    })), // biome-ignore format: one line
    people,
    view,
    person,
    monday,
    day,
  };
}
export type VisitWeekData = Awaited<ReturnType<typeof loadWeek>>;
