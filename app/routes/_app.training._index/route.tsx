import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { useMemo, useState } from 'react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { assignLearning } from '~/features/certification/commands/assign.server';
import { assignInput } from '~/features/certification/input';
import { gapCosts, readLetter } from '~/features/certification/matrix';
import { countWaiting } from '~/features/certification/queries/evidence.server';
import { listGaps } from '~/features/certification/queries/gaps.server';
import { readMatrix } from '~/features/certification/queries/page.server';
import type { Profile } from '~/features/certification/queries/profile.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { translate } from '~/locales/translate.server';
import { Button, ButtonLink } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Figures } from '~/ui/figures';
import { Download, GraduationCap, UserPlus } from '~/ui/icons';
import { PageHead } from '~/ui/page-head';
import { withParams } from '~/ui/params';
import { AssignPanel } from './assign-panel';
import { Legend } from './cell';
import { MatrixFilters } from './filters';
import { type Focus, MatrixGrid } from './grid';
import { PeopleList } from './people-list';
import { PersonPanel } from './person-panel';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'certificate.read');
  const { search, searchParams } = new URL(request.url);
  const [read, waiting] = await Promise.all([readMatrix(ctx, searchParams), countWaiting(ctx)]);
  const costs = gapCosts(await listGaps(ctx, read.company));
  return {
    ...read,
    ...{ costs, waiting, search, day: today(ctx.now) },
    title: translate(ctx.actor.locale)('training.title'),
    mayManage: can(ctx.actor, 'certificate.manage'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, assignInput);
  const done = input.ok ? await assignLearning(ctx, input.value) : input;
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast('/training', { key: 'assign.done', params: { n: done.value.n } });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

type Side = { kind: 'person'; focus: Focus } | { kind: 'assign'; codes: string[] } | null;

export default function TrainingMatrix() {
  const t = useT();
  const { matrix, filter, units, costs, waiting, search, day, mayManage } = useLoaderData<typeof loader>();
  const { rows, columns, isCut } = matrix;
  const [side, setSide] = useState<Side>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const loaded = useFetcher<{ profile: Profile }>();
  const open = (focus: Focus) => {
    setSide({ kind: 'person', focus });
    if (loaded.data?.profile.id !== focus.personId) loaded.load(`/training/people/${focus.personId}`);
  };
  const select = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const close = () => {
    setSide(null);
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
  };
  const profile =
    side?.kind === 'person' && loaded.data?.profile.id === side.focus.personId ? loaded.data.profile : null;
  return (
    <>
      <PageHead title={t('training.title')} tabs={<TrainingTabs mayManage={mayManage} waiting={waiting} />}>
        <ButtonLink to={`/training/export${withParams(search, { format: 'xlsx' })}`} icon={Download} reloadDocument>
          <span className="max-sm:sr-only">{t('common.export')}</span>
        </ButtonLink>
        <Button
          variant="primary"
          icon={UserPlus}
          className="max-sm:hidden"
          onClick={() => setSide({ kind: 'assign', codes: [] })}
        >
          {selected.size ? `${t('assign.title')} (${selected.size})` : t('assign.title')}
        </Button>
      </PageHead>
      <div className="flex min-h-0 sm:h-[calc(100dvh-var(--bar-height,57px))]">
        <div className="flex min-w-0 flex-1 flex-col">
          <MatrixFigures />
          <div className="flex min-h-0 flex-1 flex-col gap-3 px-5 py-3 max-sm:px-4">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <MatrixFilters filter={filter} units={units} />
              <div className="max-sm:hidden">
                <Legend t={t} />
              </div>
            </div>
            {isCut && <p className="text-xs text-warn-ink">{t('matrix.cut', { n: 3000 })}</p>}
            {rows.length === 0 ? (
              <EmptyState icon={GraduationCap} title={t('matrix.none_title')} filtered={search !== ''}>
                {t('matrix.none_hint')}
              </EmptyState>
            ) : (
              <>
                <div className="flex min-h-0 flex-1 flex-col gap-1 max-sm:hidden">
                  <MatrixGrid
                    {...{ rows, columns, coverage: matrix.coverage, costs: costs.byCode, selected }}
                    focus={side?.kind === 'person' ? side.focus : null}
                    onOpen={open}
                    onSelect={select}
                  />
                  <p className="text-2xs text-ink-3">{t('matrix.keys')}</p>
                </div>
                <div className="sm:hidden">
                  <PeopleList rows={rows} columns={columns} />
                </div>
              </>
            )}
          </div>
        </div>
        {side && (
          <aside
            aria-label={t(side.kind === 'assign' ? 'assign.title' : 'matrix.details')}
            onKeyDown={(event) => event.key === 'Escape' && close()}
            className="flex w-[272px] shrink-0 flex-col border-l border-line bg-surface max-sm:hidden xl:w-[304px]"
          >
            {side.kind === 'assign' && (
              <AssignPanel {...{ rows, columns, selected, day }} codes={side.codes} onClose={close} />
            )}
            {side.kind === 'person' && profile && (
              <PersonPanel
                {...{ profile, rows, columns }}
                focus={side.focus}
                onClose={close}
                onAssign={(code) => {
                  setSelected(new Set([side.focus.personId]));
                  setSide({ kind: 'assign', codes: [code] });
                }}
              />
            )}
          </aside>
        )}
      </div>
    </>
  );
}

function MatrixFigures() {
  const t = useT();
  const f = useFormat();
  const { matrix, costs } = useLoaderData<typeof loader>();
  const { rows, figures } = matrix;
  const counted = useMemo(() => {
    const of = (letter: string) => rows.reduce((n, { cells }) => n + cells.split(letter).length - 1, 0);
    return {
      ending: of('e'),
      people: rows.filter(({ cells }) => [...cells].some((one) => readLetter(one) === 'expiring')).length,
      expired: of('x'),
    };
  }, [rows]);
  const { rate, change, booked } = figures;
  return (
    <Figures
      items={[
        {
          label: t('matrix.rate'),
          value: rate === null ? '—' : f.percent(Math.round(rate * 1000) / 1000),
          note: change ? `${change > 0 ? '▲' : '▼'} ${t('matrix.points', { n: Math.abs(change) })}` : undefined,
          tone: (change ?? 0) < 0 ? 'bad' : 'ok',
        },
        {
          label: t('matrix.ending'),
          value: counted.ending,
          note: counted.people ? t('matrix.ending_people', { n: counted.people }) : undefined,
          tone: 'warn',
          to: '/training?state=expiring',
        },
        {
          label: t('matrix.over'),
          value: counted.expired,
          note: counted.expired ? t('matrix.over_note') : undefined,
          tone: 'bad',
          to: '/training?state=expired',
        },
        ...(booked
          ? [{ label: t('matrix.booked_week'), value: booked, unit: t('matrix.times'), to: '/training?state=booked' }]
          : []),
        {
          label: t('matrix.cost'),
          fen: costs.total.fen,
          note: t('matrix.cost_note', { n: costs.total.count }),
          tone: costs.total.count ? 'bad' : 'ok',
          to: '/training/gaps',
        },
      ]}
    />
  );
}
