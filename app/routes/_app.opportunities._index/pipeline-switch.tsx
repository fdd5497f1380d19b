import { useLocation } from '@remix-run/react';
import clsx from 'clsx';
import { useFormat, useT } from '~/core/i18n';
import { stageName } from '~/features/opportunities/rules';
import { Count } from '~/ui/badge';
import { Link } from '~/ui/link';
import { withParams } from '~/ui/params';
import type { IndexData, ShownStage } from './route';

const countOf = (data: IndexData, code: string) => {
  const ids = new Set(data.stages.flatMap((s) => (s.pipelineCode === code && s.type === 'open' ? s.id : [])));
  return data.whole.stages.reduce((n, sum) => n + (ids.has(sum.stageId) ? sum.count : 0), 0);
};

/** Which process the board shows; those with deals, and the one asked for. */
export function PipelineSwitch({ data }: { data: IndexData }) {
  const t = useT();
  const f = useFormat();
  const { search } = useLocation();
  const shown = data.pipelines
    .map((one) => ({ ...one, count: countOf(data, one.code) }))
    .filter(({ code, count }) => count > 0 || code === data.pipeline);
  if (shown.length < 2) return null;
  return (
    <nav aria-label={t('process.pipeline')} className="strip flex gap-1 px-4 pt-2">
      {shown.map(({ code, count, ...names }) => (
        <Link
          key={code}
          to={withParams(search, { pipeline: code, stage: null, after: null, before: null })}
          aria-current={code === data.pipeline ? 'page' : undefined}
          className={clsx(
            'flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-ink-2 hover:bg-sunken max-sm:h-11 max-sm:rounded-lg max-sm:px-3.5',
            'aria-[current]:bg-brand-soft aria-[current]:font-medium aria-[current]:text-brand-ink',
          )}
        >
          {stageName(names, f.locale)}
          <Count n={f.number(count)} />
        </Link>
      ))}
    </nav>
  );
}

/** The stages to choose from, one a name: those of all versions behind one name go together. */
export function stageChoices(data: IndexData, locale: string) {
  const groups = new Map<string, ShownStage[]>();
  for (const stage of data.stages) {
    const key = `${stage.pipelineCode} ${stageName(stage, locale)}`;
    groups.set(key, [...(groups.get(key) ?? []), stage]);
  }
  const several = new Set(data.stages.map((stage) => stage.pipelineCode)).size > 1;
  return [...groups.values()].map(([first, ...rest]) => {
    const name = stageName(first!, locale);
    const pipeline = locale === 'en' ? first!.pipelineNameEn || first!.pipelineName : first!.pipelineName;
    return {
      value: [first!, ...rest].map(({ id }) => id).join(),
      label: several ? `${pipeline} · ${name}` : name,
    };
  });
}
