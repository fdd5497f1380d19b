import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type * as z from 'zod';
import { type Context, requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import type { MessageKey } from '~/core/message';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { closeUnit, moveUnit, reopenUnit } from '~/features/people/commands/unit-place.server';
import { addUnit, renameUnit } from '~/features/people/commands/units.server';
import { addUnitInput, moveUnitInput, placeUnitInput, renameUnitInput } from '~/features/people/input';
import { standingIn } from '~/features/people/queries/standing.server';
import { countPeopleByUnit, listHeads, listLedUnits, listUnits } from '~/features/people/queries/units.server';
import { placesFor } from '~/features/people/rules';
import { unitOptions } from '~/features/people/unit-options';
import { translate } from '~/locales/translate.server';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { type TreeNode, TreeView } from '~/ui/tree-view';
import { Manage } from './manage';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.read');
  const mayManage = can(ctx.actor, 'people.manage');
  const [units, counts, heads, led] = await Promise.all([
    listUnits(ctx),
    countPeopleByUnit(ctx),
    listHeads(ctx),
    mayManage ? listLedUnits(ctx, { closed: true }) : [],
  ]);
  const chosen = led.find((unit) => String(unit.id) === new URL(request.url).searchParams.get('unit'));
  const ledIds = led.map((unit) => unit.id);
  return {
    // what is closed is of interest to whoever may open it again
    units: units
      .filter((unit) => !unit.closedAt || ledIds.includes(unit.id))
      .map((unit) => ({
        ...unit,
        people: counts.get(unit.id) ?? 0,
        heads: heads.filter((head) => head.unitId === unit.id).map((head) => head.name),
      })),
    ledIds,
    chosen: chosen && {
      ...chosen,
      standing: await standingIn(ctx, chosen.id),
      places: unitOptions(placesFor(chosen, led)),
    },
    title: translate(ctx.actor.locale)('unit.title'),
  };
}
export type ChosenUnit = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['chosen']>;

type Body = Awaited<ReturnType<typeof readBody>>;
type Work = (ctx: Context, body: Body) => Promise<Result<{ id: number }>>;
const work =
  <S extends z.ZodType<{ id: number }>>(
    schema: S,
    command: (ctx: Context, input: z.output<S>) => Promise<Result<null>>,
  ): Work =>
  async (ctx, body) => {
    const input = checkInput(body, schema);
    if (!input.ok) return input;
    const done = await command(ctx, input.value);
    return done.ok ? ok({ id: input.value.id }) : done;
  };
const works: Record<string, { key: MessageKey; work: Work }> = {
  add: {
    key: 'unit.added',
    work: async (ctx, body) => {
      const input = checkInput(body, addUnitInput);
      return input.ok ? addUnit(ctx, input.value) : input;
    },
  },
  rename: { key: 'unit.renamed', work: work(renameUnitInput, renameUnit) },
  move: { key: 'unit.moved', work: work(moveUnitInput, moveUnit) },
  close: { key: 'unit.closed', work: work(placeUnitInput, closeUnit) },
  reopen: { key: 'unit.reopened', work: work(placeUnitInput, reopenUnit) },
};

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const asked = Object.hasOwn(works, String(body.intent)) ? works[String(body.intent)] : undefined;
  if (!asked) throw badRequest();
  const done = await asked.work(ctx, body);
  if (!done.ok) return invalid(done, body);
  return redirectWithToast(`/units?unit=${done.value.id}`, { key: asked.key });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

type Unit = ReturnType<typeof useLoaderData<typeof loader>>['units'][number];

export default function Units() {
  const t = useT();
  const { units, ledIds, chosen } = useLoaderData<typeof loader>();
  const known = new Set(units.map((unit) => unit.id));
  const below = new Map<number | null, Unit[]>();
  for (const unit of units) below.set(unit.parentId, [...(below.get(unit.parentId) ?? []), unit]);
  const whole = (unit: Unit): number =>
    unit.people + (below.get(unit.id) ?? []).reduce((sum, child) => sum + whole(child), 0);
  const node = (unit: Unit, depth: number): TreeNode => ({
    id: String(unit.id),
    label: (
      <>
        <span className={unit.closedAt ? 'text-ink-3 line-through' : undefined}>{unit.name}</span>
        <span className="ml-2 text-xs text-ink-3">
          {unit.heads.length
            ? unit.heads.join(t('journal.comma'))
            : unit.kind === 'team' && unit.people > 0 && t('unit.no_head')}
        </span>
      </>
    ),
    note: unit.closedAt ? t('unit.closed') : t('unit.count', { n: whole(unit) }),
    to: ledIds.includes(unit.id) ? `/units?unit=${unit.id}` : `/people?unit=${unit.id}`,
    open: depth < 2,
    children: (below.get(unit.id) ?? []).map((child) => node(child, depth + 1)),
  });
  const tops = units.filter((unit) => unit.parentId === null || !known.has(unit.parentId));
  return (
    <>
      <PageHead title={t('unit.title')} back="/people" crumbs={[{ to: '/people', label: t('person.title') }]} />
      <PageBody className={ledIds.length ? 'lg:grid-cols-[minmax(0,1fr)_320px]' : undefined}>
        <Card>
          <TreeView label={t('unit.title')} nodes={tops.map((unit) => node(unit, 0))} />
        </Card>
        {ledIds.length > 0 && (chosen ? <Manage key={`${chosen.id}.${chosen.version}`} unit={chosen} /> : <Choose />)}
      </PageBody>
    </>
  );
}

function Choose() {
  const t = useT();
  return <p className="text-ink-3 max-lg:order-first">{t('unit.choose')}</p>;
}
