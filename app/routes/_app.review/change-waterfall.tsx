import { useLocation } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import type { Level } from '~/features/review/compare.server';
import { type Asked, type Bar, type BarSums, waterfallSteps } from '~/features/review/spans';
import { Card } from '~/ui/card';
import { Waterfall, type WaterfallStep } from '~/ui/chart/waterfall';
import { withParams } from '~/ui/params';

type Props = {
  asked: Asked;
  opening: Level;
  closing: Level;
  sums: BarSums;
  bar: Bar | null;
  keptSince: string | null;
  isNow: boolean;
  now: string;
};

/** From the opening to the closing sum; each bar opens its deals below. */
export function ChangeWaterfall({ asked, opening, closing, sums, bar: chosen, keptSince, isNow, now }: Props) {
  const t = useT();
  const f = useFormat();
  const { search } = useLocation();
  const { steps, rest } = waterfallSteps(opening.fen, closing.fen, sums);
  const total = (key: string, label: string, value: number): WaterfallStep => ({ key, label, value, kind: 'total' });
  const step = (key: string, label: string, fen: number, to?: string): WaterfallStep => ({
    key,
    label,
    value: Math.abs(fen),
    kind: fen > 0 ? 'up' : 'down',
    to,
    active: key === chosen,
  });
  const rowsOf = (bar: Bar) => `${withParams(search, { bar, after: null, list: null })}#changes`;
  const moved = closing.fen - opening.fen;
  const days = { since: f.day(asked.since, now), until: f.day(asked.until, now) };
  const finding = moved
    ? t(moved > 0 ? 'span.grew' : 'span.shrank', { ...days, amount: f.money(Math.abs(moved)) })
    : t('span.flat', days);
  const dates = asked.horizon === 'all' ? (['slipped', 'pulled_in'] as const).filter((bar) => sums[bar]?.count) : [];
  const known = keptSince
    ? t(keptSince >= asked.since ? 'span.before_kept' : 'span.kept_since', { day: f.day(keptSince) })
    : t('span.kept_none');
  return (
    <Card>
      <Waterfall
        title={finding}
        format={f.money}
        steps={[
          total('opening', t('span.opening'), opening.fen),
          ...steps.map(({ bar, fen }) => step(bar, t(`span.bar.${bar}`), fen, rowsOf(bar))),
          ...(rest ? [step('rest', t('span.rest'), rest)] : []),
          total('closing', t(isNow ? 'span.now' : 'span.closing'), closing.fen),
        ]}
      />
      <p className="mt-1 text-xs text-ink-3">
        {dates.length > 0 && (
          <span className="mr-3">
            {t('span.dates_moved')}{' '}
            {dates.map((bar) => (
              <a key={bar} href={rowsOf(bar)} data-link="" className="mr-2 underline decoration-dotted">
                {t(`span.${bar}_note`, { n: sums[bar]!.count, amount: f.money(sums[bar]!.totalFen) })}
              </a>
            ))}
          </span>
        )}
        {known}
      </p>
    </Card>
  );
}
