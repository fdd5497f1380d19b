import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { dearFigures } from '~/core/dear-figures.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { setGoal } from '~/features/review/goals/commands.server';
import { goalInput } from '~/features/review/goals/input';
import { listPersonTargets, listUnitTargets } from '~/features/review/goals/queries.server';
import { goalLengths, type Period, periodOf, readPeriod, shifted } from '~/features/review/goals/rules';
import { askedUnit, getReach } from '~/features/review/reach.server';
import { ReviewTabs } from '~/features/review/review-tabs';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChevronLeft, ChevronRight } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { ViewSwitch } from '~/ui/view-switch';
import { TargetList } from './target-list';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'goal.read');
  const { searchParams } = new URL(request.url);
  const day = today(ctx.now);
  const period = readPeriod(searchParams, day);
  const common = { period, day, personId: ctx.actor.personId };
  // an account manager sees their own goal and nobody else's
  if (!can(ctx.actor, 'review.read')) {
    const mine = await listPersonTargets(ctx, { personId: ctx.actor.personId }, period);
    return { ...common, unit: null, parents: [], isTop: false, units: [], people: mine, ids: [] as string[] };
  }
  const reach = await getReach(ctx, askedUnit(searchParams));
  const [units, people] = await dearFigures(ctx, ['targets', day, reach.unit.id, period], () =>
    Promise.all([listUnitTargets(ctx, reach, period), listPersonTargets(ctx, { unitId: reach.unit.id }, period)]),
  );
  return {
    ...common,
    unit: reach.unit,
    parents: reach.parents,
    /** Of the unit one leads oneself those above set the goal; nobody is above the group. */
    isTop: reach.parents.length === 0 && reach.unit.parentId !== null,
    units,
    people,
    ids: [...units, ...people].map(() => newId()),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, goalInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await setGoal(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const { back, name } = input.typed;
  return redirectWithToast(safeRedirect(typeof back === 'string' ? back : null, '/targets'), {
    key: 'goal.saved',
    params: { name: typeof name === 'string' ? name.slice(0, 80) : '' },
  });
}

export type TargetsPage = Awaited<ReturnType<typeof loader>>;

export default function Targets() {
  const t = useT();
  const f = useFormat();
  const page = useLoaderData<typeof loader>();
  const { period, unit } = page;
  const to = (at: Period, unitId = unit?.id) =>
    `/targets?${new URLSearchParams({ ...(unitId && { unit: String(unitId) }), length: at.length, of: at.startsOn })}`;
  const shown =
    period.length === 'month'
      ? f.month(period.startsOn.slice(0, 7))
      : t('goal.quarter_of', {
          year: period.startsOn.slice(0, 4),
          n: Math.ceil(Number(period.startsOn.slice(5, 7)) / 3),
        });
  return (
    <>
      <PageHead
        title={unit?.name ?? t('goal.mine')}
        crumbs={page.parents.map((p) => ({ to: to(period, p.id), label: p.name }))}
        views={unit && <ReviewTabs at="/targets" unitId={unit.id} />}
      />
      <PageBody>
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <ViewSwitch
            label={t('goal.length')}
            items={goalLengths.map((length) => ({
              to: to(periodOf(length, page.day)),
              label: t(`goal.${length}`),
              active: length === period.length,
            }))}
          />
          <span className="flex items-center gap-1.5">
            <ButtonLink to={to(shifted(period, -1))} icon={ChevronLeft} aria-label={t('goal.previous')} />
            <span className="num min-w-28 text-center font-medium">{shown}</span>
            <ButtonLink to={to(shifted(period, 1))} icon={ChevronRight} aria-label={t('goal.next')} />
          </span>
        </div>
        {page.units.length > 0 && (
          <Card title={t('goal.units')} note={t('goal.units_note')} padded={false} className="mb-4">
            <TargetList page={page} targets={page.units} back={to(period)} firstId={0} />
          </Card>
        )}
        {page.people.length > 0 && (
          <Card title={t(unit ? 'goal.people' : 'goal.mine')} note={unit && t('goal.people_note')} padded={false}>
            <TargetList page={page} targets={page.people} back={to(period)} firstId={page.units.length} />
            {!unit && page.people[0]?.goalFen === null && <p className="px-4 pb-3 text-ink-3">{t('goal.none_mine')}</p>}
          </Card>
        )}
      </PageBody>
    </>
  );
}
