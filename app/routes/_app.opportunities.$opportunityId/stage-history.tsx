import { daysBetween, today } from '~/core/dates';
import { useFormat, useLocale, useT } from '~/core/i18n';
import type { HistoryEntry } from '~/features/opportunities/detail.server';
import { type ChangeKind, stageName } from '~/features/opportunities/rules';
import type { Tone } from '~/ui/badge';
import { ArrowRight, CalendarClock, Coins, type Icon, Plus, RotateCcw, Trash2, UserRound } from '~/ui/icons';
import { Timeline } from '~/ui/timeline';
import type { OpportunityData } from './route';

const icons: Record<ChangeKind, Icon> = {
  created: Plus,
  moved: ArrowRight,
  amount: Coins,
  close_date: CalendarClock,
  owner: UserRound,
  deleted: Trash2,
  restored: RotateCcw,
};

/** Every move with who, when, from, to, why, and how long it stayed there. */
export function StageHistory({ data }: { data: OpportunityData }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const said = (id: number | null) => {
    const stage = data.past.find((candidate) => candidate.id === id);
    return stage ? stageName(stage, locale) : '—';
  };
  const money = (fen: number | null) => (fen === null ? '—' : f.money(fen));
  const day = (on: string | null) => (on === null ? t('opportunity.undated') : f.day(on, data.now));
  const words = (change: HistoryEntry) => {
    if (change.kind === 'created') return t('opportunity.change.created', { to: said(change.toStageId) });
    if (change.kind === 'moved')
      return t('opportunity.change.moved', { from: said(change.fromStageId), to: said(change.toStageId) });
    if (change.kind === 'amount')
      return t('opportunity.change.amount', { from: money(change.fromTotalFen), to: money(change.toTotalFen) });
    if (change.kind === 'close_date')
      return t('opportunity.change.close_date', { from: day(change.fromCloseOn), to: day(change.toCloseOn) });
    if (change.kind === 'owner')
      return t('opportunity.change.owner', { from: change.fromOwner ?? '—', to: change.toOwner ?? '—' });
    return t(change.kind === 'deleted' ? 'opportunity.change.deleted' : 'opportunity.change.restored');
  };
  const moves = data.history.filter(({ kind }) => kind === 'moved' || kind === 'created');
  /** Days between this move and the one before it. */
  const stayed = (change: HistoryEntry) => {
    const before = moves[moves.indexOf(change) + 1];
    if (change.kind !== 'moved' || !before) return null;
    return t('opportunity.days_in_stage', {
      n: daysBetween(today(new Date(before.at)), today(new Date(change.at))),
    });
  };
  const tone = (change: HistoryEntry): Tone => {
    const type = data.past.find(({ id }) => id === change.toStageId)?.type;
    if (change.kind !== 'moved') return 'neutral';
    return type === 'won' ? 'ok' : type === 'lost' ? 'bad' : type === 'on_hold' ? 'warn' : 'brand';
  };
  return (
    <Timeline
      now={data.now}
      items={data.history.map((change) => ({
        id: change.id,
        icon: icons[change.kind],
        tone: tone(change),
        at: change.at,
        title: (
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{words(change)}</span>
            <span className="text-xs text-ink-3">{[change.byName, stayed(change)].filter(Boolean).join(' · ')}</span>
          </span>
        ),
        body: change.note,
      }))}
    />
  );
}
