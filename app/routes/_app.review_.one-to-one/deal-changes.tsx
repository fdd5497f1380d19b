import { useFormat, useLocale, useT } from '~/core/i18n';
import type { DealChange } from '~/features/review/talks/queries.server';
import type { TalkPage } from './route';

/** What happened to the deal, each in one line. */
export function DealChanges({ changes, stages }: { changes: DealChange[]; stages: TalkPage['stages'] }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  if (!changes.length) return <p className="text-ink-3">{t('talk.no_changes')}</p>;
  const stageName = (id: number | null) => {
    const stage = stages.find((one) => one.id === id);
    return (locale === 'en' ? stage?.nameEn : stage?.name) ?? '—';
  };
  const dayOf = (on: string | null) => (on ? f.day(on) : '—');
  const told = (change: DealChange) => {
    if (change.kind === 'moved') return `${stageName(change.fromStageId)} → ${stageName(change.toStageId)}`;
    if (change.kind === 'amount') return `${f.money(change.fromFen ?? 0)} → ${f.money(change.toFen ?? 0)}`;
    if (change.kind === 'close_date') return `${dayOf(change.fromOn)} → ${dayOf(change.toOn)}`;
    return '';
  };
  return (
    <ul>
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap items-baseline gap-x-2 border-b border-line py-1 last:border-0">
          <span className="w-20 shrink-0 text-ink-3">{t.any(`timeline.deal.${change.kind}`)}</span>
          <span className="num min-w-0 flex-1">{told(change)}</span>
          <span className="num text-xs text-ink-3">{f.day(change.at)}</span>
          {change.note && <span className="w-full text-xs text-ink-2">{change.note}</span>}
        </li>
      ))}
    </ul>
  );
}
