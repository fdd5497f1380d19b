import { useFormat, useT } from '~/core/i18n';
import type { ChangeSums, WaterfallStep } from '~/features/review/rules';
import { Card } from '~/ui/card';
import { Waterfall } from '~/ui/waterfall';

export function ChangeWaterfall({ steps, sums, since }: { steps: WaterfallStep[]; sums: ChangeSums; since: string }) {
  const t = useT();
  const f = useFormat();
  const moved = steps.at(-1)!.fen - steps[0]!.fen;
  const finding =
    moved === 0
      ? t('review.flat', { since: f.day(since) })
      : t(moved > 0 ? 'review.grew' : 'review.shrank', { since: f.day(since), amount: f.money(Math.abs(moved)) });
  const dates = (['slipped', 'pulled_in'] as const).filter((group) => sums[group]?.count);
  return (
    <Card>
      <Waterfall
        title={finding}
        format={f.money}
        steps={steps.map((step) => ({
          label: t(`review.group.${step.group}`),
          value: step.group === 'start' || step.group === 'now' ? step.fen : Math.abs(step.fen),
          kind: step.group === 'start' || step.group === 'now' ? 'total' : step.fen > 0 ? 'up' : 'down',
        }))}
      />
      {dates.length > 0 && (
        <p className="mt-2 text-xs text-ink-3">
          {dates.map((g) => t(`review.${g}_note`, { n: sums[g]!.count, amount: f.money(sums[g]!.fen) })).join(' · ')}
        </p>
      )}
    </Card>
  );
}
