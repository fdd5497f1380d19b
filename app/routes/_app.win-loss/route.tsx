import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { dearFigures } from '~/core/dear-figures.server';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { industryName, industrySection, industrySections } from '~/features/accounts/industries';
import { listCompetitors } from '~/features/offerings/queries.server';
import { listOutcomeDeals, listOutcomes, listRetries } from '~/features/outcomes/queries.server';
import {
  type Angle,
  angles,
  daysOf,
  type OutcomeRow,
  readFilters,
  spans,
  sumOf,
  winRate,
} from '~/features/outcomes/rules';
import { Card } from '~/ui/card';
import { Figures } from '~/ui/figures';
import { FilterChips } from '~/ui/filter-chips';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { withParams } from '~/ui/params';
import { Tabs } from '~/ui/tabs';
import { ViewSwitch } from '~/ui/view-switch';
import { DealTable } from './deal-table';
import { OutcomeTable } from './outcome-table';

/** Divisions are told by their section: one line of the table each. */
const bySection = (rows: OutcomeRow[]): OutcomeRow[] => {
  const sections = new Map<string | null, OutcomeRow>();
  for (const row of rows) {
    const key = row.key === null ? null : industrySection(row.key);
    const known = sections.get(key);
    sections.set(key, { key, ...sumOf(known ? [known, row] : [row]) });
  }
  return [...sections.values()];
};

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  const { searchParams } = new URL(request.url);
  const filters = readFilters(searchParams);
  const after = readCursor(searchParams.get('after'));
  const view = searchParams.get('view') === 'retry' ? ('retry' as const) : ('analysis' as const);
  const day = today(ctx.now);
  if (view === 'retry')
    return {
      view,
      filters,
      day,
      span: daysOf(filters.span, day),
      rows: [],
      competitors: [],
      deals: await listRetries(ctx, after),
    };
  const section = industrySections.find(({ code }) => code === filters.only.industry);
  const industries = section ? [section.code, ...section.divisions] : null;
  const [rows, competitors, deals] = await Promise.all([
    dearFigures(ctx, ['outcomes', day, filters], () => listOutcomes(ctx, filters, industries)),
    listCompetitors(ctx),
    listOutcomeDeals(ctx, filters, industries, after),
  ]);
  const grouped = filters.by === 'industry' ? bySection(rows) : rows;
  const sorted = grouped.toSorted((a, b) => b.lostFen + b.wonFen - (a.lostFen + a.wonFen));
  return { view, filters, day, span: daysOf(filters.span, day), rows: sorted, competitors, deals };
}

export default function WinLoss() {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const { search } = useLocation();
  const { view, filters, day, span, rows, competitors, deals } = useLoaderData<typeof loader>();
  const names = new Map(competitors.map((one) => [one.id, one.name]));
  const nameOf = (angle: Angle, key: string | null) => {
    if (key === null || key === 'none') return t('win_loss.unsaid');
    if (angle === 'industry') return industryName(key, locale);
    if (angle === 'competitor') return names.get(key) ?? t('win_loss.other_competitor');
    return t.any(angle === 'reason' ? `close_reason.${key}` : `line.${key}`);
  };
  const total = sumOf(rows);
  const rate = winRate(total);
  const to = (changes: Record<string, string | null>) => `/win-loss${withParams(search, { after: null, ...changes })}`;
  return (
    <>
      <PageHead
        title={t('win_loss.title')}
        tabs={
          <Tabs
            label={t('win_loss.title')}
            items={[
              { to: '/win-loss', label: t('win_loss.analysis'), active: view === 'analysis' },
              { to: '/win-loss?view=retry', label: t('win_loss.retry'), active: view === 'retry' },
            ]}
          />
        }
      />
      {view === 'analysis' && (
        <Figures
          items={[
            { label: t('win_loss.won'), fen: total.wonFen, note: t('win_loss.deals', { n: total.won }) },
            { label: t('win_loss.lost'), fen: total.lostFen, note: t('win_loss.deals', { n: total.lost }) },
            {
              label: t('win_loss.rate'),
              value: rate === null ? '–' : f.percent(rate),
              note: `${f.day(span.from, day)} – ${f.day(span.to, day)}`,
            },
          ]}
        />
      )}
      <PageBody>
        {view === 'analysis' && (
          <>
            <FilterChips
              chips={angles.flatMap((angle) => {
                const key = filters.only[angle];
                return key ? [{ param: angle, label: t(`win_loss.by.${angle}`), value: nameOf(angle, key) }] : [];
              })}
            />
            <div className="flex flex-wrap gap-2">
              <ViewSwitch
                label={t('win_loss.span')}
                items={spans.map((one) => ({
                  to: to({ span: one }),
                  label: t(`win_loss.span.${one}`),
                  active: one === filters.span,
                }))}
              />
              <ViewSwitch
                label={t('win_loss.by')}
                items={angles.map((angle) => ({
                  to: to({ by: angle }),
                  label: t(`win_loss.by.${angle}`),
                  active: angle === filters.by,
                }))}
              />
            </div>
            <Card padded={false}>
              <OutcomeTable
                rows={rows}
                heading={t(`win_loss.by.${filters.by}`)}
                nameOf={(key) => nameOf(filters.by, key)}
                toOf={(key) => to({ [filters.by]: key ?? 'none' })}
              />
            </Card>
            <h2 className="mt-3 text-lg font-semibold">{t('win_loss.rows')}</h2>
          </>
        )}
        <DealTable deals={deals.rows} day={day} isRetry={view === 'retry'} />
        <Pager before={null} after={deals.after} />
      </PageBody>
    </>
  );
}
