import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { assignLearning } from '~/features/certification/commands/assign.server';
import { assignInput } from '~/features/certification/input';
import { countWaiting } from '~/features/certification/queries/evidence.server';
import { sumGaps } from '~/features/certification/queries/gaps.server';
import { companyOf } from '~/features/certification/queries/matrix.server';
import { readMatrix } from '~/features/certification/queries/page.server';
import type { Profile } from '~/features/certification/queries/profile.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { translate } from '~/locales/translate.server';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Download, GraduationCap, UserPlus } from '~/ui/icons';
import { Menu } from '~/ui/menu';
import { useNarrow } from '~/ui/narrow';
import { PageHead } from '~/ui/page-head';
import { withParams } from '~/ui/params';
import { AssignPanel } from './assign-panel';
import { Legend } from './cell';
import { MatrixFigures } from './figures';
import { MatrixFilters } from './filters';
import { type Focus, MatrixGrid } from './grid';
import { PeopleList } from './people-list';
import { PersonPanel } from './person-panel';
import { SidePanel } from './side-panel';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'certificate.read');
  const { search, searchParams } = new URL(request.url);
  const company = await companyOf(ctx, Number(searchParams.get('company')) || null);
  const [read, waiting, costs] = await Promise.all([
    readMatrix(ctx, company, searchParams),
    countWaiting(ctx),
    sumGaps(ctx, company),
  ]);
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
  const narrow = useNarrow();
  const exportTo = (format: string) => `/training/export${withParams(search, { format })}`;
  const profile =
    side?.kind === 'person' && loaded.data?.profile.id === side.focus.personId ? loaded.data.profile : null;
  return (
    <>
      <PageHead title={t('training.title')} tabs={<TrainingTabs mayManage={mayManage} waiting={waiting} />}>
        <Menu
          label={t('common.export')}
          icon={Download}
          fallbackTo={exportTo('csv')}
          items={[
            { label: t('matrix.export_xlsx'), to: exportTo('xlsx'), reload: true },
            { label: t('matrix.export_csv'), to: exportTo('csv'), reload: true },
          ]}
        />
        <Button variant="primary" icon={UserPlus} onClick={() => setSide({ kind: 'assign', codes: [] })}>
          <span className="max-sm:sr-only">{t('assign.title')}</span>
          {selected.size > 0 && <span className="num"> ({selected.size})</span>}
        </Button>
      </PageHead>
      <div className="flex min-h-0 sm:h-[calc(100dvh-var(--bar-height,57px))]">
        <div className="flex min-w-0 flex-1 flex-col">
          <MatrixFigures matrix={matrix} cost={costs.total} />
          <div className="flex min-h-0 flex-1 flex-col gap-3 px-5 py-3 max-sm:px-4">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <MatrixFilters filter={filter} units={units} />
              {!narrow && <Legend t={t} />}
            </div>
            {isCut && <p className="text-xs text-warn-ink">{t('matrix.cut', { n: 3000 })}</p>}
            {rows.length === 0 ? (
              <EmptyState icon={GraduationCap} title={t('matrix.none_title')} filtered={search !== ''}>
                {t('matrix.none_hint')}
              </EmptyState>
            ) : narrow ? (
              <PeopleList
                {...{ rows, columns, selected }}
                onSelect={select}
                onOpen={(personId, code) => open({ personId, code })}
              />
            ) : (
              <div className="flex min-h-0 flex-1 flex-col gap-1">
                <MatrixGrid
                  {...{ rows, columns, coverage: matrix.coverage, costs: costs.byCode, selected }}
                  focus={side?.kind === 'person' ? side.focus : null}
                  onOpen={open}
                  onSelect={select}
                />
                <p className="text-2xs text-ink-3">{t('matrix.keys')}</p>
              </div>
            )}
          </div>
        </div>
        {side && (
          <SidePanel label={t(side.kind === 'assign' ? 'assign.title' : 'matrix.details')} onClose={close}>
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
                  setSide({ kind: 'assign', codes: code ? [code] : [] });
                }}
              />
            )}
          </SidePanel>
        )}
      </div>
    </>
  );
}
