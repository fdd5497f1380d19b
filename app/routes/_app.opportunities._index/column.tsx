import { useLocation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import type { BoardCards } from '~/features/opportunities/list/board.server';
import { stageName } from '~/features/opportunities/rules';
import { Count, Dot } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { withParams } from '~/ui/params';
import { Money } from '~/ui/value';
import type { BoardColumn } from './columns';

/** Name, count, sum and weighted sum; stays in sight while the cards scroll. */
export function ColumnHead({ column, mayCreate }: { column: BoardColumn; mayCreate: boolean }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const { stage, sum } = column;
  const name = stageName(stage, locale);
  return (
    <div className="sticky top-0 z-[2] rounded-t-xl bg-sunken px-2.5 pt-2 pb-1.5">
      <div className="flex h-6 items-center gap-1.5">
        <Dot stage={stage.position} />
        <h2 className="truncate font-semibold">{name}</h2>
        <span className="shrink-0">
          <Count n={f.number(sum.count)} />
        </span>
        <span className="num ml-auto shrink-0 text-2xs text-ink-3" title={t('opportunity.probability_stage')}>
          {stage.probability}%
        </span>
        {mayCreate && stage.position === 1 && (
          <Link
            to={`/opportunities/new${stage.pipelineCode === 'new_business' ? '' : `?pipeline=${stage.pipelineCode}`}`}
            aria-label={t('opportunity.add_to_stage', { stage: name })}
            className="flex size-6 items-center justify-center rounded-md text-ink-3 hover:bg-line hover:text-ink"
          >
            <Plus className="text-[15px]" />
          </Link>
        )}
      </div>
      <div className="flex items-baseline justify-between gap-2 text-2xs text-ink-2">
        <Money fen={sum.totalFen} />
        <span className="num truncate text-ink-3">
          {t('opportunity.weighted_short', { amount: f.money(sum.weightedFen) })}
        </span>
      </div>
    </div>
  );
}

/** How many more there are; fetches them when there is JavaScript, else leads to the list of this stage. */
export function ColumnFoot({ column, capped }: { column: BoardColumn; capped: boolean }) {
  const t = useT();
  const { search } = useLocation();
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const foot = useRef<HTMLDivElement>(null);
  const { append, after } = column;
  const ask = after && `/opportunities/column${withParams(search, { column: String(column.stage.id), after })}`;
  // not a fetcher: each move would ask again for the page last fetched, and no network would replace the board
  const load = () => {
    if (!ask) return;
    setState('loading');
    fetch(ask)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then((cards: BoardCards) => append(after, cards))
      .then(
        () => setState('idle'),
        () => setState('failed'),
      );
  };
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (!ask || !foot.current || state !== 'idle') return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && latest.current(), {
      rootMargin: '200px',
    });
    watch.observe(foot.current);
    return () => watch.disconnect();
  }, [ask, state]);
  if (column.rows.length === 0)
    return <p className="py-6 text-center text-xs text-ink-3">{t('opportunity.column_empty')}</p>;
  if (!ask) return null;
  const stage = column.ids.join();
  const left = column.sum.count - column.rows.length;
  const list = `/opportunities${withParams(search, { shape: 'list', stage, sort: '-amount' })}`;
  const label: ReactNode = capped || left <= 0 ? t('opportunity.load_more') : t('opportunity.more_cards', { n: left });
  return (
    <div ref={foot}>
      <Button variant="ghost" size="sm" block loading={state === 'loading'} onClick={load}>
        {label}
      </Button>
      <noscript>
        <a href={list}>{label}</a>
      </noscript>
    </div>
  );
}
