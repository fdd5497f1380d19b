import { useSearchParams } from '@remix-run/react';
import clsx from 'clsx';
import { useFormat, useLocale, useT } from '~/core/i18n';
import type { ReviewChange } from '~/features/review/changes.server';
import { type ChangeGroup, type ChangeSums, changeGroups } from '~/features/review/rules';
import { Badge, type Tone } from '~/ui/badge';
import { EmptyState } from '~/ui/empty-state';
import { FilterChips } from '~/ui/filter-chips';
import { Link } from '~/ui/link';
import { When } from '~/ui/value';

type Stage = { id: number; name: string; nameEn: string };

const tones: Partial<Record<ChangeGroup, Tone>> = {
  new: 'brand',
  won: 'ok',
  lost: 'bad',
  slipped: 'warn',
  down: 'warn',
  forward: 'ok',
  up: 'ok',
};

export function ChangeList(props: {
  changes: ReviewChange[];
  stages: Stage[];
  chosen: string[];
  /** Whose alone they are. */
  person: string | null;
  sums: ChangeSums;
  now: string;
}) {
  const { changes, stages, chosen, person, sums, now } = props;
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const [search] = useSearchParams();
  const stageName = (id: number | null) => {
    const stage = stages.find((s) => s.id === id);
    return (locale === 'en' ? stage?.nameEn : stage?.name) ?? '';
  };
  const only = (group: string | null) => {
    const next = new URLSearchParams(search);
    next.delete('change');
    if (group) next.set('change', group);
    return `?${next}#changes`;
  };
  const told = (change: ReviewChange) => {
    if (change.group === 'up' || change.group === 'down')
      return `${f.money(change.fromFen ?? 0)} → ${f.money(change.toFen ?? 0)}`;
    if (change.group === 'slipped' || change.group === 'pulled_in')
      return `${change.fromCloseOn ? f.day(change.fromCloseOn) : '—'} → ${change.toCloseOn ? f.day(change.toCloseOn) : '—'}`;
    if (change.fromStageId && change.toStageId)
      return `${stageName(change.fromStageId)} → ${stageName(change.toStageId)}`;
    return '';
  };
  const pill = (active: boolean) =>
    clsx(
      'inline-flex min-h-7 items-center gap-1 rounded-full px-3 max-sm:min-h-11',
      active ? 'bg-ink text-surface' : 'text-ink-2 hover:bg-sunken',
    );
  return (
    <>
      <nav id="changes" aria-label={t('review.changes')} className="flex scroll-mt-28 flex-wrap gap-1 px-4 pb-2">
        {person && <FilterChips chips={[{ param: 'person', label: t('review.person'), value: person }]} />}
        <Link to={only(null)} preventScrollReset className={pill(!chosen.length)}>
          {t('review.all')}
        </Link>
        {changeGroups
          .filter((group) => sums[group]?.count)
          .map((group) => (
            <Link key={group} to={only(group)} preventScrollReset className={pill(chosen.includes(group))}>
              {t(`review.group.${group}`)} <span className="num">{f.number(sums[group]!.count)}</span>
            </Link>
          ))}
      </nav>
      {changes.length === 0 && <EmptyState title={t('review.no_changes')}>{t('review.no_changes_hint')}</EmptyState>}
      <ul>
        {changes.map((change) => (
          <li key={change.id} className="border-t border-line">
            <Link
              to={`/opportunities/${change.opportunityId}`}
              className="grid grid-cols-[96px_1fr_auto] items-baseline gap-x-3 px-4 py-2 hover:bg-sunken max-sm:grid-cols-[1fr_auto]"
            >
              <span className="max-sm:col-span-2 max-sm:mb-1">
                <Badge tone={tones[change.group as ChangeGroup] ?? 'neutral'}>
                  {t(`review.group.${change.group as ChangeGroup}`)}
                </Badge>
              </span>
              <span className="min-w-0">
                <span className="block truncate">
                  <span className="font-medium">{change.accountName}</span>{' '}
                  <span className="text-ink-2">{change.title}</span>
                </span>
                <span className="block truncate text-xs text-ink-3">
                  {[told(change), change.ownerName, change.note].filter(Boolean).join(' · ')}
                </span>
              </span>
              <span className="text-right">
                <span className="num block font-medium">{f.money(change.totalFen)}</span>
                <span className="block text-xs text-ink-3">
                  <When at={change.at} now={now} />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
